// Long journeys of every shape: Rehearse shows, draws a bounded number of rows, and leaves the page alive (issue 12, A21).
import { shaped } from "../bench/canvas/fixture.mjs";
import { expect, test } from "./fixtures";
import { keep } from "./journeys";
import { long } from "./long";
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
    // Also when the timetable is worked out anew, as with each minute.
    const last = rows.nth(49).locator("time").first();
    const before = (await last.getAttribute("datetime"))!;
    const published = dock.getByLabel("Published at");
    await published.press("ArrowUp");
    await published.blur();
    await expect(last).not.toHaveAttribute("datetime", before);
    await expect(rows).toHaveCount(50);
    // The reasons of a far message are told on demand.
    await rows.nth(49).getByText("On qualifying").click();
    await expect(rows.nth(49).locator("ol > li").first()).toHaveText(/^Published /);
  });
}

test("of a node with a thousand links those are listed and labelled that are looked at", async ({ app, page }) => {
  const journey = shaped("fan", 2_000);
  await keep(app, journey);
  const builder = new Builder(app);
  await builder.open(journey.id);
  await builder.select("Action: N0");
  const links = builder.inspector.getByRole("region", { name: "Leads to", exact: true }).getByRole("button", { name: /^Remove the link Yes to / });
  await expect(links).toHaveCount(25);
  const shown = builder.inspector.getByTitle("Show the link");
  const labels = page.locator(".link-label");
  await expect(labels.first()).toBeVisible();
  expect(await labels.count()).toBeLessThan(65);
  // The first of the new links gets the focus.
  const more = builder.inspector.getByRole("button", { name: /^Show 25 more of \d+ links$/ });
  await expect(more).toHaveText("Show 25 more of 974 links");
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(links).toHaveCount(50);
  await expect(more).toHaveText("Show 25 more of 949 links");
  await expect(shown.nth(25)).toBeFocused();
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(links).toHaveCount(75);
  await expect(shown.nth(50)).toBeFocused();
  // One that is beyond the list is taken in when another goes.
  await links.first().press("Enter");
  await expect(more).toHaveText("Show 25 more of 923 links");
  await expect(links).toHaveCount(75);
});

test("the first of what is added to a list gets the focus, also when nothing is left to ask for", async ({ app, page }) => {
  const journey = shaped("chain", 70);
  const [{ setup }] = journey.versions;
  Object.assign(setup, { entry: "at-a-time", timeline: { kind: "recurring", every: 1, unit: "day" } });
  const segment = { behaviours: { match: "all", list: [{ did: true, event: "Purchased", within: { days: 30 } }] } };
  Object.assign(journey.versions[0].graph.nodes[0], { kind: "past-behavior", segment });
  await keep(app, journey);
  const builder = new Builder(app);
  await builder.open(journey.id);
  await builder.button("Rehearse").click();
  const dock = page.getByRole("region", { name: "Rehearsal", exact: true });
  const table = dock.getByRole("table", { name: "Timetable", exact: true });
  const runs = table.getByRole("row", { name: /^Users qualify / });
  await expect(runs).toHaveCount(5);
  const first = table.getByRole("rowgroup").nth(1);
  const why = first.locator("summary");
  const more = first.getByRole("button", { name: /^Show \d+ more of \d+ messages$/ });
  for (const [label, before] of [["Show 25 more of 44 messages", 25], ["Show 19 more of 19 messages", 50]] as const) {
    await expect(more).toHaveText(label);
    await more.focus();
    await page.keyboard.press("Enter");
    await expect(why.nth(before)).toBeFocused();
  }
  await expect(more).toHaveCount(0);
  await expect(why).toHaveCount(69);
  // A run has no control of its own: its row gets the focus.
  const moreRuns = dock.getByRole("button", { name: "Show more runs", exact: true });
  for (const before of [5, 10, 20, 40]) {
    await moreRuns.focus();
    await page.keyboard.press("Enter");
    await expect(runs).toHaveCount(2 * before);
    await expect(runs.nth(before)).toBeFocused();
  }
  await expect(moreRuns).toHaveCount(0);
});

test("long work says how far it is, leaves the page alive, and can be cancelled and begun again", async ({ app }) => {
  test.setTimeout(120_000);
  const journey = long();
  await keep(app, journey);
  await app.goto(`/journeys/${journey.id}`);
  const builder = new Builder(app);
  await expect(builder.button("Rehearse")).toBeVisible({ timeout: 20_000 });
  // No hand is quick enough for every machine: the page itself presses the first Cancel, and notes what is said.
  await app.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    let cancelled = false;
    new MutationObserver(() => {
      const working = document.querySelector(".working:has(progress)");
      if (!working) return;
      said.push(working.querySelector("span")?.textContent ?? "");
      if (!cancelled) working.querySelector("button")?.click();
      cancelled = true;
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await builder.button("Rehearse").click();
  const dock = app.page.getByRole("region", { name: "Rehearsal", exact: true });
  const progress = dock.getByRole("progressbar");
  await expect(dock.getByText("Cancelled: the timetable of what is set now is not worked out.")).toBeVisible();
  await expect(progress).toHaveCount(0);
  await expect(dock.getByRole("heading", { name: "Rehearsal", exact: true })).toBeFocused();
  await expect(dock.getByRole("table")).toHaveCount(0);
  await dock.getByRole("button", { name: "Work it out", exact: true }).press("Enter");
  await expect(dock.getByRole("table", { name: "Timetable", exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(progress).toHaveCount(0, { timeout: 60_000 });
  const said = await app.page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said.filter((text) => !/^Working out [\d,]+ of 1,000 nodes$/.test(text))).toEqual([]);
  // Once until it was cancelled, and again.
  expect(said.length).toBeGreaterThan(1);
});
