// A large workspace: the rows that fit are drawn at once, the others in steps when the browser has nothing else to do, and
// what is done to the table is done to all of it from the start (issue 6; src/listings/table.rs).
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep, record, store } from "./journeys";
import { Listings } from "./pages/listings";

const COUNT = 150;
const name = (n: number) => `Journey ${String(n).padStart(3, "0")}`;

/** The newest first, so that the last by name is the first of the table. */
async function many(app: App) {
  const created = (n: number) => new Date(Date.UTC(2026, 2, 1, 9, n)).toISOString().replace(".000", "");
  await keep(app, ...Array.from({ length: COUNT }, (_, n) => ({ ...journey(name(n)), created: created(n) })));
  const listings = new Listings(app);
  return { listings, rows: listings.table.locator("tbody").getByRole("row") };
}

/** The browser has no time to spare until it is given some: `once` for one step, else for all to come. */
async function busy(page: Page) {
  await page.addInitScript(() => {
    const waiting: (() => void)[] = [];
    let free = false;
    const deadline = { didTimeout: false, timeRemaining: () => 10 };
    window.requestIdleCallback = (then) => (free ? setTimeout(() => then(deadline)) : waiting.push(() => then(deadline)));
    Object.assign(window, {
      spare: (once: boolean) => {
        free = !once;
        waiting.splice(0).forEach((then) => then());
      },
    });
  });
  return (once = false) => page.evaluate((once) => (window as any).spare(once), once);
}

test("all rows come by themselves, without scrolling, also where no browser tells of idle time", async ({ app, page }) => {
  // As Safari has it.
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: undefined }));
  const { listings, rows } = await many(app);
  await listings.open();
  await expect(rows).toHaveCount(COUNT);
  await expect(listings.table).not.toHaveAttribute("aria-rowcount");
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("before they are there, all of them are counted, selected, sorted and searched", async ({ app, page }) => {
  const spare = await busy(page);
  const { listings, rows } = await many(app);
  await listings.open();
  await expect(rows.first()).toContainText(name(COUNT - 1));
  expect(await rows.count()).toBeLessThan(40);
  await expect(listings.table).toHaveAttribute("aria-rowcount", `${COUNT + 1}`);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await expect(listings.bulk).toContainText(`${COUNT} selected`);
  await listings.sortBy("Name");
  await expect(rows.first()).toContainText(name(0));
  await listings.search.fill("Journey 149");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(name(149));
  await listings.search.fill("");
  await expect(rows.first()).toContainText(name(0));
  await spare();
  await expect(rows).toHaveCount(COUNT);
  expect(await listings.names()).toEqual(Array.from({ length: COUNT }, (_, n) => name(n)));
});

test("while they come the focus stays where it is, and so does the page", async ({ app, page }) => {
  const spare = await busy(page);
  const { listings, rows } = await many(app);
  await listings.open();
  const focused = listings.link(name(COUNT - 3));
  await focused.focus();
  const before = await rows.count();
  await spare(true);
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
  await expect(focused).toBeFocused();
  await spare();
  await expect(rows).toHaveCount(COUNT);
  await expect(focused).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("who goes to their end finds them all there", async ({ app, page }) => {
  await busy(page);
  const { listings, rows } = await many(app);
  await listings.open();
  await expect(rows.first()).toBeVisible();
  await page.mouse.wheel(0, 400);
  await expect(rows).toHaveCount(COUNT);
  await page.keyboard.press("End");
  await expect(listings.link(name(0))).toBeInViewport();
});

test("a journey whose graph is damaged is set aside when there is time to read it, or when it is opened", async ({ app, page }) => {
  const spare = await busy(page);
  const damaged = ["Idle", "Opened"].map((name) => {
    const one = journey(name);
    return { ...one, versions: [{ ...one.versions[0], graph: { nodes: [{ id: "x", kind: "of the future" }], links: [] } }] };
  });
  await keep(app, journey("Sound"));
  await store(app, Object.fromEntries(damaged.map((one) => [`sojourn/journey/${one.id}`, record(one)])));
  const listings = new Listings(app);
  await listings.open();
  await listings.link("Opened").click();
  await expect(page.getByRole("heading", { name: "This journey is not here" })).toBeVisible();
  await expect(page.getByText("Some records could not be read.")).toBeVisible();
  await page.goBack();
  await expect(listings.link("Sound")).toBeVisible();
  await expect(listings.link("Opened")).toHaveCount(0);
  await spare();
  await expect(listings.link("Idle")).toHaveCount(0);
  await expect(listings.link("Sound")).toBeVisible();
  const kept = await page.evaluate(() => Object.entries({ ...localStorage }));
  for (const one of damaged) {
    expect(kept.filter(([, text]) => text.includes(JSON.stringify(record(one)).slice(1, -1)) || text === record(one))).toHaveLength(1);
    expect(kept.map(([key]) => key)).not.toContain(`sojourn/journey/${one.id}`);
  }
});
