// Where a typed word may be found: in what the origin keeps, or in a question that is open in a tab.
import type { Page } from "@playwright/test";

/** All that the origin keeps, by key. */
export type Kept = Record<string, string>;

/** Reads what is kept, through a page of the origin in which no app runs. */
export function read(reader: Page): Promise<Kept> {
  return reader.evaluate(() => ({ ...localStorage }));
}

/** What is open in a page as a question, and what the tab keeps for itself. */
export function shown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const dialogs = [...document.querySelectorAll("dialog[open]")].map((dialog) => dialog.textContent ?? "");
    return [...dialogs, ...Object.values({ ...sessionStorage })].join("\n");
  });
}

/** The words that are in none of the texts. */
export function missing(words: readonly string[], texts: readonly string[]) {
  return words.filter((word) => !texts.some((text) => text.includes(word)));
}

/** The words that only undo would bring back: they stand in no draft, restore point, bin or kept copy. */
export function onlyUndone(words: readonly string[], kept: Kept) {
  const texts = Object.entries(kept).map(([key, text]) => {
    if (!key.startsWith("sojourn/unsaved/")) return text;
    const record = JSON.parse(text);
    delete record.unsaved?.history;
    return JSON.stringify(record);
  });
  return missing(words, texts);
}

/** Records that could not be read. */
export function damaged(kept: Kept) {
  return Object.keys(kept).filter((key) => key.startsWith("sojourn/aside/"));
}
