// Files that leave the page, in browsers that read them after the click has returned (Firefox, Safari).
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

/** Files and the buttons that offer them: journey, pictures, timetable. */
const FILES: [name: string, press: (builder: Builder, page: Page) => Promise<void>][] = [
  ["mine.sojourn.json", (builder) => builder.menu("Mine").choose("Export")],
  ["Mine.svg", (builder, page) => picture(builder, page, "Save picture as SVG")],
  ["Mine.png", (builder, page) => picture(builder, page, "Save picture as PNG")],
  ["Mine timetable.csv", (builder, page) => timetable(builder, page, "Export CSV")],
  ["Mine timetable.ics", (builder, page) => timetable(builder, page, "Export ICS")],
];

for (const [name, press] of FILES) {
  test(`${name} is offered by a link of the page, whose address stays good for more than half a minute`, async ({ app, page }) => {
    await page.clock.install({ time: new Date("2026-03-02T10:00:00Z") });
    await page.addInitScript(() => {
      const seen = { pressed: [] as string[], revoked: [] as string[] };
      Object.assign(window, { seen });
      // A click on a link that is not part of the page does not come by here.
      addEventListener("click", ({ target }) => target instanceof HTMLAnchorElement && target.download && seen.pressed.push(target.href), true);
      const { revokeObjectURL } = URL;
      URL.revokeObjectURL = (url) => {
        seen.revoked.push(url);
        revokeObjectURL.call(URL, url);
      };
    });
    const seen = () => page.evaluate(() => (window as unknown as { seen: { pressed: string[]; revoked: string[] } }).seen);
    await keep(app, journey("Mine"));
    const builder = new Builder(app);
    await builder.open("mine");
    const download = page.waitForEvent("download");
    await press(builder, page);
    expect((await download).suggestedFilename()).toBe(name);
    await (await download).path();
    const { pressed } = await seen();
    expect(pressed).toEqual([expect.stringMatching(/^blob:/)]);
    await page.clock.runFor(30_000);
    expect((await seen()).revoked).not.toContain(pressed[0]);
    await page.clock.runFor(60_000);
    expect((await seen()).revoked).toContain(pressed[0]);
    await expect(page.locator("a[download]"), "the link is gone").toHaveCount(0);
  });
}

async function picture(builder: Builder, page: Page, item: string) {
  await builder.button("Canvas actions").click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function timetable(builder: Builder, page: Page, button: string) {
  await builder.button("Rehearse").click();
  await page.getByRole("region", { name: "Rehearsal", exact: true }).getByRole("button", { name: button }).click();
}
