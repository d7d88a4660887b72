// What the storage holds of a text that is being typed.
import { expect, type Page } from "@playwright/test";

/** How long an edit may be on the screen alone (src/builder/session/autosave.rs), and how much later a busy machine may be. */
const REST = 250;
const BUSY = 1_000;

/** Waits until a text is on record, which has to be soon. */
export async function isKept(page: Page, text: string) {
  const start = Date.now();
  await expect.poll(() => page.evaluate((text) => Object.values({ ...localStorage }).some((kept) => kept.includes(text)), text), { intervals: [25] }).toBe(true);
  expect(Date.now() - start, `${text} is kept in time`).toBeLessThan(REST + BUSY);
}

/** The texts of dialogs that are not done with. */
export function unfinished(page: Page) {
  return page.evaluate(() =>
    Object.entries({ ...localStorage } as Record<string, string>)
      .filter(([key]) => key.startsWith("sojourn/unfinished/"))
      .map(([, text]) => text.slice(text.indexOf(" ") + 1))
      .sort(),
  );
}
