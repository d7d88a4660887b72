// What a journey takes while it is open is given back when it is left: nodes of the document, listeners, memory of the module
// (faults.md A14).
import type { CDPSession } from "@playwright/test";
import { expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

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
  // Until nothing more goes: what one collection frees may hold what the next one does.
  let nodes = Infinity;
  let jsEventListeners = 0;
  for (let settled = false; !settled; ) {
    await session.send("HeapProfiler.collectGarbage");
    const now = await session.send("Memory.getDOMCounters");
    settled = now.nodes >= nodes;
    ({ nodes, jsEventListeners } = now);
  }
  const memory = await app.page.evaluate(() => (globalThis as any).moduleMemory.buffer.byteLength as number);
  return { nodes, listeners: jsEventListeners, memory };
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

test("fifty journeys opened and left take nothing with them", async ({ app, page, context }) => {
  test.setTimeout(180_000);
  await context.addInitScript(watchMemory);
  await keep(app, journey("Mine"));
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  // What is made once and kept is there after some.
  for (let n = 0; n < 6; n++) await visit(app, listings, builder, n);
  const session = await context.newCDPSession(page);
  const before = await measured(session, app);
  for (let n = 0; n < 50; n++) await visit(app, listings, builder, n);
  const after = await measured(session, app);
  test.info().annotations.push({ type: "memory", description: JSON.stringify({ before, after }) });
  // A message or a tip that is on the screen at the moment has some; what stays behind would be fifty and more of each.
  expect(after.nodes, `nodes: ${before.nodes} before, ${after.nodes} after`).toBeLessThan(before.nodes + 50);
  expect(after.listeners, `listeners: ${before.listeners} before, ${after.listeners} after`).toBeLessThan(before.listeners + 50);
  // The module's memory grows by pages of 64 KiB and never shrinks: two or three, here, a few KiB for each opening.
  expect(after.memory - before.memory, `memory: ${before.memory} before, ${after.memory} after`).toBeLessThanOrEqual(4 * 65_536);
});
