// A page that the browser has translated: a translator takes each text node away and puts <font> elements in its place. What the
// app says afterwards has to be seen: the status, counts, badges and messages (faults.md A7).
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

type Way = "replace" | "insert first" | "remove first";

/** Translates the page as it is and as it changes: each text stands in brackets. */
function translate(way: Way) {
  const isOurs = (node: Node) => node.parentElement?.closest("font, script, style, textarea, select, title, [translate=no]");
  const swap = (text: Text) => {
    if (!text.data.trim() || isOurs(text) || !text.parentNode) return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = `⟦${text.data}⟧`;
    outer.append(inner);
    const { parentNode, nextSibling } = text;
    if (way === "replace") return text.replaceWith(outer);
    if (way === "remove first") text.remove();
    parentNode.insertBefore(outer, way === "remove first" ? nextSibling : text);
    if (way === "insert first") text.remove();
  };
  const all = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    texts.forEach(swap);
  };
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (target.nodeType === Node.TEXT_NODE) swap(target as Text);
      addedNodes.forEach((node) => (node.nodeType === Node.TEXT_NODE ? swap(node as Text) : all(node)));
    }
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  all(document.body);
  (globalThis as any).original = () => {
    observer.disconnect();
    for (const font of document.querySelectorAll("font > font")) font.parentElement!.remove();
  };
}

/** An element says exactly this, translated. */
function says(element: Locator, text: string | RegExp) {
  return expect(element).toHaveText(typeof text === "string" ? `⟦${text}⟧` : text);
}

for (const way of ["replace", "insert first", "remove first"] as const) {
  test(`the builder says what is so after an edit, a save and an undo (${way})`, async ({ app, page }) => {
    await keep(app, journey("Mine"));
    const builder = new Builder(app);
    await builder.open("mine");
    await expect(builder.nodes.first()).toBeVisible();
    const status = page.locator(".banner [role=status]").first();
    await expect(status).toHaveText("Saved");
    await page.evaluate(translate, way);
    await says(status, "Saved");
    // What a person wrote stays as it was written.
    await expect(builder.name).toHaveText("Mine");
    await expect(builder.node("Push: Hello").locator(".node__title")).toHaveText("Hello");
    await builder.node("Push: Hello").click();
    const message = builder.inspector.locator("textarea").first();
    await message.press("End");
    await message.pressSequentially(" More.");
    await says(status, "Not saved");
    const checks = page.getByRole("button", { name: /Checks \(/ });
    await expect(checks).toHaveText(/^⟦?Checks \(\d+\)⟧?$/);
    await message.press("Control+a");
    await message.press("Delete");
    await expect(builder.node("Push: Hello").locator(".node__problem")).toBeAttached();
    const wrong = (await checks.textContent())!;
    expect(wrong).toMatch(/^⟦?Checks \(\d+\)⟧?$/);
    await builder.node("Push: Hello").focus();
    await page.keyboard.press("Control+z");
    await expect(checks).not.toHaveText(wrong);
    await expect(checks).toHaveText(/^⟦?Checks \(\d+\)⟧?$/);
    await page.keyboard.press("Control+s");
    await says(status, "Saved");
    // Back to the original: the texts are the app's own again.
    await page.evaluate(() => (globalThis as any).original());
    await expect(status).toHaveText("Saved");
    await page.keyboard.press("Control+Shift+z");
    await expect(status).toHaveText("Not saved");
  });
}

test("the listings count, filter and change their badges", async ({ app, page }) => {
  await keep(app, journey("Mine", { published: "2026-03-01T10:00:00Z" }), journey("Other"));
  const listings = new Listings(app);
  await listings.open();
  await page.evaluate(translate, "replace" as Way);
  const count = page.locator(".filters__count");
  await says(count, "2 journeys");
  const row = listings.table.getByRole("row").filter({ has: page.getByRole("button", { name: "Actions for Mine" }) });
  await says(row.locator(".badge"), "Running");
  await page.getByRole("button", { name: "Actions for Mine" }).click();
  await page.getByRole("menuitem", { name: /Pause/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /Pause/ }).click();
  await says(row.locator(".badge"), "Paused");
  await page.getByRole("textbox", { name: /Search journeys/ }).pressSequentially("oth");
  await says(count, "1 of 2 journeys");
  await page.getByRole("textbox", { name: /Search journeys/ }).press("Control+a");
  await page.keyboard.press("Delete");
  await says(count, "2 journeys");
  await expect(page.locator("#crash")).toBeHidden();
});
