// Long work besides the rehearsal: the checks and *Publish* say how far they are, and can be cancelled (issue 12, A21).
import { App, expect, type Page, test } from "./fixtures";
import { keep } from "./journeys";
import { hold, holdFromStart, long } from "./long";
import { Builder } from "./pages/builder";

test.describe.configure({ timeout: 120_000 });

/** The publication, while it checks. */
const BEFORE = "Checking before publishing";

/** What is on record of the journey: its versions, and its restore points. */
const kept = (page: Page) =>
  page.evaluate(() => {
    const all = Object.entries({ ...localStorage });
    const { versions } = JSON.parse(all.find(([key]) => key.startsWith("sojourn/journey/"))![1]).journey;
    const numbers = (versions as { number: number | null }[]).map(({ number }) => number);
    return { numbers, points: all.filter(([key]) => key.startsWith("sojourn/point/")).map(([, text]) => String(text)) };
  });

/** The journey, open, with all work on it done. */
async function opened(app: App, journey = long()) {
  await keep(app, journey);
  const builder = new Builder(app);
  await builder.open(journey.id);
  return builder;
}

/** *Publish journey*, with all work on it done. */
async function publishing(builder: Builder) {
  await builder.button("Publish").click();
  await expect(builder.publishing.locator(".plan__messages li").first()).toBeVisible({ timeout: 60_000 });
  await expect(builder.publishing.getByRole("progressbar")).toHaveCount(0, { timeout: 60_000 });
}

test("the checks say how far they are, and are cancelled and made again by the keyboard", async ({ app, page }) => {
  const release = await holdFromStart(page, "Checking");
  const builder = await opened(app);
  await builder.button(/^Checks/).click();
  const panel = page.getByRole("region", { name: "Checks", exact: true });
  const work = panel.getByRole("group", { name: "Checking", exact: true });
  await expect(work.getByRole("progressbar", { name: /^Checking [\d,]+ of 1,000 nodes$/ })).toBeVisible({ timeout: 20_000 });
  // The page goes on meanwhile.
  await panel.getByRole("button", { name: "Close checks" }).focus();
  await page.keyboard.press("Tab");
  await expect(work.getByRole("button", { name: "Cancel", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("status")).toHaveText("Cancelled: what is wrong with times is not known.");
  await expect(panel.getByRole("progressbar")).toHaveCount(0);
  await expect(panel.getByRole("heading", { name: "Checks", exact: true })).toBeFocused();
  await release();
  const again = panel.getByRole("button", { name: "Check again", exact: true });
  await again.focus();
  await page.keyboard.press("Enter");
  await expect(again).toBeHidden();
  await expect(panel.getByRole("heading", { name: "Checks", exact: true })).toBeFocused();
  await expect(panel.getByRole("listitem").first()).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByRole("progressbar")).toHaveCount(0, { timeout: 60_000 });
  await expect(panel.getByText("Cancelled")).toHaveCount(0);
});

test("a publication says how far it is, and when it is cancelled nothing is published", async ({ app, page }) => {
  const builder = await opened(app);
  await publishing(builder);
  const dialog = builder.publishing;
  const release = await hold(page, BEFORE);
  await dialog.getByRole("button", { name: "Done", exact: true }).press("Enter");
  const work = dialog.getByRole("group", { name: BEFORE, exact: true });
  await expect(work.getByRole("progressbar", { name: /^Checking before publishing [\d,]+ of 1,000 nodes$/ })).toBeVisible({ timeout: 20_000 });
  await work.getByRole("button", { name: "Cancel", exact: true }).press("Enter");
  await expect(dialog.getByRole("group", { name: BEFORE, exact: true })).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Done", exact: true })).toBeFocused();
  await release();
  // What was held has run, and did nothing.
  await expect(dialog).toBeVisible();
  expect(await kept(page)).toEqual({ numbers: [null], points: [] });
  // Again, to its end.
  await dialog.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  expect((await kept(page)).numbers).toEqual([1]);
});

test("Escape closes Publish while it checks, and nothing is published", async ({ app, page }) => {
  const builder = await opened(app);
  await publishing(builder);
  const release = await hold(page, BEFORE);
  await builder.publishing.getByRole("textbox", { name: "Journey name" }).press("Enter");
  await expect(builder.publishing.getByRole("progressbar", { name: /^Checking before publishing/ })).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press("Escape");
  await expect(builder.publishing).toBeHidden();
  await release();
  expect(await kept(page)).toEqual({ numbers: [null], points: [] });
  await app.goto("/");
  await expect(page.getByRole("row").filter({ hasText: "chain 1000" })).toContainText("Draft");
});

test("only a publication that is written leaves what it replaced among the restore points", async ({ app, page }) => {
  const journey = long();
  const builder = await opened(app, journey);
  await builder.select("Push: N1");
  await builder.text("Message").press("End");
  await builder.text("Message").pressSequentially(" from here");
  // Another tab saves the same field, and the question about it is closed.
  await page.evaluate((id) => {
    const key = `sojourn/journey/${id}`;
    const kept = JSON.parse(localStorage[key]);
    kept.revision += 1;
    kept.journey.versions[0].graph.nodes[1].what.body = "Hi from there";
    localStorage[key] = JSON.stringify(kept);
    dispatchEvent(new StorageEvent("storage", { key, newValue: localStorage[key] }));
  }, journey.id);
  await expect(builder.dialog("Changed in two tabs")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(builder.dialog("Changed in two tabs")).toBeHidden();
  await publishing(builder);
  const dialog = builder.publishing;
  const release = await hold(page, BEFORE);
  await dialog.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await dialog.getByRole("group", { name: BEFORE, exact: true }).getByRole("button", { name: "Cancel", exact: true }).press("Enter");
  await expect(dialog.getByRole("group", { name: BEFORE, exact: true })).toHaveCount(0);
  expect(await kept(page)).toEqual({ numbers: [null], points: [] });
  await release();
  await dialog.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  expect(await kept(page)).toEqual({ numbers: [1], points: [expect.stringContaining("Hi from there")] });
});

test("a draft that another tab changes during the checks is not published until Done is pressed again", async ({ app, page, context }) => {
  const journey = long();
  const builder = await opened(app, journey);
  await builder.says("Saved");
  const other = new Builder(new App(await context.newPage()));
  await other.open(journey.id);
  await page.bringToFront();
  await publishing(builder);
  const dialog = builder.publishing;
  const release = await hold(page, BEFORE);
  await dialog.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await expect(dialog.getByRole("progressbar", { name: /^Checking before publishing/ })).toBeVisible({ timeout: 20_000 });
  await other.page.bringToFront();
  await other.select("Push: N1");
  await other.text("Message").press("End");
  await other.text("Message").pressSequentially(" from there");
  await page.bringToFront();
  await builder.says("Not saved");
  await release();
  await expect(dialog.getByText("The draft was changed meanwhile. Press Done again.")).toBeVisible({ timeout: 60_000 });
  expect(await kept(page)).toEqual({ numbers: [null], points: [] });
  await dialog.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  expect((await kept(page)).numbers).toEqual([1]);
  expect(await page.evaluate(() => Object.entries({ ...localStorage }).find(([key]) => key.startsWith("sojourn/journey/"))![1])).toContain(" from there");
});
