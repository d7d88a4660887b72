// A draft is saved, and what it may be called (issue 2, point 3).
import { expect, test } from "./fixtures";
import { keep, journey } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test("the first save asks for a name; the listings show the draft with its menu", async ({ app, page }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await builder.press("Action");
  await builder.says("Not saved");
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  await expect(dialog.getByRole("textbox", { name: "Journey name" })).toBeFocused();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await expect(builder.button("Save Draft")).toBeFocused();
  await builder.says("Not saved");
  await builder.saveAs("Welcome series");
  await expect(builder.name).toHaveText("Welcome series");
  expect(app.address).toMatch(/^\/journeys\/(?!new)[\w-]+$/);
  await expect(builder.button("Undo"), "what was done can still be undone").toBeEnabled();

  await listings.open();
  await listings.hasStatus("Welcome series", "Draft");
  const menu = listings.menu("Welcome series");
  await menu.open();
  await menu.offersExactly(["Edit", "Clone", "Export", "Delete"]);
  await expect(menu.item("Archive")).toHaveAccessibleDescription(/not published/);
  await expect(menu.item("Stop")).toHaveAccessibleDescription(/not published/);

  await menu.item("Edit").click();
  await expect(builder.node("Action")).toBeVisible();
  await builder.select("Action");
  await builder.press("Push");
  await builder.says("Not saved");
  await builder.button("Save Draft").click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await builder.says("Saved");
  await app.reload();
  await expect(builder.link("Action Yes to Push")).toBeVisible();
  await builder.says("Saved");

  // And again.
  await builder.select("Push");
  await builder.press("SMS");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await listings.open();
  await listings.link("Welcome series").click();
  await expect(builder.nodes).toHaveCount(3);
});

test("a name that cannot be used is refused at its field, with the reason", async ({ app }) => {
  await keep(app, journey("Taken already"));
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  const name = dialog.getByRole("textbox", { name: "Journey name" });
  const refused = async (text: string, why: RegExp) => {
    await name.fill(text);
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(name).toHaveAccessibleDescription(why);
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await expect(dialog).toBeVisible();
  };
  await refused("", /Enter a name/);
  await refused(" \t   ", /Enter a name/);
  await refused("x".repeat(101), /at most 100 characters.*101/);
  await refused("x".repeat(10_000), /at most 100 characters.*10000/);
  await refused("taken ALREADY ", /Another journey has this name/);
  await name.fill("x".repeat(100));
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
  await name.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(builder.name).toHaveText("x".repeat(100));
});

const HOSTILE = {
  markup: `<img src=x onerror="document.title='broken into'"><b>bold</b>`,
  "quotes and entities": `"double" 'single' \`back\` &amp; {{first_name}} \\`,
  emoji: "👩‍👩‍👧‍👦 Family 🏳️‍🌈 e\u0301",
  "right-to-left marks": "Sale \u202Eelas\u202C \u200Fعرض\u200F",
};

for (const [what, name] of Object.entries(HOSTILE)) {
  test(`a name with ${what} is text everywhere`, async ({ app, page }) => {
    const [builder, listings] = [new Builder(app), new Listings(app)];
    await builder.open();
    await builder.press("Action");
    await builder.text("Title").fill(name);
    await expect(builder.node(`Action: ${name}`)).toHaveCount(1);
    await builder.saveAs(name);
    await expect(builder.name).toHaveText(name);
    await listings.open();
    await listings.hasStatus(name, "Draft");
    await expect(listings.link(name)).toHaveText(name);
    await expect(listings.select(name)).toBeVisible();
    await listings.menu(name).choose("Delete");
    await expect(listings.dialog()).toContainText(name);
    await listings.confirm("Delete journey");
    await expect(page.getByRole("status").getByText(`“${name}” is deleted.`)).toBeVisible();
    await expect(page.locator("img, b")).toHaveCount(0);
    await expect(page).not.toHaveTitle(/broken into/);
  });
}
