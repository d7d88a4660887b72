// A journey with a message, open in one tab or in two (journeys.ts).
import { App, expect, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

/** The journey, open in one tab. */
export async function opened(app: App) {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await expect(builder.node("Push: Hello")).toBeVisible();
  return builder;
}

/** The journey, open in two tabs, whose news of each other can be kept from them (`deaf`). */
export async function two(app: App) {
  // Before any listener of the app. Claims to a lock always come through, and the mark of `hasCome`.
  await app.page.context().addInitScript(() =>
    addEventListener("storage", (event) => {
      const late = (window as any).late as StorageEvent[] | undefined;
      if (!late || event.key?.startsWith("sojourn/lock/") || event.key === "written") return;
      event.stopImmediatePropagation();
      late.push(event);
    }),
  );
  await keep(app, journey("Mine"));
  const here = new Builder(app);
  await here.open("mine");
  const there = new Builder(new App(await app.page.context().newPage()));
  await there.open("mine");
  return [here, there];
}

/** Keeps the news of other tabs from a tab until the answer is called: they come late, as they may. */
export async function deaf(page: Page) {
  await page.evaluate(() => ((window as any).late = []));
  return () =>
    page.evaluate(() => {
      const late = (window as any).late as StorageEvent[];
      (window as any).late = undefined;
      for (const { key, newValue } of late) dispatchEvent(new StorageEvent("storage", { key, newValue }));
    });
}

/** Waits until all that a tab has written has come to another one, where it may be held back, and is drawn: news come in order. */
export async function hasCome({ page: from }: Builder, { page: to }: Builder) {
  await to.evaluate(() => {
    const heard = (done: () => void) => addEventListener("storage", ({ key }) => key === "written" && done());
    (window as any).come = new Promise<void>(heard);
  });
  await from.evaluate(() => localStorage.setItem("written", String(performance.now())));
  await to.evaluate(async () => {
    await (window as any).come;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  });
}
