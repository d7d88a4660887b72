// Two tabs on one journey over plain http, where a page has no Web Locks (issue 12, A17).
import { BASE, PORT } from "./address";
import { App, expect, test, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

// The config has Chromium look for this host here.
test.use({ baseURL: `http://lan.test:${PORT}${BASE}` });
// The header asks for what only a secure context has.
test.beforeEach(({ guard }) => guard.allow(/Cross-Origin-Opener-Policy header has been ignored/));

async function two(app: App) {
  await app.page.context().addInitScript(() => {
    // News of other tabs wait while a test says so. Before any listener of the app.
    addEventListener("storage", (event) => {
      const late = (window as any).late as StorageEvent[] | undefined;
      if (!late || event.key?.startsWith("sojourn/lock/")) return;
      event.stopImmediatePropagation();
      late.push(event);
    });
  });
  await keep(app, journey("Mine"));
  const here = new Builder(app);
  await here.open("mine");
  const there = new Builder(new App(await app.page.context().newPage()));
  await there.open("mine");
  expect(await here.page.evaluate(() => navigator.locks)).toBeUndefined();
  return [here, there];
}

async function write(tab: Builder, field: "Message" | "Title", text: string) {
  await tab.select("Push: Hello");
  const input = tab.text(field).last();
  await input.click();
  await tab.page.keyboard.press("Control+a");
  await tab.page.keyboard.type(text);
}

const kept = (page: Page, text: string) =>
  expect.poll(() => page.evaluate((text) => Object.values({ ...localStorage }).some((kept) => kept.includes(text)), text)).toBe(true);

test("without Web Locks, what two tabs write is kept apart and comes together", async ({ app }) => {
  const [here, there] = await two(app);
  for (const tab of [here, there]) await tab.page.evaluate(() => ((window as any).late = []));
  await write(here, "Message", "From here");
  await write(there, "Title", "From there");
  await kept(here.page, "From here");
  await kept(here.page, "From there");
  for (const { page } of [here, there]) {
    await page.evaluate(() => {
      const late = (window as any).late as StorageEvent[];
      (window as any).late = undefined;
      for (const { key, newValue } of late) dispatchEvent(new StorageEvent("storage", { key, newValue }));
    });
  }
  await expect(here.text("Title").last()).toHaveValue("From there");
  await expect(there.text("Message")).toHaveValue("From here");
});

test("without Web Locks, what both tabs changed is asked about", async ({ app }) => {
  const [here, there] = await two(app);
  await here.page.evaluate(() => ((window as any).late = []));
  await there.page.evaluate(() => ((window as any).late = []));
  await write(here, "Message", "From here");
  await write(there, "Message", "From there");
  await kept(here.page, "From here");
  await kept(here.page, "From there");
  await here.page.evaluate(() => {
    const late = (window as any).late as StorageEvent[];
    (window as any).late = undefined;
    for (const { key, newValue } of late) dispatchEvent(new StorageEvent("storage", { key, newValue }));
  });
  await expect(here.dialog("Changed in two tabs").getByRole("row", { name: "Push: Hello: Message From here From there" })).toBeVisible();
});

test("without Web Locks, the other tab goes on under the plain name when one is closed", async ({ app }) => {
  const [here, there] = await two(app);
  await here.press("SMS");
  await expect(there.node("SMS")).toBeVisible();
  await here.page.close();
  const besides = () => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/unsaved/of/mine/tab/"));
  await expect.poll(() => there.page.evaluate(besides)).toEqual([]);
  await there.press("Webhook");
  await there.app.reload();
  await expect(there.node("SMS")).toBeVisible();
  await expect(there.node("Webhook")).toBeVisible();
});
