// A browser that cannot run the app says so, and does not start it (boot/support.js; README, Browsers).
import { expect, test } from "./fixtures";

const LACKS: Record<string, () => void> = {
  "pop-overs": () => delete (HTMLElement.prototype as any).popover,
  dialogs: () => delete (HTMLDialogElement.prototype as any).showModal,
  WebAssembly: () => delete (globalThis as any).WebAssembly,
  "the selector :has()": () => {
    const supports = CSS.supports.bind(CSS) as (...of: string[]) => boolean;
    (CSS as any).supports = (...of: string[]) => !of.join().includes(":has") && supports(...of);
  },
  "the colors oklch() and light-dark()": () => {
    const supports = CSS.supports.bind(CSS) as (...of: string[]) => boolean;
    (CSS as any).supports = (...of: string[]) => !of.join().includes("light-dark") && supports(...of);
  },
};

for (const [name, takeAway] of Object.entries(LACKS)) {
  test(`without ${name} the page says which browsers it needs, and the app is not started`, async ({ page }) => {
    await page.addInitScript(takeAway);
    await page.goto("journeys/new");
    await expect(page.getByRole("heading", { name: "This browser is too old for Sojourn" })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText(`Missing here: ${name}.`);
    await expect(page.getByRole("alert")).toContainText("Chrome or Edge 123, Firefox 125, Safari 17.5");
    await page.waitForLoadState("load");
    await expect(page.locator("html")).not.toHaveAttribute("data-ready");
    await expect(page.locator(".shell, #skeleton:visible, #crash:visible")).toHaveCount(0);
    for (const link of await page.locator("link[rel$=preload]").all()) {
      expect(await link.getAttribute("media"), "an older browser passes over it").toBe("(scripting:enabled)");
    }
  });
}

test("a browser that has all of it sees none of the message", async ({ app, page }) => {
  await app.goto();
  await expect(page.locator("#unsupported")).toBeHidden();
});
