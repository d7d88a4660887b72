// The listings: empty, filled, and what of them is in the address (issue 2, points 5 and 7).
import { expect, test } from "./fixtures";
import { Listings } from "./pages/listings";

/** What the sample workspace holds, by status. */
const SAMPLES = {
  Draft: ["Birthday treat", "Referral invitation"],
  Scheduled: ["Members’ sale"],
  Running: [
    "Welcome series",
    "Abandoned cart",
    "Weekly digest",
    "Payment reminder",
    "Flight reminder",
    "Review request",
  ],
  Paused: ["Win-back"],
  Completed: ["Trail collection launch"],
  Stopped: ["Trial ending"],
};
const ARCHIVED = "Early-bird sale";

test("an empty workspace explains itself and offers four ways to begin", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.open();
  const main = page.getByRole("main");
  await expect(main).toContainText(/customer journey/);
  await expect(main.getByRole("link", { name: "New journey", exact: true })).toBeVisible();
  for (const name of ["Start from a template", "Load sample workspace", "Import"]) {
    await expect(main.getByRole("button", { name, exact: true })).toBeVisible();
  }
  await expect(listings.table).toHaveCount(0);
});

test("a template opens in the builder", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.open();
  await page.getByRole("button", { name: "Start from a template", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Abandoned cart").first().click();
  await expect(page.getByRole("region", { name: "Canvas" }).locator("[aria-roledescription=node]").first()).toBeVisible();
  expect(app.address).toMatch(/^\/journeys\/new\?template=/);
});

test("the sample workspace has journeys of every status, each free of errors", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  const all = Object.values(SAMPLES).flat();
  expect(all.length).toBeGreaterThanOrEqual(8);
  for (const [status, names] of Object.entries(SAMPLES)) {
    for (const name of names) await listings.hasStatus(name, status);
  }
  await expect(listings.row(ARCHIVED)).toHaveCount(0);
  await listings.archived.check();
  await listings.hasStatus(ARCHIVED, "Stopped");
  await expect(listings.row(ARCHIVED)).toContainText("Archived");
  expect((await listings.names()).sort()).toEqual([...all, ARCHIVED].sort());

  // A draft can only be published without errors.
  for (const name of SAMPLES.Draft) {
    await listings.open();
    await listings.link(name).click();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByRole("dialog").getByRole("button", { name: "Done" }), name).toBeEnabled();
  }
});

test("the table has every column of journey.md §8", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  const columns = ["Name", "Status", "Entry type", "Versions", "Start time", "Entered", "Goals met", "Timed out", "Rate", "Created", "Published"];
  for (const column of columns) await expect(listings.head(column), column).toHaveCount(1);
});

test("the search is in the address and survives a reload", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.search.fill("reminder");
  const names = ["Payment reminder", "Flight reminder"];
  await expect(async () => expect((await listings.names()).sort()).toEqual(names.toSorted())).toPass();
  await expect.poll(() => app.address).toMatch(/^\/\?q=reminder/);
  await app.reload();
  await expect(listings.search).toHaveValue("reminder");
  await expect(listings.row("Payment reminder")).toBeVisible();
  expect((await listings.names()).sort()).toEqual(names.toSorted());

  // By label and description too, and what fits nothing says so.
  await listings.search.fill("billing");
  await expect(listings.row("Flight reminder")).toHaveCount(0);
  expect(await listings.names()).toEqual(["Payment reminder"]);
  await listings.search.fill("no such journey");
  await expect(listings.table).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Nothing to show" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(listings.row("Flight reminder")).toBeVisible();
  expect(app.address).toBe("/");
});

test("the address changes once for all the letters of a search", async ({ app, page }) => {
  const listings = new Listings(app);
  await page.clock.install({ time: new Date("2026-03-02T10:00:00Z") });
  await page.addInitScript(() => {
    const replace = History.prototype.replaceState;
    Object.assign(window, { replaced: 0 });
    History.prototype.replaceState = function (...entry) {
      (window as any).replaced++;
      replace.apply(this, entry);
    };
  });
  await listings.loadSamples();
  await page.clock.pauseAt(new Date("2026-03-02T10:05:00Z"));
  const replaced = () => page.evaluate(() => (window as any).replaced as number);
  const before = await replaced();
  await listings.search.focus();
  await page.keyboard.type("reminder");
  await expect(listings.row("Weekly digest"), "each letter is seen at once").toHaveCount(0);
  expect(app.address).toBe("/");
  expect(await replaced()).toBe(before);
  await page.clock.runFor(400);
  await expect.poll(() => app.address).toBe("/?q=reminder");
  expect((await replaced()) - before).toBe(1);
  // What is left in haste is kept as well.
  await page.keyboard.type("s");
  await page.keyboard.press("Tab");
  await expect.poll(() => app.address).toBe("/?q=reminders");
});

test("the filter by status is in the address and survives a reload", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  for (const [status, names] of Object.entries(SAMPLES)) {
    await listings.filters.getByRole("combobox", { name: "Status", exact: true }).selectOption(status);
    await expect(async () => expect((await listings.names()).sort()).toEqual(names.toSorted())).toPass();
    expect(app.address).toContain(`status=${status.toLowerCase()}`);
  }
  await app.reload();
  await expect(listings.row("Trial ending")).toBeVisible();
  expect(await listings.names()).toEqual(SAMPLES.Stopped);
  await app.page.goBack();
  await expect(listings.row("Trail collection launch")).toBeVisible();
  await expect(listings.row("Trial ending")).toHaveCount(0);
});

test("the order is in the address and survives a reload", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.sortBy("Name");
  await expect(listings.head("Name")).toHaveAttribute("aria-sort", "ascending");
  const ascending = await listings.names();
  const folded = ascending.map((name) => name.toLowerCase());
  expect(folded).toEqual(folded.toSorted());
  await listings.sortBy("Name");
  await expect(listings.head("Name")).toHaveAttribute("aria-sort", "descending");
  expect(await listings.names()).toEqual(ascending.toReversed());
  const address = app.address;
  expect(address).toContain("sort=");
  await app.reload();
  await expect(listings.head("Name")).toHaveAttribute("aria-sort", "descending");
  expect(await listings.names()).toEqual(ascending.toReversed());
  expect(app.address).toBe(address);
  // Each column can be sorted by.
  for (const column of ["Status", "Entry type", "Versions", "Start time", "Entered", "Goals met", "Timed out", "Rate", "Created", "Published"]) {
    await listings.sortBy(column);
    await expect(listings.head(column), column).toHaveAttribute("aria-sort", /ascending|descending/);
    expect(await listings.names()).toHaveLength(ascending.length);
  }
});

test("Show archived is in the address and survives a reload", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.archived.check();
  await expect(listings.row(ARCHIVED)).toBeVisible();
  expect(app.address).toContain("archived=1");
  await app.reload();
  await expect(listings.archived).toBeChecked();
  await expect(listings.row(ARCHIVED)).toBeVisible();
  await listings.archived.uncheck();
  await expect(listings.row(ARCHIVED)).toHaveCount(0);
  expect(app.address).not.toContain("archived");
});
