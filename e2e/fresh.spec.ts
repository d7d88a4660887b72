// What is shown is as of now: an action sets the clock, and a menu that is open shows what can be done as things are.
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

const PUBLISHED = "2026-03-02T09:00:00Z";

/** Holds back the ticks of the clock: what is shown without them was set by what was done. */
async function withoutTicks(page: Page) {
  await page.addInitScript(() => {
    const { setInterval } = window;
    window.setInterval = ((act: () => void, each: number) => (each === 1000 ? 0 : setInterval(act, each))) as typeof setInterval;
  });
}

/** A journey that starts at an hour of 1 April 2027, in Berlin. */
function scheduled(name: string, hour: string) {
  const one = journey(name, { published: PUBLISHED });
  const [version] = one.versions;
  return { ...one, versions: [{ ...version, setup: { ...version.setup, start: { later: `2027-04-01T${hour}` } } }] } as { id: string };
}

const BEFORE = "2027-04-01T08:59:50+02:00";
const AFTER = "2027-04-01T09:00:10+02:00";

test("an action sets the clock: what has begun since the last tick is shown with it, without waiting for the next", async ({ app, page }) => {
  await page.clock.setFixedTime(BEFORE);
  await withoutTicks(page);
  await keep(app, scheduled("Morning", "09:00"), journey("Mine", { published: PUBLISHED }), journey("Idea"));
  const listings = new Listings(app);
  await listings.open();
  await listings.hasStatus("Morning", "Scheduled");
  await page.clock.setFixedTime(AFTER);
  await listings.menu("Mine").choose("Pause");
  await listings.confirm("Pause journey");
  await listings.hasStatus("Mine", "Paused");
  await listings.hasStatus("Morning", "Running");
});

test("a deletion sets the clock as well", async ({ app, page }) => {
  await page.clock.setFixedTime(BEFORE);
  await withoutTicks(page);
  await keep(app, scheduled("Morning", "09:00"), journey("Idea"));
  const listings = new Listings(app);
  await listings.open();
  await listings.hasStatus("Morning", "Scheduled");
  await page.clock.setFixedTime(AFTER);
  await listings.menu("Idea").choose("Delete");
  await listings.confirm("Delete journey");
  await listings.hasStatus("Morning", "Running");
});

/** Opens the menu of a journey with the keyboard, and goes to an item. */
async function openAt(page: Page, listings: { menu: Listings["menu"] }, name: string, action: string) {
  const menu = listings.menu(name);
  await menu.button.focus();
  await page.keyboard.press("ArrowDown");
  await expect(menu.menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(menu.menu.getByRole("menuitem").last()).toBeFocused();
  for (let step = 0; !(await menu.item(action).evaluate((item) => item === document.activeElement)); step++) {
    expect(step, `${action} is in the menu`).toBeLessThan(12);
    await page.keyboard.press("ArrowUp");
  }
  return menu;
}

/** Pauses a journey in another tab. */
async function pauseElsewhere(app: App, name: string) {
  const there = new Listings({ ...app, page: await app.page.context().newPage() } as App);
  await there.page.goto("");
  await there.menu(name).choose("Pause");
  await there.confirm("Pause journey");
  await there.hasStatus(name, "Paused");
  await there.page.close();
}

for (const where of ["listings", "builder"] as const) {
  test(`a menu that is open in the ${where} shows what another tab does, and the focus stays in its place`, async ({ app, page }) => {
    await keep(app, journey("Mine", { published: PUBLISHED }));
    if (where === "listings") await new Listings(app).open();
    else await new Builder(app).open("mine");
    const pages = where === "listings" ? new Listings(app) : new Builder(app);
    const menu = await openAt(page, pages, "Mine", "Pause");
    await pauseElsewhere(app, "Mine");
    await expect(menu.item("Resume")).toBeFocused();
    await expect(menu.item("Pause")).toHaveCount(0);
    await page.keyboard.press("ArrowDown");
    await expect(menu.item("Stop")).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Resume journey" })).toBeVisible();
  });
}

test("a menu that is open shows what the time brings, and a line that stays as it is keeps the focus", async ({ app, page }) => {
  await page.clock.setFixedTime("2027-03-01T12:00:00+01:00");
  const one = journey("Mine", { published: PUBLISHED });
  const [version] = one.versions;
  await keep(app, { ...one, versions: [{ ...version, setup: { ...version.setup, end: "2027-03-01" } }] } as { id: string });
  const listings = new Listings(app);
  await listings.open();
  const menu = await openAt(page, listings, "Mine", "Pause");
  await expect(menu.item("Pause")).toBeEnabled();
  const clone = await menu.item("Clone").elementHandle();
  await page.clock.setFixedTime("2027-03-02T12:00:00+01:00");
  await listings.hasStatus("Mine", "Completed");
  await expect(menu.item("Pause")).toBeDisabled();
  await expect(menu.item("Pause")).toHaveAccessibleDescription(/\w+.*\.$/);
  await expect(menu.item("Pause"), "an item that is off by now keeps the focus, and says why").toBeFocused();
  expect(await clone?.evaluate((item) => item.isConnected), "a line that is as it was is not drawn anew").toBe(true);
});
