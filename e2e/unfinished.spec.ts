// Text that is typed into a dialog and not confirmed: kept like every edit, and there when the dialog is opened again (issue 12, A15).
import { App, expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { isKept, unfinished } from "./kept";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";
import { opened } from "./two";

/** *Publish journey* and its text boxes. */
function publishing(builder: Builder) {
  const dialog = builder.dialog("Publish journey");
  const box = (name: string) => dialog.getByRole("textbox", { name });
  return { dialog, name: box("Journey name"), description: box("Description"), press: (name: string) => dialog.getByRole("button", { name, exact: true }).click() };
}

/** A new journey that was left with *Publish journey* open, named and described, and restored. */
async function restored(app: App) {
  const { page } = app;
  const builder = new Builder(app);
  const publish = publishing(builder);
  await builder.open();
  await builder.press("SMS");
  await builder.button("Publish").click();
  await publish.name.click();
  await page.keyboard.type("Spring sale");
  await publish.description.click();
  await page.keyboard.type("For all");
  await app.goto("/settings");
  await app.goto("/journeys/new");
  await page.getByRole("button", { name: "Restore" }).click();
  return { builder, publish };
}

test("name and description in Publish are there after a reload; Cancel drops them", async ({ app, page }) => {
  const builder = await opened(app);
  const publish = publishing(builder);
  await builder.button("Publish").click();
  await publish.description.click();
  await page.keyboard.type("For those who");
  await isKept(page, "For those who");
  await page.keyboard.type(" came back.");
  await publish.name.click();
  await page.keyboard.press("End");
  // The page goes right after the last letter.
  await page.keyboard.type(" too");
  await app.reload();
  expect(await unfinished(page)).toEqual(["For those who came back.", "Mine too"]);
  await builder.button("Publish").click();
  await expect(publish.description).toHaveValue("For those who came back.");
  await expect(publish.name).toHaveValue("Mine too");
  // What was kept goes on being typed, and is one text.
  await publish.description.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Soon.");
  await isKept(page, "For those who came back. Soon.");
  expect(await unfinished(page)).toEqual(["For those who came back. Soon.", "Mine too"]);
  await publish.press("Cancel");
  await expect(publish.dialog).toBeHidden();
  expect(await unfinished(page)).toEqual([]);
  await builder.button("Publish").click();
  await expect(publish.description).toHaveValue("");
  await expect(publish.name).toHaveValue("Mine");
});

test("Done takes the description, and keeps no other copy of it", async ({ app, page }) => {
  const builder = await opened(app);
  const publish = publishing(builder);
  await builder.button("Publish").click();
  await publish.description.click();
  await page.keyboard.type("For good.");
  await isKept(page, "For good.");
  await publish.press("Done");
  await expect(publish.dialog).toBeHidden();
  expect(await unfinished(page)).toEqual([]);
  await isKept(page, "For good.");
});

test("name and description of a journey that was never saved are there after another address was opened", async ({ app }) => {
  const { builder, publish } = await restored(app);
  await builder.button("Publish").click();
  await expect(publish.name).toHaveValue("Spring sale");
  await expect(publish.description).toHaveValue("For all");
});

test("the description of a new journey goes with the draft that it is saved as, and the next new journey has none", async ({ app }) => {
  const { builder, publish } = await restored(app);
  await builder.saveAs("Spring sale");
  await builder.button("Publish").click();
  await expect(publish.description).toHaveValue("For all");
  await app.goto("/journeys/new");
  await builder.press("SMS");
  await builder.button("Publish").click();
  await expect(publish.name).toHaveValue("");
  await expect(publish.description).toHaveValue("");
});

test("Start fresh drops what was typed for the new journey in its dialogs, too", async ({ app, page }) => {
  const builder = new Builder(app);
  const publish = publishing(builder);
  await builder.open();
  await builder.press("SMS");
  await builder.button("Publish").click();
  await publish.description.click();
  await page.keyboard.type("For all");
  await isKept(page, "For all");
  await app.reload();
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Start fresh" }).click();
  await expect(builder.dialog("Unsaved journey")).toBeHidden();
  expect(await unfinished(page)).toEqual([]);
  await builder.button("Publish").click();
  await expect(publish.description).toHaveValue("");
});

test("the name of a restore point is there after a reload, until it is kept", async ({ app, page }) => {
  const builder = await opened(app);
  const dialog = builder.dialog("Restore points");
  const name = dialog.getByRole("textbox", { name: "Name of the restore point" });
  await builder.button("Restore points").click();
  await name.click();
  await page.keyboard.type("Before the");
  await isKept(page, "Before the");
  await page.keyboard.type(" sale");
  await app.reload();
  await builder.button("Restore points").click();
  await expect(name).toHaveValue("Before the sale");
  await name.click();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("listitem")).toContainText(["Before the sale"]);
  await expect(name).toHaveValue("");
  expect(await unfinished(page)).toEqual([]);
  // The next name begins in the open dialog.
  await page.keyboard.type("Next");
  await isKept(page, "Next");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(await unfinished(page)).toEqual([]);
});

test("labels that were added or typed and not applied are there after a reload", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const listings = new Listings(app);
  const dialog = listings.dialog("Label journey");
  const box = dialog.getByRole("textbox", { name: "New label" });
  const label = async () => {
    await listings.select("Mine").check();
    await listings.bulk.getByRole("button", { name: "Label", exact: true }).click();
    await expect(dialog).toBeVisible();
  };
  await listings.open();
  await label();
  await box.click();
  await page.keyboard.type("Spring");
  await dialog.getByRole("button", { name: "Add" }).click();
  await box.click();
  await page.keyboard.type("Whole");
  await isKept(page, "Spring\nWhole");
  await page.keyboard.type("sale");
  await app.reload();
  await label();
  await expect(dialog.getByRole("checkbox", { name: "Spring" })).toBeChecked();
  await expect(box).toHaveValue("Wholesale");
  await dialog.getByRole("button", { name: "Apply labels" }).click();
  await expect(dialog).toBeHidden();
  for (const name of ["Spring", "Wholesale"]) await expect(listings.row("Mine")).toContainText(name);
  expect(await unfinished(page)).toEqual([]);
});

test("the name of a filter is there after a reload", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const listings = new Listings(app);
  const dialog = listings.dialog("Save filter");
  const name = dialog.getByRole("textbox", { name: "Filter name" });
  await listings.open("?q=mi");
  await listings.filters.getByRole("button", { name: "Save filter" }).click();
  await name.click();
  await page.keyboard.type("All of m");
  await isKept(page, "All of m");
  await page.keyboard.type("ine");
  await app.reload();
  await listings.filters.getByRole("button", { name: "Save filter" }).click();
  await expect(name).toHaveValue("All of mine");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await unfinished(page)).toEqual([]);
  await listings.filters.getByRole("button", { name: "Save filter" }).click();
  await expect(name).toHaveValue("");
});

test("a tab that was closed leaves its text to the next one; an open tab keeps its own", async ({ app, page, context }) => {
  const builder = await opened(app);
  const first = publishing(builder);
  await builder.button("Publish").click();
  await first.description.click();
  await page.keyboard.type("From the first tab");
  await isKept(page, "From the first tab");
  const other = new Builder(new App(await context.newPage()));
  await other.open("mine");
  const second = publishing(other);
  await other.button("Publish").click();
  await expect(second.description).toHaveValue("From the first tab");
  await second.press("Cancel");
  // The first tab still has it on its screen.
  await expect.poll(() => unfinished(page)).toEqual(["From the first tab"]);
  await page.close();
  await other.button("Publish").click();
  await expect(second.description).toHaveValue("From the first tab");
});
