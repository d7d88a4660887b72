// Text that is being written and whose box was not left: kept like every edit, and one step of undo (issue 12, A15).
import { App, expect, test } from "./fixtures";
import { journey } from "./journeys";
import { isKept } from "./kept";
import { Builder } from "./pages/builder";
import { opened } from "./two";

test("what is written on a note is kept while its box is open, and is one step", async ({ app, page }) => {
  const builder = await opened(app);
  const box = builder.canvas.getByRole("textbox", { name: "Text of the note" });
  await builder.button("Add a note").click();
  await expect(box).toBeFocused();
  await page.keyboard.type("Ask legal");
  await isKept(page, "Ask legal");
  // Longer than what is typed in one go takes.
  await page.evaluate((ms) => new Promise((then) => setTimeout(then, ms)), 1_100);
  await page.keyboard.type(" before it");
  await isKept(page, "Ask legal before it");
  await app.reload();
  await expect(builder.canvas.getByRole("group", { name: "Note: Ask legal before it" })).toBeVisible();
  await builder.button("Undo").click();
  await expect(builder.canvas.getByRole("group", { name: "Empty note" })).toBeVisible();
  await builder.button("Undo").click();
  await expect(builder.button("Undo")).toBeDisabled();
});

test("a name that is being given to a group is there after another address was opened", async ({ app, page }) => {
  const builder = await opened(app);
  await builder.node("Push: Hello").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+g");
  const box = page.getByRole("textbox", { name: "Name of the group" });
  await expect(box).toBeFocused();
  await page.keyboard.type("First days");
  await app.goto("/settings");
  await builder.open("mine");
  await expect(builder.canvas.locator("[aria-roledescription=group]")).toHaveAttribute("aria-label", /First days/);
});

test("what another tab writes on a note comes into the open box; what is typed here is not taken away", async ({ app, page, context }) => {
  const builder = await opened(app);
  await builder.button("Add a note").click();
  const box = builder.canvas.getByRole("textbox", { name: "Text of the note" });
  await page.keyboard.type("From here");
  await isKept(page, "From here");
  const other = new Builder(new App(await context.newPage()));
  await other.open("mine");
  const note = other.canvas.getByRole("group", { name: "Note: From here" });
  await note.dblclick();
  await other.page.keyboard.type(" and there");
  await expect(box).toHaveValue("From here and there");
  await box.press("End");
  await page.bringToFront();
  await box.pressSequentially("!");
  await expect(box).toHaveValue("From here and there!");
  await expect(other.canvas.getByRole("textbox", { name: "Text of the note" })).toHaveValue("From here and there!");
});

test("a name that is being given to a new journey is kept, also before there is a node", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  const name = dialog.getByRole("textbox", { name: "Journey name" });
  await expect(name).toBeFocused();
  await page.keyboard.type("Spring sale");
  await isKept(page, "Spring sale");
  await app.reload();
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Restore" }).click();
  await builder.button("Save Draft").click();
  await expect(name).toHaveValue("Spring sale");
});
