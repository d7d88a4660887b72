// A tab of a session: a page of the app, and what a person can do with the tab itself.
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { App } from "../fixtures";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";

/** How long an action may wait: far longer than on a quiet machine. */
const PATIENCE = 10_000;

/** In each page, before the app: while the tab sleeps, the news of other tabs wait; and dialogs that open are counted. */
export function sleeper() {
  new MutationObserver((changes) => {
    const opened = changes.filter(({ target, oldValue }) => target instanceof HTMLDialogElement && oldValue === null);
    (window as any).dialogs = ((window as any).dialogs ?? 0) + opened.length;
  }).observe(document, { subtree: true, attributeFilter: ["open"], attributeOldValue: true });
  addEventListener("storage", (event) => {
    const late = (window as any).late as StorageEvent[] | undefined;
    if (!late) return;
    event.stopImmediatePropagation();
    late.push(event);
  });
}

export class Tab {
  readonly app: App;
  readonly builder: Builder;
  readonly listings: Listings;
  asleep = false;
  /** Whether its renderer is gone. */
  dead = false;

  private constructor(
    readonly page: Page,
    readonly name: string,
  ) {
    this.app = new App(page);
    this.builder = new Builder(this.app);
    this.listings = new Listings(this.app);
    page.setDefaultTimeout(PATIENCE);
    page.on("crash", () => (this.dead = true));
  }

  static async open(context: BrowserContext, name: string) {
    return new Tab(await context.newPage(), name);
  }

  /** The title of the dialog that is open. */
  async dialog() {
    const open = this.page.locator("dialog[open]").last();
    return (await open.count()) > 0 ? await open.getByRole("heading").first().innerText() : undefined;
  }

  /** How many dialogs have opened on this page so far. */
  dialogs(): Promise<number> {
    return this.page.evaluate(() => (window as any).dialogs ?? 0);
  }

  /** Whether the builder is here, with a draft that can be changed. */
  async hasDraft() {
    const { app, builder } = this;
    if (!app.address.startsWith("/journeys/")) return false;
    await expect(builder.canvas.or(this.page.getByRole("heading", { name: "This journey is not here" })).or(this.page.locator("dialog[open]")).first()).toBeVisible();
    const save = builder.button("Save Draft");
    return (await save.count()) > 0 && (await save.getAttribute("aria-disabled")) !== "true";
  }

  async sleep() {
    await this.page.evaluate(() => void ((window as any).late ??= []));
    this.asleep = true;
  }

  async wake() {
    await this.page.evaluate(() => {
      const late = ((window as any).late ?? []) as StorageEvent[];
      (window as any).late = undefined;
      for (const { key, oldValue, newValue } of late) dispatchEvent(new StorageEvent("storage", { key, oldValue, newValue, storageArea: localStorage }));
    });
    this.asleep = false;
  }

  async reload() {
    await this.app.reload();
    this.asleep = false;
  }

  async goto(path: string) {
    await this.app.goto(path);
    this.asleep = false;
  }

  /** Closes the tab as a person does: the page hears of it. */
  async close() {
    const closed = this.page.waitForEvent("close");
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }

  /** Ends the renderer: the page hears nothing. */
  async kill() {
    const session = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent("crash");
    void session.send("Page.crash").catch(() => {});
    await crashed;
    await this.page.close();
  }
}
