// Another page of the origin empties the storage: what is in memory stays, and can be written back.
import { App, expect, test, type Page } from "./fixtures";
import { file, journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

const TITLE = "The storage was emptied.";

const records = (page: Page) =>
  page.evaluate(() => Object.fromEntries(Object.entries({ ...localStorage } as Record<string, string>).filter(([key]) => key.startsWith("sojourn/journey/"))));

/** Empties the storage but for what says that the test has begun. */
const clear = (page: Page) =>
  page.evaluate(() => {
    const once = Object.entries({ ...localStorage } as Record<string, string>).filter(([key]) => key.startsWith("test/"));
    localStorage.clear();
    for (const [key, text] of once) localStorage.setItem(key, text);
  });

/** Two journeys on record as the app writes them, and a page of another project on the origin. */
async function begin(app: App) {
  await keep(app, journey("Mine"), journey("Other"));
  const listings = new Listings(app);
  await listings.open();
  for (const name of ["Mine", "Other"]) {
    await listings.menu(name).choose("Clone");
    await expect(listings.link(`Clone of ${name}`)).toBeVisible();
  }
  const elsewhere = await app.page.context().newPage();
  const other = '<!doctype html><title>Another project</title><link rel="icon" href="data:,">';
  await elsewhere.route("**/another-project", (route) => route.fulfill({ contentType: "text/html", body: other }));
  await elsewhere.goto("another-project");
  return { listings, elsewhere };
}

test("another page clears the storage: the rows stay, Write back restores the records as they were", async ({ app, page }) => {
  const { listings, elsewhere } = await begin(app);
  const before = await records(page);
  const builder = new Builder(new App(await page.context().newPage()));
  await builder.open("mine");
  await builder.press("SMS");
  await builder.says("Not saved");
  await clear(elsewhere);
  for (const one of [page, builder.page]) await expect(one.getByText(TITLE)).toBeVisible();
  expect((await listings.names()).sort()).toEqual(["Clone of Mine", "Clone of Other", "Mine", "Other"]);
  await expect.poll(() => records(page)).toEqual({});
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export journeys" }).click();
  expect((await download).suggestedFilename()).toBe("journeys.sojourn.json");
  await builder.button("Write back").click();
  for (const one of [page, builder.page]) await expect(one.getByText(TITLE)).toHaveCount(0);
  const after = await records(page);
  const clones = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).filter(([, text]) => text.includes("Clone of")));
  expect(clones(after)).toEqual(clones(before));
  expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
  // The open work is there again, and goes on.
  await builder.app.reload();
  await expect(builder.node("SMS")).toBeVisible();
  await builder.says("Not saved");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await builder.app.reload();
  await expect(builder.node("SMS")).toBeVisible();
  await builder.says("Saved");
});

test("the storage is cleared in the tab itself", async ({ app, page }) => {
  const { listings } = await begin(app);
  await clear(page);
  await expect(page.getByText(TITLE)).toBeVisible();
  await page.getByRole("button", { name: "Write back" }).click();
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await app.reload();
  expect((await listings.names()).sort()).toEqual(["Clone of Mine", "Clone of Other", "Mine", "Other"]);
});

test("something else removes one record: its row stays", async ({ app, page }) => {
  const { listings, elsewhere } = await begin(app);
  await elsewhere.evaluate(() => localStorage.removeItem("sojourn/journey/mine"));
  await expect(page.getByText(TITLE)).toBeVisible();
  await expect(listings.link("Mine")).toBeVisible();
  await page.getByRole("button", { name: "Write back" }).click();
  await expect.poll(async () => Object.keys(await records(page))).toContain("sojourn/journey/mine");
});

test("a deletion and the undo of an import in another tab take the rows away, without a notice", async ({ app, page }) => {
  const { listings } = await begin(app);
  const there = new Listings(new App(await page.context().newPage()));
  await there.open();
  await there.menu("Mine").choose("Delete");
  await there.confirm("Delete journey");
  await expect(listings.link("Mine")).toHaveCount(0);
  await there.importFile({ name: "two.json", text: file(journey("First"), journey("Second")) });
  for (const name of ["First", "Second"]) await expect(listings.link(name)).toBeVisible();
  await there.page.getByText("2 journeys came in").locator("..").getByRole("button", { name: "Undo", exact: true }).click();
  for (const name of ["First", "Second"]) await expect(listings.link(name)).toHaveCount(0);
  // Another record that is removed is all that the notice tells of.
  await there.page.evaluate(() => localStorage.removeItem("sojourn/journey/other"));
  await expect(page.getByText("has removed the record of a journey")).toBeVisible();
  await expect(listings.link("Other")).toBeVisible();
});
