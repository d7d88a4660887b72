// A tab of a session: a page of the app, and what a person can do with the tab itself.
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { App } from "../fixtures";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";

/** How long an action may wait: far longer than on a quiet machine. */
const PATIENCE = 10_000;
/** The heading in the place of a journey that was deleted. */
export const GONE = "This journey is not here";
/** The title of the question about what two tabs have changed. */
export const QUESTION = "Changed in two tabs";

/** In each page, before the app: while the tab sleeps, the news of other tabs wait; and letters that miss their field are noted. */
export function sleeper() {
  const typing = () => (window as any).typing as Typing | undefined;
  new MutationObserver((changes) => {
    const opened = changes.some(({ target, oldValue }) => target instanceof HTMLDialogElement && oldValue === null);
    if (opened && typing()) typing()!.interrupted = true;
  }).observe(document, { subtree: true, attributeFilter: ["open"], attributeOldValue: true });
  addEventListener(
    "keydown",
    ({ key, target }) => {
      const now = typing();
      if (!now || key.length > 1) return;
      const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      if (!isField || target.closest("dialog") !== now.home) {
        now.strayed.push(now.letters);
        now.to.push((target as Element).outerHTML.slice(0, 120));
      }
      now.letters++;
    },
    true,
  );
  addEventListener("storage", (event) => {
    const late = (window as any).late as StorageEvent[] | undefined;
    if (!late) return;
    event.stopImmediatePropagation();
    late.push(event);
  });
}

/** Letters on their way into a field. */
type Typing = { home: Element | null; letters: number; strayed: number[]; to: string[]; interrupted: boolean };

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
  dialog(): Promise<string | undefined> {
    // At once: it may go by itself.
    return this.page.evaluate(() => {
      const open = [...document.querySelectorAll("dialog[open]")].at(-1);
      return open && (open.querySelector<HTMLElement>("h1, h2, h3")?.innerText ?? "");
    });
  }

  /** Presses a button of the question that is open; returns what it showed of this tab and of the other one. `undefined` where
   * it has gone by itself: all of it is one step, for what another tab writes may answer it at any moment. */
  answer(title: string, choice: string): Promise<[string, string] | undefined> {
    return this.page.evaluate(
      ([title, choice]) => {
        const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
        if (dialog?.querySelector("h1, h2, h3")?.textContent !== title) return;
        const cells = [...dialog.querySelectorAll("td")].map((cell) => cell.textContent ?? "");
        const side = (odd: number) => cells.filter((_, at) => at % 2 === odd).join("\n");
        [...dialog.querySelectorAll("button")].find((button) => button.textContent === choice)?.click();
        return [side(0), side(1)] as [string, string];
      },
      [title, choice] as const,
    );
  }

  /** Types a word where the focus is; returns what of it went there. A dialog that opens meanwhile may have the
   * rest, or nothing, where the journey was deleted in another tab and its page has gone. */
  async type(word: string): Promise<string> {
    await this.page.evaluate((question) => {
      const home = document.activeElement?.closest("dialog") ?? null;
      // A question may have come since the field had the focus.
      const titles = [...document.querySelectorAll("dialog[open] h2")].map((title) => title.textContent);
      (window as any).typing = { home, letters: 0, strayed: [], to: [], interrupted: titles.includes(question) } satisfies Typing;
    }, QUESTION);
    for (const letter of word) await this.page.keyboard.press(letter);
    const { strayed, to, interrupted } = await this.page.evaluate(() => (window as any).typing as Typing);
    expect(interrupted || (await this.isGone()) || strayed.length === 0, `${word} went into its field, letters ${strayed} went to ${[...new Set(to)].join(" and ")}`).toBe(true);
    return [...word].filter((_, at) => !strayed.includes(at)).join("");
  }

  /** Whether the journey of the page was deleted. */
  async isGone() {
    return (await this.page.getByRole("heading", { name: GONE }).count()) > 0;
  }

  /** Whether the builder is here, with a draft that can be changed. */
  async hasDraft() {
    const { app, builder } = this;
    if (!app.address.startsWith("/journeys/")) return false;
    await expect(builder.canvas.or(this.page.getByRole("heading", { name: GONE })).or(this.page.locator("dialog[open]")).first()).toBeVisible();
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
