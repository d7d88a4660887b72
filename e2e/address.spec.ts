// Every address works under the sub-path, when it is opened at once, and after a reload (interface.md, Addresses).
import { BASE, expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

const ADDRESSES: [string, string | RegExp][] = [
  ["/", "Journeys"],
  ["/?q=mine&archived=1&sort=name", "Journeys"],
  ["/journeys/new", "Untitled journey"],
  ["/journeys/mine", "Mine"],
  ["/journeys/mine/v/1", "Mine"],
  ["/gallery", "Gallery"],
  ["/settings", "Settings"],
];

for (const [address, heading] of ADDRESSES) {
  test(`${address} opens, and again after a reload`, async ({ app, page }) => {
    await keep(app, journey("Mine", { published: "2026-03-02T09:00:00Z" }));
    for (const open of [() => app.goto(address), () => app.reload()]) {
      await open();
      await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
      expect(app.address).toBe(address);
      await expect(page.locator("#skeleton")).toHaveCount(0);
    }
  });
}

const GONE: [string, string][] = [
  ["/journeys/no-such", "This journey is not here"],
  ["/journeys/%3Cb%3E", "This journey is not here"],
  ["/journeys/no-such/v/1", "This journey is not here"],
  ["/journeys/mine/v/7", "This journey is not here"],
  ["/journeys/mine/v/one", "This journey is not here"],
  ["/no/such/page", "There is nothing here"],
];

for (const [address, heading] of GONE) {
  test(`${address} says so and leads back`, async ({ app, page }) => {
    await keep(app, journey("Mine", { published: "2026-03-02T09:00:00Z" }));
    await app.goto(address);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expect(page).toHaveTitle(/Not found/);
    await page.getByRole("main").getByRole("link", { name: "Go to the journeys" }).click();
    await expect(new Listings(app).row("Mine")).toBeVisible();
    expect(app.address).toBe("/");
  });
}

test("every link stays below the sub-path and leads somewhere", async ({ app, page }) => {
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.loadSamples();
  const seen = new Set<string>();
  const collect = async () => {
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      const url = new URL(link);
      expect(url.origin).toBe(new URL(page.url()).origin);
      expect(url.pathname.startsWith(BASE) || url.pathname === BASE.slice(0, -1), link).toBe(true);
      seen.add(url.pathname.replace(BASE, "/"));
    }
  };
  await collect();
  await page.getByRole("button", { name: "Start from a template", exact: true }).click();
  await collect();
  for (const address of ["/journeys/new", "/journeys/abandoned-cart", "/journeys/welcome-series/v/1", "/settings", "/gallery", "/no-such"]) {
    await app.goto(address);
    await collect();
  }
  // Within the app, without loading it again.
  await listings.open();
  await page.evaluate(() => ((window as any).same = true));
  await listings.link("Weekly digest").click();
  await expect(builder.name).toHaveText("Weekly digest");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.goBack();
  await expect(builder.name).toHaveText("Weekly digest");
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await expect(listings.heading).toBeVisible();
  expect(await page.evaluate(() => (window as any).same)).toBe(true);
  for (const path of ["/", "/settings", "/journeys/weekly-digest"]) expect(seen).toContain(path);
});
