// What a page, a journey or a dialog takes while it is open is given back when it is left: nodes of the document, listeners,
// memory of the module (faults.md A14).
import type { CDPSession } from "@playwright/test";
import { expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

/** After so many rounds each chunk is here, and the module has the room that a round takes. */
const FIRST = 10;
/** The rounds that leave nothing behind. */
const ROUNDS = 50;
/** By how much the module's memory may grow in these rounds. It grows by pages of 64 KiB and never shrinks. */
const MAY_GROW = 1.05;

/** Keeps the module's memory where a test can measure it. */
function watchMemory() {
  for (const name of ["instantiate", "instantiateStreaming"] as const) {
    const real = WebAssembly[name] as (...args: unknown[]) => Promise<any>;
    (WebAssembly as any)[name] = async (...args: unknown[]) => {
      const made = await real.apply(WebAssembly, args);
      const memory = (made.instance ?? made).exports.memory;
      if (memory) (globalThis as any).moduleMemory ??= memory;
      return made;
    };
  }
}

async function measured(session: CDPSession, app: App) {
  // A message that is on the screen has nodes and listeners of its own.
  await expect(app.page.locator(".toast")).toHaveCount(0, { timeout: 15_000 });
  // Until nothing more goes: what one collection frees may hold what the next one does.
  let nodes = Infinity;
  let listeners = Infinity;
  for (let settled = false; !settled; ) {
    await session.send("HeapProfiler.collectGarbage");
    const now = await session.send("Memory.getDOMCounters");
    settled = now.nodes >= nodes && now.jsEventListeners >= listeners;
    ({ nodes, jsEventListeners: listeners } = now);
  }
  const memory = await app.page.evaluate(() => (globalThis as any).moduleMemory.buffer.byteLength as number);
  return { nodes, listeners, memory };
}

/** Does something again and again, and expects the page to be as small as it was. */
async function leavesNothing(app: App, round: (n: number) => Promise<void>) {
  for (let n = 0; n < FIRST; n++) await round(n);
  const session = await app.page.context().newCDPSession(app.page);
  const before = await measured(session, app);
  for (let n = 0; n < ROUNDS; n++) await round(n);
  const after = await measured(session, app);
  const told = JSON.stringify({ before, after });
  test.info().annotations.push({ type: "memory", description: told });
  // What stays behind stays in each round. A text more or less is one that the page says at that moment.
  expect(after.nodes, told).toBeLessThan(before.nodes + ROUNDS / 2);
  expect(after.listeners, told).toBe(before.listeners);
  // What is read by parts that come and go is a signal of src/shared.rs: with those of reactive_graph 0.2 this fails.
  expect(after.memory / before.memory, told).toBeLessThanOrEqual(MAY_GROW);
}

/** Opens the journey from its row, works in it, and goes back. */
async function visit(app: App, listings: Listings, builder: Builder, n: number) {
  const { page } = app;
  await listings.link("Mine").click();
  await expect(builder.nodes).toHaveCount(2);
  await builder.node("Push: Hello").click();
  await expect(builder.text("Message")).toBeVisible();
  if (n % 5 === 0) {
    await builder.node("Push: Hello").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Control+s");
    await builder.says("Saved");
    await builder.menu("Mine").open();
    await expect(builder.menu("Mine").menu.locator(":focus")).toBeVisible();
    await builder.menu("Mine").close();
    await builder.button("Rehearse").click();
    await expect(page.getByRole("region", { name: "Rehearsal", exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await builder.button("Setup").click();
    await expect(builder.dialog("Setup")).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await page.goBack();
  await expect(listings.heading).toBeVisible();
}

test("fifty journeys opened and left take nothing with them", async ({ app, context }) => {
  test.setTimeout(600_000);
  await context.addInitScript(watchMemory);
  await keep(app, journey("Mine"));
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  await leavesNothing(app, (n) => visit(app, listings, builder, n));
});

test("each dialog and panel of the builder opened and closed fifty times leaves nothing behind", async ({ app, page, context }) => {
  test.setTimeout(600_000);
  await context.addInitScript(watchMemory);
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  const shown = page.locator("dialog[open]");
  const dialogs = ["Setup", "Versions", "Restore points", "Share link", "Keyboard shortcuts", "Publish"];
  const rehearsal = page.getByRole("region", { name: "Rehearsal", exact: true });
  const checks = builder.button(/^Checks \(/);
  await leavesNothing(app, async () => {
    for (const name of dialogs) {
      await builder.button(name).click();
      await expect(shown).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(shown).toHaveCount(0);
    }
    await builder.button("Rehearse").click();
    await expect(rehearsal).toBeVisible();
    await builder.button("Rehearse").click();
    await expect(rehearsal).toHaveCount(0);
    await checks.click();
    await expect(checks).toHaveAttribute("aria-expanded", "true");
    await checks.click();
    await expect(checks).toHaveAttribute("aria-expanded", "false");
    await builder.button("Outline").click();
    await expect(builder.outline).toBeVisible();
    await builder.button("Canvas").click();
    await expect(builder.outline).toHaveCount(0);
    await builder.select("Push: Hello");
    await expect(builder.text("Message")).toBeVisible();
    await builder.select("Action: Signed up");
    await expect(builder.text("Message")).toHaveCount(0);
  });
});

test("each page opened and left fifty times leaves nothing behind", async ({ app, page, context }) => {
  test.setTimeout(600_000);
  await context.addInitScript(watchMemory);
  const second = journey("Sent", { published: "2026-03-10T09:00:00Z" });
  const sent = journey("Sent", { published: "2026-03-02T09:00:00Z" }) as any;
  Object.assign(sent.versions[0].status.published, { superseded: "2026-03-10T09:00:00Z" });
  sent.versions.push({ ...second.versions[0], number: 2 });
  await keep(app, sent);
  const listings = new Listings(app);
  const builder = new Builder(app);
  await listings.open();
  /** Follows a link within the app, to pages as well that only other pages lead to. */
  const follow = (path: string) =>
    page.evaluate((path) => {
      const link = document.createElement("a");
      link.href = document.baseURI + path;
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
  const pages: [string, RegExp][] = [
    ["calendar", /^Calendar/],
    ["settings", /^Settings/],
    ["help", /^Help/],
    ["gallery", /^Gallery/],
    ["journeys/new", /^New journey/],
    ["journeys/sent/v/2", /^Sent/],
    ["journeys/sent/compare/1/2", /^Sent: Version 1 and version 2/],
    ["journeys/none", /^Not found/],
    ["nowhere", /^Not found/],
  ];
  await leavesNothing(app, async () => {
    for (const [path, title] of pages) {
      await follow(path);
      await expect(page).toHaveTitle(title);
      // Back, because the history grows with each address, as the browser's own does: 130 bytes of the module.
      await page.goBack();
      await expect(page).toHaveTitle(/^Journeys/);
    }
    const { menu } = builder.menu("Sent");
    await builder.menu("Sent").open();
    await expect(menu.locator(":focus")).toBeVisible();
    await builder.menu("Sent").item("Stop").click();
    await expect(page.locator("dialog[open]")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
  });
});
