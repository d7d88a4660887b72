// Modes of a page in real use: as it is, translated by the browser, with elements that an extension added.
import { expect, type Page } from "@playwright/test";
import { App } from "../fixtures";
import { translate } from "../translator";

export type Mode = {
  title: string;
  /** Begins in a page that has just been loaded. */
  begin: (page: Page) => Promise<unknown>;
};

export const MODES: Mode[] = [
  { title: "", begin: async () => {} },
  {
    title: ", on a page that the browser translates",
    begin: async (page) => {
      // Into the words that were there: only the text nodes are others, so that the page objects find all of it.
      await page.evaluate(translate, { way: "replace" as const, marks: ["", ""] as [string, string] });
      await expect(page.locator("body font > font").first()).toBeAttached();
    },
  },
  {
    title: ", on a page with elements of an extension",
    begin: async (page) => {
      await page.evaluate(extend);
      await expect(page.locator("[data-extension=panel]")).toBeAttached();
    },
  },
];

/** A page of the app in a mode. */
export class ModeApp extends App {
  constructor(
    page: Page,
    private readonly mode: Mode,
  ) {
    super(page);
  }

  override async mounted() {
    await super.mounted();
    await this.mode.begin(this.page);
  }
}

/** Imitates password managers and writing assistants: elements in html and body, icons beside fields, attributes on fields, and
 * a keydown without a key on each field that is filled. */
function extend() {
  document.documentElement.append(document.createElement("extension-root"));
  const panel = document.createElement("div");
  panel.dataset.extension = "panel";
  document.body.prepend(panel);
  const dress = (field: Element) => {
    if (field.hasAttribute("data-lastpass-icon-root") || !field.parentNode) return;
    for (const name of ["data-lastpass-icon-root", "data-gramm", "data-1p-ignore", "autofill"]) field.setAttribute(name, "true");
    const icon = document.createElement("div");
    icon.dataset.extension = "icon";
    field.after(icon);
  };
  const all = () => document.querySelectorAll("input, textarea").forEach(dress);
  new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
  all();
  addEventListener("change", ({ target }) => {
    for (const type of ["keydown", "keyup"]) (target as Element).dispatchEvent(new Event(type, { bubbles: true }));
  });
}
