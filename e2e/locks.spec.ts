// Two tabs on one journey over plain http, where a page has no Web Locks (issue 12, A17).
import { BASE, PORT } from "./address";
import { App, expect, test, type Page } from "./fixtures";
import { Builder } from "./pages/builder";
import { deaf, two as twoTabs } from "./two";

// The config has Chromium look for this host here.
test.use({ baseURL: `http://lan.test:${PORT}${BASE}` });
// Four pages are loaded, and a tab that is dead is waited for.
test.describe.configure({ timeout: 60_000 });
// The header asks for what only a secure context has.
test.beforeEach(({ guard }) => guard.allow(/Cross-Origin-Opener-Policy header has been ignored/));

/** Two tabs on the journey, without Web Locks. */
async function two(app: App) {
  const tabs = await twoTabs(app);
  expect(await tabs[0].page.evaluate(() => navigator.locks)).toBeUndefined();
  return tabs;
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
  const listen = [await deaf(here.page), await deaf(there.page)];
  await write(here, "Message", "From here");
  await write(there, "Title", "From there");
  await kept(here.page, "From here");
  await kept(here.page, "From there");
  for (const hears of listen) await hears();
  await expect(here.text("Title").last()).toHaveValue("From there");
  await expect(there.text("Message")).toHaveValue("From here");
});

test("without Web Locks, what both tabs changed is asked about", async ({ app }) => {
  const [here, there] = await two(app);
  const hears = await deaf(here.page);
  await deaf(there.page);
  await write(here, "Message", "From here");
  await write(there, "Message", "From there");
  await kept(here.page, "From here");
  await kept(here.page, "From there");
  await hears();
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

/** Begins a new journey with words in it. */
async function begin(tab: Builder, text: string) {
  await tab.press("Push");
  await tab.text("Message").click();
  await tab.page.keyboard.type(text);
  await kept(tab.page, text);
}

test("without Web Locks, new journeys in two tabs are two", async ({ app }) => {
  const here = new Builder(app);
  await here.open();
  await begin(here, "From here");
  const there = new Builder(new App(await app.page.context().newPage()));
  await there.open();
  await expect(there.dialog("Unsaved journey")).toBeHidden();
  await begin(there, "From there");
  for (const [tab, text] of [[there, "From there"], [here, "From here"]] as const) {
    await tab.app.reload();
    await tab.dialog("Unsaved journey").getByRole("button", { name: "Restore" }).click();
    await tab.select("Push");
    await expect(tab.text("Message")).toHaveValue(text);
  }
});

test("without Web Locks, a tab that slept leaves its new journey to who found it, and keeps what it does next apart", async ({ app }) => {
  const here = new Builder(app);
  await here.open();
  await begin(here, "Before the sleep");
  // Nothing of the page runs: it answers no other tab.
  const sleep = await here.page.context().newCDPSession(here.page);
  await sleep.send("Debugger.enable");
  const paused = new Promise((resolve) => sleep.once("Debugger.paused", resolve));
  await sleep.send("Debugger.pause");
  await paused;
  const there = new Builder(new App(await app.page.context().newPage()));
  await there.app.goto("/journeys/new");
  await there.dialog("Unsaved journey").getByRole("button", { name: "Restore" }).click({ timeout: 15_000 });
  await there.select("Push");
  await there.text("Message").click();
  await there.page.keyboard.press("End");
  await there.page.keyboard.type(", and after it");
  await kept(there.page, "Before the sleep, and after it");
  await sleep.send("Debugger.resume");
  await sleep.detach();
  await here.page.keyboard.type(" of here");
  await kept(here.page, "Before the sleep of here");
  // What the other tab wrote stands where it was.
  const plain = () => Object.entries({ ...localStorage }).filter(([key]) => /^sojourn\/(unsaved|journal)\/new(\/\d+)?$/.test(key)).join();
  expect(await here.page.evaluate(plain)).toContain(", and after it");
  expect(await here.page.evaluate(plain)).not.toContain("of here");
});
