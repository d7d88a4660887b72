// Long journeys of every shape: Rehearse shows, draws a bounded number of rows, and leaves the page alive (issue 12, A21).
import { shaped } from "../bench/canvas/fixture.mjs";
import { expect, test } from "./fixtures";
import { keep } from "./journeys";
import { Builder } from "./pages/builder";

/** The longest task that a loaded machine may take with an unoptimised build: what grew with the square took many times as long. */
const LONGEST = 1_500;

for (const [name, size, messages] of [["chain", 1_000, 999], ["ring", 1_000, 999], ["ladder", 800, 799], ["fan", 2_000, 1_000]] as const) {
  test(`Rehearse shows a ${name} of ${size} nodes, and draws what is looked at`, async ({ app }) => {
    test.setTimeout(90_000);
    const journey = shaped(name, size);
    await keep(app, journey);
    await app.goto(`/journeys/${journey.id}`);
    const builder = new Builder(app);
    await expect(builder.button("Rehearse")).toBeVisible({ timeout: 20_000 });
    await app.page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: "longtask" });
    });
    await builder.button("Rehearse").click();
    const dock = app.page.getByRole("region", { name: "Rehearsal", exact: true });
    const table = dock.getByRole("table", { name: "Timetable", exact: true });
    const rows = table.getByRole("row").filter({ has: app.page.locator("time") });
    await expect(rows).toHaveCount(25, { timeout: 20_000 });
    const tasks = await app.page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    expect(Math.max(0, ...tasks)).toBeLessThan(LONGEST);
    // No more of it is on the page than is looked at.
    expect(await dock.locator("*").count()).toBeLessThan(3_000);
    await table.getByRole("button", { name: `Show 25 more of ${messages - 25} messages` }).click();
    await expect(rows).toHaveCount(50);
    // The reasons of a far message are told on demand.
    await rows.nth(49).getByText("On qualifying").click();
    await expect(rows.nth(49).locator("ol > li").first()).toHaveText(/^Published /);
  });
}
