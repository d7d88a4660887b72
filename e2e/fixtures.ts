// What every end-to-end test stands on: the app opened and mounted, and a browser that has nothing to complain about.
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BASE } from "./address";

export { BASE, expect };
export type { Page };

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page of the app. */
export class App {
  constructor(readonly page: Page) {}

  /** Opens an address of the app, such as "/" or "/journeys/new", and waits until the app is mounted. */
  async goto(path = "/") {
    await this.page.goto(path.replace(/^\//, ""));
    await this.mounted();
  }

  /** Loads the present address again, as F5 does. */
  async reload() {
    await this.page.reload();
    await this.mounted();
  }

  async mounted() {
    await expect(this.page.locator("html[data-ready]"), "the app is mounted").toBeAttached();
  }

  /** The address within the app: its path below the sub-path, with query and fragment. */
  get address() {
    const url = new URL(this.page.url());
    return url.pathname.replace(BASE, "/") + url.search + url.hash;
  }
}

/** Collects what a browser complains about: console errors and warnings, exceptions, refusals by the policy. */
export class Guard {
  private readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];
  /** Addresses of the app that no file has, which a static host answers with 404.html and the status 404. */
  private readonly deepLinks = new Set<string>();

  /** Lets a complaint pass that the test itself provokes. */
  allow(pattern: RegExp) {
    this.allowed.push(pattern);
  }

  async watch(context: BrowserContext) {
    await context.addInitScript(() => {
      // Enough of a panic's trace to see where it comes from.
      Error.stackTraceLimit = 40;
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI}`),
      );
    });
    context.on("response", (response) => {
      const request = response.request();
      if (response.status() !== 404 || !request.isNavigationRequest() || request.frame().parentFrame()) return;
      if (new URL(response.url()).pathname.startsWith(BASE)) this.deepLinks.add(response.url().replace(/#.*$/s, ""));
    });
    context.on("weberror", (error) => this.complaints.push(`exception: ${error.error().stack}`));
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      // Chromium reports the 404 of the document itself. That of anything the document loads still counts.
      const { url } = message.location();
      const status = /^Failed to load resource: the server responded with a status of 404/;
      if (status.test(message.text()) && this.deepLinks.has(url.replace(/#.*$/s, ""))) return;
      this.complaints.push(`console ${message.type()}: ${message.text()} (${url})`);
    });
  }

  /** Takes down a complaint. */
  complain(text: string) {
    this.complaints.push(text);
  }

  /** Whether something that is allowed did happen. */
  provoked() {
    return this.complaints.some((text) => this.allowed.some((pattern) => pattern.test(text)));
  }

  /** What the browser complained about, without what is allowed. */
  verdict() {
    return this.complaints.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
  }
}

type Fixtures = {
  /** The app in this test's page. */
  app: App;
  /** Fails the test on any complaint of the browser; `guard.allow(/…/)` lets one pass. */
  guard: Guard;
  /** Opens a browser of its own, with nothing in its storage. */
  anotherBrowser: () => Promise<App>;
};

export const test = base.extend<Fixtures>({
  guard: [
    async ({ context }, use) => {
      const guard = new Guard();
      await guard.watch(context);
      await use(guard);
      expect(guard.verdict(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page }, use) => use(new App(page)),
  anotherBrowser: async ({ browser, contextOptions, baseURL, locale, timezoneId, viewport, guard }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale, timezoneId, viewport });
      contexts.push(context);
      await guard.watch(context);
      return new App(await context.newPage());
    });
    for (const context of contexts) await context.close();
  },
});

/** Runs axe-core over the page, which must find nothing; `exclude` takes CSS selectors and needs a reason beside it. */
export async function axe(page: Page, { include, exclude = [] }: { include?: string; exclude?: string[] } = {}) {
  // A colour half-way through its transition is none that anybody reads.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished)));
  await page.evaluate(AXE);
  const found = await page.evaluate(
    async ([include, exclude]) => {
      const context = { include: include ? [[include]] : [["html"]], exclude: exclude.map((one) => [one]) };
      const { violations } = await (globalThis as any).axe.run(context, { resultTypes: ["violations"] });
      return violations.flatMap((rule: any) =>
        rule.nodes.map((node: any) => `${rule.id}: ${rule.help}\n  ${node.target}\n  ${node.html}\n  ${node.failureSummary}`),
      );
    },
    [include, exclude] as const,
  );
  expect(found, "what axe found").toEqual([]);
}
