// The scenarios of this folder run in three browsers: Chromium and Firefox by Playwright, WebKit by `webkit/`. A test gets an
// `App` with the same page objects in each, and a guard that fails it on anything that the browser complains about.
import { test as base, chromium, expect, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { BASE, ORIGIN } from "../address";
import { App, Guard } from "../fixtures";
import { record } from "../journeys";
import { serve } from "../serve.mjs";
import { bridge, launchFirefox } from "./firefox";
import { Display, Driver } from "./webkit/driver";
import { Page as WebKitPage } from "./webkit/page";

export { BASE, expect };

const OPTIONS = { locale: "en-GB", timezoneId: "Europe/Berlin", viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions;

const LATE = join(import.meta.dirname, "late.js");

/** A window with an empty storage, and how another tab on that storage is opened. */
type Opened = { app: App; version: string; anotherTab: () => Promise<App>; close: () => Promise<void> };

type Engine = { name: "chromium" | "firefox" | "webkit"; open: (guard: Guard) => Promise<Opened> };

type Fixtures = {
  guard: Guard;
  app: App;
  /** Opens a window with a storage of its own. */
  anotherBrowser: () => Promise<App>;
  /** Opens another tab on the storage of `app`. */
  anotherTab: () => Promise<App>;
  version: string;
};

export const test = base.extend<Fixtures & { opened: Omit<Opened, "close"> }, { engine: Engine }>({
  engine: [
    async ({}, use, { project }) => {
      if (project.name === "webkit") {
        const display = await Display.start();
        await use({ name: "webkit", open: (guard) => openWebKit(display, guard) });
        display.stop();
        return;
      }
      const browser = project.name === "firefox" ? await launchFirefox() : await chromium.launch(project.use.launchOptions);
      await use({ name: project.name === "firefox" ? "firefox" : "chromium", open: (guard) => openPlaywright(browser, guard) });
      await browser.close();
    },
    { scope: "worker" },
  ],
  guard: async ({}, use) => {
    const guard = new Guard();
    // Firefox reports a chunk that was on its way when the page was left. One that does not arrive is told on the page itself.
    guard.allow(/^console error: Error \(\S*\/chunks-\w+\.js\)$/);
    // So does WebKit, in these words.
    guard.allow(/^console error: TypeError: Load failed$/);
    await use(guard);
    expect(guard.verdict(), "what the browser complained about").toEqual([]);
  },
  opened: async ({ engine, guard }, use) => {
    const { close, ...opened } = await engine.open(guard);
    await use(opened);
    await close();
  },
  app: ({ opened }, use) => use(opened.app),
  version: ({ opened }, use) => use(opened.version),
  anotherTab: ({ opened }, use) => use(opened.anotherTab),
  anotherBrowser: async ({ engine, guard }, use) => {
    const closing: (() => Promise<void>)[] = [];
    await use(async () => {
      const { app, close } = await engine.open(guard);
      closing.push(close);
      return app;
    });
    for (const close of closing) await close();
  },
});

async function openPlaywright(browser: Browser, guard: Guard) {
  const context = await browser.newContext({ ...OPTIONS, baseURL: ORIGIN + BASE });
  await context.addInitScript({ path: LATE });
  await guard.watch(context);
  const isFirefox = browser.browserType().name() === "firefox";
  const anotherTab = async () => {
    const page = await context.newPage();
    return new App(isFirefox ? bridge(page) : page);
  };
  return { app: await anotherTab(), version: browser.version(), anotherTab, close: () => context.close() };
}

async function openWebKit(display: Display, guard: Guard) {
  const script = [join(import.meta.dirname, "webkit/hook.js"), LATE].map((file) => readFileSync(file, "utf8")).join("\n");
  const server = serve(join(import.meta.dirname, "../../dist"), BASE, 0, { script, said: (text: string) => guard.complain(text) });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const driver = await Driver.start(display, { timezone: OPTIONS.timezoneId, ...OPTIONS.viewport });
  const appIn = (driver: Driver) => new App(new WebKitPage(driver, `http://127.0.0.1:${port}${BASE}`) as unknown as Page);
  const close = async () => {
    await driver.close();
    server.closeAllConnections();
    server.close();
  };
  return { app: appIn(driver), version: driver.version, anotherTab: async () => appIn(await driver.open()), close };
}

/** Puts journeys on record by the page itself, before their addresses are opened. */
export async function keep(app: App, ...journeys: { id: string }[]) {
  await app.goto("/");
  const entries = journeys.map((one) => [`sojourn/journey/${one.id}`, record(one)]);
  await app.page.evaluate((entries) => entries.forEach(([key, text]) => localStorage.setItem(key, text)), entries);
}
