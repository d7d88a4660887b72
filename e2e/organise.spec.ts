// The listings as a person arranges them: labels, saved filters, columns (journey.md §8).
import { expect, test } from "./fixtures";
import { Listings } from "./pages/listings";

test("labels are given in bulk, taken away, filtered by, and survive a reload", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.select("Weekly digest").check();
  await listings.select("Win-back").check();
  await listings.bulk.getByRole("button", { name: "Label", exact: true }).click();
  const dialog = listings.dialog("Label 2 journeys");
  // What cannot be a label is said at its field, and nothing is added.
  await dialog.getByRole("textbox", { name: "New label" }).fill("x".repeat(101));
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByRole("textbox", { name: "New label" })).toHaveAccessibleDescription(/at most 100/);
  await dialog.getByRole("textbox", { name: "New label" }).fill("spring <b>");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByRole("checkbox", { name: "spring <b>" })).toBeChecked();
  await dialog.getByRole("button", { name: "Apply labels" }).click();
  await expect(dialog).toBeHidden();
  for (const name of ["Weekly digest", "Win-back"]) await expect(listings.row(name)).toContainText("spring <b>");

  await listings.filters.getByRole("combobox", { name: "Label", exact: true }).selectOption("spring <b>");
  await expect(listings.row("Welcome series")).toHaveCount(0);
  await app.reload();
  await expect(listings.row("Win-back")).toBeVisible();
  expect((await listings.names()).sort()).toEqual(["Weekly digest", "Win-back"]);

  // One of the two loses it: the other keeps it.
  await listings.select("Win-back").check();
  await listings.bulk.getByRole("button", { name: "Label", exact: true }).click();
  await listings.dialog("Label journey").getByRole("checkbox", { name: "spring <b>" }).uncheck();
  await listings.dialog().getByRole("button", { name: "Apply labels" }).click();
  await expect(listings.row("Win-back")).toHaveCount(0);
  expect(await listings.names()).toEqual(["Weekly digest"]);
});

test("a filter that was saved is one press away, also after a reload, and its deletion can be undone", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.filters.getByRole("combobox", { name: "Status", exact: true }).selectOption("Running");
  await listings.search.fill("reminder");
  await expect(listings.row("Weekly digest")).toHaveCount(0);
  await listings.filters.getByRole("button", { name: "Save filter" }).click();
  const dialog = listings.dialog("Save filter");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog.getByRole("textbox", { name: "Filter name" })).toHaveAccessibleDescription(/Enter a name/);
  await dialog.getByRole("textbox", { name: "Filter name" }).fill("Due soon");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog).toBeHidden();
  const saved = page.getByRole("group", { name: "Saved filters" });
  const chip = saved.getByRole("button", { name: "Due soon", exact: true });
  await expect(chip).toHaveAttribute("aria-pressed", "true");
  const address = app.address;

  await listings.filters.getByRole("button", { name: "Clear filters" }).click();
  await expect(chip).toHaveAttribute("aria-pressed", "false");
  await app.reload();
  await chip.click();
  await expect(listings.row("Payment reminder")).toBeVisible();
  await expect(listings.row("Weekly digest")).toHaveCount(0);
  expect(app.address).toBe(address);

  await saved.getByRole("button", { name: "Delete filter Due soon" }).click();
  await expect(saved).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(chip).toBeVisible();
});

test("a column that is not wanted goes, and is still gone after a reload", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await expect(listings.head("Timed out")).toHaveCount(1);
  await listings.filters.getByRole("button", { name: "Columns" }).click();
  const panel = page.getByRole("group", { name: "Columns", exact: true });
  await panel.getByRole("checkbox", { name: "Timed out" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(listings.head("Timed out")).toHaveCount(0);
  await app.reload();
  await expect(listings.head("Status")).toHaveCount(1);
  await expect(listings.head("Timed out")).toHaveCount(0);
  await listings.filters.getByRole("button", { name: "Columns" }).click();
  await panel.getByRole("checkbox", { name: "Timed out" }).check();
  await expect(listings.head("Timed out")).toHaveCount(1);
});

test("a dialog that is opened again before the browser tells that it was closed stays open", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.select("Weekly digest").check();
  const button = listings.bulk.getByRole("button", { name: "Label", exact: true });
  await button.click();
  const dialog = listings.dialog("Label journey");
  await expect(dialog).toBeVisible();
  // Within one frame; the event comes with the next one.
  const told = dialog.evaluate(async (dialog: HTMLDialogElement) => {
    const closed = new Promise((heard) => dialog.addEventListener("close", heard, { once: true }));
    dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
    while (dialog.open) await Promise.resolve();
    [...document.querySelectorAll("button")].find((button) => button.textContent === "Label")?.click();
    while (!dialog.open) await Promise.resolve();
    await closed;
    await new Promise((later) => setTimeout(later));
    return dialog.open;
  });
  expect(await told).toBe(true);
  await page.keyboard.type("spring");
  await expect(dialog.getByRole("textbox", { name: "New label" })).toHaveValue("spring");
});

test("an arrow that comes right after a menu was opened does not close it", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  const { button } = listings.menu("Weekly digest");
  await button.evaluate((button: HTMLElement) => {
    button.click();
    button.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", code: "ArrowDown", bubbles: true, cancelable: true }));
  });
  await expect(app.page.getByRole("menu", { name: "Actions for Weekly digest" })).toBeVisible();
  await expect(app.page.getByRole("menuitem").first()).toBeFocused();
});
