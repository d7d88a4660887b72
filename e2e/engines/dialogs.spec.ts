// Every dialog opens in the window with the focus in it, and Escape closes it (interface.md, Dialogs).
import type { App } from "../fixtures";
import { file, journey } from "../journeys";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";
import { expect, keep, test } from "./fixtures";

const PUBLISHED = "2026-03-01T10:00:00Z";

/** A dialog is in the window with the focus in it; Escape closes it, and the focus comes back. */
async function holds(app: App, name: string | RegExp) {
  const { page } = app;
  const dialog = page.getByRole("dialog", { name, exact: true });
  await expect(dialog).toBeVisible();
  await expect.poll(() => dialog.evaluate(isInside), "in the window").toBe(true);
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement)), "the focus is in the dialog").toBe(true);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await isSomewhere(app, `${name}: the focus came back`);
}

/** The focus is on something, from which the next Tab goes on. */
async function isSomewhere({ page }: App, when: string) {
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches("body *") ?? false), when).toBe(true);
}

function isInside(element: Element) {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return Math.min(left, top, innerWidth - right, innerHeight - bottom) >= -0.5;
}

test("every dialog of the builder opens in the window, and Escape closes it", async ({ app }) => {
  const [mine, live] = [journey("Mine"), journey("Mine", { published: PUBLISHED })];
  await keep(app, { ...mine, versions: [...live.versions, ...mine.versions] });
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.button("Save Draft").click();
  await holds(app, "Save this journey as");
  await app.reload();
  // It opens by itself, with no opener to give the focus back to. Escape goes on with the work.
  await holds(app, "Unsaved journey");
  await expect(builder.nodes).toHaveCount(1);
  await builder.open("mine");
  for (const [button, name] of [
    ["Publish", "Publish journey"],
    ["Setup", /Setup/],
    ["Versions", "Versions"],
    ["Share link", "Share link"],
    ["Restore points", "Restore points"],
    ["Keyboard shortcuts", /shortcuts/],
  ] as const) {
    await builder.button(button).click();
    await holds(app, name);
  }
  await builder.button("Versions").click();
  await builder.dialog("Versions").getByRole("button", { name: "Restore as the draft: version 1" }).click();
  await holds(app, "Replace the draft");
});

test("the focus is on the page where the opener of a dialog is gone", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.says("Not saved");
  await app.reload();
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Start fresh" }).click();
  await expect(builder.button("Add the first node")).toBeVisible();
  await isSomewhere(app, "after Start fresh");
  await builder.buildByEvent();
  await builder.saveAs("Welcome");
  await isSomewhere(app, "after the first save");
  await builder.publishAs("Welcome", "For those who sign up.");
  await expect(builder.message(/Welcome.*is published/)).toBeVisible();
  await isSomewhere(app, "after publishing");
});

test("every dialog of the listings opens in the window, and Escape closes it", async ({ app }) => {
  await keep(app, { ...journey("Mine", { published: PUBLISHED }), description: "For those who sign up." }, journey("Other"));
  const { page } = app;
  const listings = new Listings(app);
  await listings.open();
  await page.getByRole("button", { name: "Start from a template" }).click();
  await holds(app, "Start from a template");
  for (const [name, action, title] of [
    ["Mine", "Stop", /^Stop/],
    ["Mine", "Archive", /^Archive/],
    ["Mine", "Pause", /^Pause/],
    ["Mine", "View description", /Mine/],
    ["Other", "Delete", /^Delete/],
  ] as const) {
    await listings.menu(name).choose(action);
    await holds(app, title);
  }
  await listings.select("Mine").check();
  await listings.bulk.getByRole("button", { name: "Label", exact: true }).click();
  await holds(app, "Label journey");
  await listings.search.pressSequentially("Mine");
  await expect(listings.link("Other")).toBeHidden();
  await listings.filters.getByRole("button", { name: "Save filter" }).click();
  await holds(app, "Save filter");
});

test("what a file holds is told in a dialog in the window", async ({ app }) => {
  const listings = new Listings(app);
  await listings.open();
  await listings.chooseFile({ name: "new.json", text: file(journey("New")) });
  await holds(app, "Import journeys");
});

test("what is wrong with a file is told in a dialog in the window", async ({ app }) => {
  const listings = new Listings(app);
  await listings.open();
  await listings.chooseFile({ name: "broken.json", text: "{" });
  await holds(app, "The file did not come in");
});
