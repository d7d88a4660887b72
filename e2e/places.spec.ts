// Menus, panels and tips stand at their button, wholly in the window (src/ui/place.rs; interface.md, menus).
import type { Locator } from "@playwright/test";
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 500 },
];

/** The app with a table of journeys. */
async function sample(app: App, page: Page) {
  await app.goto();
  await page.getByRole("button", { name: "Load sample workspace" }).click();
  await expect(page.getByRole("button", { name: /^Actions for / }).first()).toBeVisible();
}

const box = async (of: Locator) => {
  const found = await of.boundingBox();
  if (!found) throw new Error("It has no box.");
  return { ...found, right: found.x + found.width, bottom: found.y + found.height };
};

/** The panel touches its button's row of pixels, shares an edge with it where it can, and is in the window. */
async function standsAt(page: Page, panel: Locator, button: Locator) {
  await expect(panel).toBeVisible();
  const [own, at] = [await box(panel), await box(button)];
  const size = page.viewportSize()!;
  expect(own.x, "left of the window's edge").toBeGreaterThanOrEqual(0);
  expect(own.y, "above the window").toBeGreaterThanOrEqual(0);
  expect(own.right, "right of the window").toBeLessThanOrEqual(size.width);
  expect(own.bottom, "below the window").toBeLessThanOrEqual(size.height);
  const [below, above] = [own.y - at.bottom, at.y - own.bottom];
  const room = Math.max(at.y, size.height - at.bottom);
  if (own.height + 12 <= room) expect(Math.min(Math.abs(below - 4), Math.abs(above - 4)), "at its button").toBeLessThanOrEqual(1);
  const side = Math.min(Math.abs(own.x - at.x), Math.abs(own.right - at.right));
  const fits = at.x + own.width + 8 <= size.width || at.right - own.width >= 8;
  if (fits) expect(side, "in line with its button").toBeLessThanOrEqual(1);
}

for (const size of SIZES) {
  test(`every menu of the listings opens at its button, ${size.width} px wide`, async ({ app, page }) => {
    await page.setViewportSize(size);
    await sample(app, page);
    const buttons = page.locator("button[popovertarget]:visible");
    const count = await buttons.count();
    expect(count, "menus and panels").toBeGreaterThan(5);
    for (let at = 0; at < count; at += 1) {
      const button = buttons.nth(at);
      await button.click();
      // The click may have scrolled: the menu follows its button a frame later.
      const menu = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
      await expect(async () => standsAt(page, menu, button)).toPass();
      await page.keyboard.press("Escape");
    }
  });
}

test("an open menu follows its button, and closes where the button leaves the window", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await sample(app, page);
  const button = page.getByRole("button", { name: /^Actions for / }).nth(4);
  await button.scrollIntoViewIfNeeded();
  await button.click();
  const menu = page.getByRole("menu");
  await expect(async () => standsAt(page, menu, button)).toPass();
  await page.evaluate(() => scrollBy(0, 40));
  await expect(async () => standsAt(page, menu, button)).toPass();
  await page.setViewportSize({ width: 900, height: 700 });
  await expect(async () => standsAt(page, menu, button)).toPass();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const { y } = await box(button);
  await page.evaluate((by) => scrollBy(0, by), y + 60);
  if ((await box(button)).bottom <= 0) await expect(menu).toBeHidden();
  else await expect(async () => standsAt(page, menu, button)).toPass();
});

test("tips stand below their button, above it at the bottom, and in the window", async ({ app, page }) => {
  await app.goto("/journeys/new");
  const size = page.viewportSize()!;
  const buttons = page.locator(".button:visible:has(> .tip):not(:disabled)");
  // The builder comes in a chunk.
  await expect(buttons.first()).toBeVisible();
  const count = await buttons.count();
  expect(count, "buttons with a tip").toBeGreaterThan(5);
  for (let at = 0; at < count; at += 1) {
    const button = buttons.nth(at);
    await button.hover();
    const tip = button.locator("> .tip");
    await expect(tip).toBeVisible();
    // It is placed once its size is known.
    await expect(async () => {
      const [own, of] = [await box(tip), await box(button)];
      expect(own.x).toBeGreaterThanOrEqual(0);
      expect(own.right).toBeLessThanOrEqual(size.width);
      expect(own.bottom).toBeLessThanOrEqual(size.height);
      expect(Math.min(Math.abs(own.y - of.bottom - 6), Math.abs(of.y - own.bottom - 6)), await button.getAttribute("aria-label") ?? "").toBeLessThanOrEqual(1);
    }).toPass();
  }
});

for (const width of [1440, 1024, 640, 390]) {
  test(`a toast leaves each button at the lower edge of the builder free, ${width} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await keep(app, journey("Mine"));
    await app.goto("/journeys/mine");
    if (width <= 640) await page.getByRole("navigation", { name: "View" }).getByRole("button", { name: "Canvas" }).click();
    await expect(new Builder(app).node("Push: Hello")).toBeVisible();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("“Mine” is published.")).toBeVisible();
    const lower = page.locator(".canvas__zoom button, .builder__tabs button").locator("visible=true");
    await expect.poll(() => lower.count()).toBeGreaterThanOrEqual(3);
    // A toast comes in from below.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
    const covered = await lower.evaluateAll((all) =>
      all.filter((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return !one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      }).map((one) => one.textContent || one.getAttribute("aria-label")),
    );
    expect(covered).toEqual([]);
  });
}
