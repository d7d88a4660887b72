// What a browser fetches for the first page, what comes after it, and what the page says when that does not come.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

const LATER = /\/(?!sojourn-)[\w]+-[0-9a-f]{12,}\.wasm$|\/(builder|calendar|canvas|gallery|help|inspector|panels|rehearse|settings|versions)-[0-9a-f]{12,}\.css$/;

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
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!("ready" in document.documentElement.dataset)) return;
      (window as any).readyAt = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
  });
  await app.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Journeys" })).toBeVisible();
  const early = await page.evaluate(() => {
    const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return all.filter((one) => one.startTime < (window as any).readyAt).map((one) => new URL(one.name).pathname);
  });
  expect(early.filter((path) => path.endsWith("_bg.wasm"))).toHaveLength(1);
  expect(early.filter((path) => LATER.test(path))).toEqual([]);
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

test("a first visit to a journey waits for the builder's own chunk and styles, and for no panel, other page or action", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("[data-node]")) return;
      (window as any).drawnAt = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true });
  });
  const panels = page.waitForResponse(/\/panels-[0-9a-f]{16}\.wasm$/);
  await app.goto("/journeys/mine");
  await expect(new Builder(app).node("Push: Hello")).toBeVisible();
  await (await panels).finished();
  const early = await page.evaluate(() => {
    const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return all.filter((one) => one.startTime < (window as any).drawnAt).map((one) => new URL(one.name).pathname);
  });
  expect(early.filter((path) => /\/builder-[0-9a-f]{16}\.wasm$/.test(path))).toHaveLength(1);
  expect(early.filter((path) => /\/(panels|pages|actions)-[0-9a-f]{16}\.wasm$/.test(path))).toEqual([]);
  const looks = /\/(calendar|gallery|help|import|inspector|panels|rehearse|settings|versions)-[0-9a-f]{12,}\.css$/;
  expect(early.filter((path) => looks.test(path))).toEqual([]);
  // They come when the builder is drawn.
  await expect(page.locator('link[rel="later"]')).toHaveCount(0);
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
