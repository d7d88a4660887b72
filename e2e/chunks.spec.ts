// What a browser fetches for the first page, what comes after it, and what the page says when that does not come.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

const CODE = /\/(\w+)-[0-9a-f]{16}(?:_bg)?\.wasm$/;
const STYLES = /\/(\w+)-[0-9a-f]{12,}\.css$/;

/** Notes when an element is first there. */
function noteFirst(page: Page, selector: string) {
  return page.addInitScript((selector) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(selector)) return;
      (window as any).shownAt = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true });
  }, selector);
}

/** The names of the modules and styles that were asked for before that moment, and of the modules marked as the page's own. */
function fetchedBefore(page: Page) {
  return page.evaluate(
    ([code, styles]) => {
      const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const early = all.filter((one) => one.startTime < (window as any).shownAt).map((one) => new URL(one.name).pathname);
      const names = (paths: string[], pattern: string) => paths.flatMap((path) => new RegExp(pattern).exec(path)?.[1] ?? []).sort();
      const own = [...document.querySelectorAll<HTMLLinkElement>('link[rel="preload"][data-later]')].map((link) => link.href);
      return { code: names(early, code), styles: names(early, styles), own: names(own, code) };
    },
    [CODE.source, STYLES.source],
  );
}

/** Keeps the code of the panels on its way, until what it returns is called. */
async function holdPanels(page: Page) {
  let arrive = () => {};
  const held = new Promise<void>((done) => (arrive = done));
  await page.route(/\/panels-[0-9a-f]{16}\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  return () => arrive();
}

test("the first page waits for nothing that belongs to another", async ({ app, page }) => {
  await noteFirst(page, "h1.page__title");
  await app.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Journeys" })).toBeVisible();
  const { code, styles, own } = await fetchedBefore(page);
  expect(own).toEqual([]);
  expect(code).toEqual(["sojourn"]);
  expect(styles).toEqual(["base", "boot", "listings", "shell", "tokens", "ui"]);
});

test("once the first page is there, the others come, and are there without a network", async ({ app, page, context, guard }) => {
  // The browser asks for the icon anew on each page.
  guard.allow(/ERR_INTERNET_DISCONNECTED.*favicon/);
  const come = ["builder", "panels", "actions", "pages"].map((name) =>
    page.waitForResponse((response) => new RegExp(`/${name}-[0-9a-f]{16}\\.wasm$`).test(response.url())),
  );
  await app.goto("/");
  await Promise.all((await Promise.all(come)).map((response) => response.finished()));
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "New journey" }).first().click();
  await expect(new Builder(app).canvas).toBeVisible();
});

test("a first visit to a journey waits for the builder's own code and styles, and for no panel, other page or action", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  await noteFirst(page, "[data-node]");
  const panels = page.waitForResponse(/\/panels-[0-9a-f]{16}\.wasm$/);
  await app.goto("/journeys/mine");
  await expect(new Builder(app).node("Push: Hello")).toBeVisible();
  await (await panels).finished();
  const { code, styles, own } = await fetchedBefore(page);
  expect(own).toContain("builder");
  expect(code).toEqual([...own, "sojourn"].sort());
  expect(styles).toEqual(["base", "boot", "builder", "canvas", "notes", "shell", "tokens", "ui"]);
  // They come when the builder is drawn.
  await expect(page.locator('link[rel="later"]:not([as])')).toHaveCount(0);
});

test("the checks come with the panels, are not told before, and move no button", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const arrive = await holdPanels(page);
  await app.goto("/journeys/mine");
  const board = new Builder(app);
  await expect(board.node("Push: Hello")).toBeVisible();
  const checks = page.getByRole("button", { name: /^Checks/ });
  await expect(checks).toHaveAttribute("title", "Not checked yet.");
  const before = [await board.button("Undo").boundingBox(), await checks.boundingBox()];
  arrive();
  await expect(checks).toHaveAccessibleName(/^Checks \(\d\)$/);
  expect([await board.button("Undo").boundingBox(), await checks.boundingBox()]).toEqual(before);
});

test("fields that are asked for before their code is here have the focus when it comes", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const arrive = await holdPanels(page);
  await app.goto("/journeys/mine");
  const board = new Builder(app);
  await board.node("Push: Hello").click();
  await page.keyboard.press("Enter");
  await expect(board.inspector).toBeVisible();
  arrive();
  await expect(board.inspector.getByRole("textbox", { name: "Title", exact: true }).first()).toBeFocused();
});

test("what is typed for a dialog whose code is on the way does nothing to the canvas", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const arrive = await holdPanels(page);
  await app.goto("/journeys/mine");
  const board = new Builder(app);
  await board.node("Push: Hello").click();
  await page.keyboard.press("ControlOrMeta+k");
  // N would offer a node, T tidy up, Delete delete.
  await page.keyboard.type("nt");
  await page.keyboard.press("Delete");
  arrive();
  await expect(page.getByRole("combobox", { name: "Search commands" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menuitem")).toHaveCount(0);
  await expect(board.nodes).toHaveCount(2);
  await expect(board.button("Undo")).toHaveAttribute("aria-disabled", "true");
});

test("a part that does not arrive is told, and comes after a reload", async ({ app, page, guard }) => {
  guard.allow(/Failed to load resource|Failed to fetch/);
  await page.route(/\/pages-[0-9a-f]{16}\.wasm$/, (route) => route.abort());
  await app.goto("/settings");
  const told = page.getByRole("alert").filter({ hasText: "A part of Sojourn did not load." });
  await expect(told).toBeVisible();
  await page.unroute(/\/pages-[0-9a-f]{16}\.wasm$/);
  await told.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(told).toHaveCount(0);
});
