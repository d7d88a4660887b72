// Restore points, and what was deleted (issue 6, Kept).
import { axe, expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test("a restore point is made by hand, opened, restored, undone and deleted", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  const dialog = builder.dialog("Restore points");
  const name = dialog.getByRole("textbox", { name: "Name of the restore point" });
  await builder.button("Restore points").click();
  await dialog.getByRole("button", { name: "Keep the draft as it is" }).click();
  await expect(dialog.getByText("Enter a name")).toBeVisible();
  await name.fill("Two nodes");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("listitem")).toContainText(["Two nodes"]);
  await axe(page);
  await dialog.getByRole("button", { name: "Close" }).click();

  await builder.press("SMS");
  await expect(builder.nodes).toHaveCount(3);
  await builder.button("Restore points").click();
  await dialog.getByRole("link", { name: "Open Two nodes" }).click();
  await expect(page.getByText("Restore point “Two nodes”")).toBeVisible();
  await expect(builder.nodes).toHaveCount(2);
  await expect(builder.button("Save Draft")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("link", { name: "Open the draft" }).click();
  await expect(builder.nodes).toHaveCount(3);

  await builder.button("Restore points").click();
  await dialog.getByRole("button", { name: "Restore Two nodes" }).click();
  await expect(builder.nodes).toHaveCount(2);
  // Before it a point was made by itself.
  await app.reload();
  await builder.button("Restore points").click();
  await expect(dialog.getByRole("listitem").first()).toContainText("By itself");
  await dialog.getByRole("button", { name: "Delete Two nodes" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await dialog.getByRole("button", { name: "Close" }).click();
  await builder.button("Undo").click();
  await expect(builder.nodes).toHaveCount(3);

  await app.goto("/settings");
  await page.getByRole("button", { name: "Restore Two nodes" }).click();
  await builder.open("mine");
  await builder.button("Restore points").click();
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
});

test("what was deleted is brought back after a reload, with what was not saved of it", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open("mine");
  await builder.press("SMS");
  await listings.open();
  await listings.menu("Mine").choose("Delete");
  await listings.confirm("Delete journey");
  await expect(listings.link("Mine")).toHaveCount(0);
  await app.goto("/settings");
  await expect(page.getByRole("heading", { name: "Recently deleted" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Restore Mine" }).click();
  await expect(page.getByText("“Mine” is here again.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore Mine" })).toHaveCount(0);
  await listings.open();
  await listings.hasStatus("Mine", "Draft");
  await builder.open("mine");
  await expect(builder.nodes).toHaveCount(3);
  await builder.says("Not saved");
});

test("the toast's Undo takes a deletion back and leaves nothing behind", async ({ app, page }) => {
  await keep(app, journey("Mine"), journey("Other"));
  const listings = new Listings(app);
  await listings.open();
  await listings.menu("Mine").choose("Delete");
  await listings.confirm("Delete journey");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await listings.hasStatus("Mine", "Draft");
  await app.goto("/settings");
  await expect(page.getByRole("button", { name: "Restore Mine" })).toHaveCount(0);
});

test("work that was let go of with Start fresh comes back", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  await app.reload();
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Start fresh" }).click();
  await expect(builder.nodes).toHaveCount(0);
  await app.goto("/settings");
  await page.getByRole("button", { name: "Restore Untitled journey" }).click();
  await app.goto("/journeys/new");
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Restore" }).click();
  await expect(builder.nodes).toHaveCount(2);
  await builder.undoAll();
  await expect(builder.nodes).toHaveCount(0);
});
