// A page that the browser has translated: a translator takes each text node away and puts <font> elements in its place. What the
// app says afterwards has to be seen: the status, counts, badges and messages (faults.md A7).
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";
import { BRACKETS, translate } from "./translator";

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
    await page.evaluate(translate, { way, marks: BRACKETS });
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
  await page.evaluate(translate, { way: "replace" as const, marks: BRACKETS });
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
