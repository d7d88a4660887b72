// axe finds nothing, light and dark: on each page, in each state of the builder, in each dialog.
import { axe, expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("listings, empty and filled", async ({ app, page }) => {
      const listings = new Listings(app);
      await listings.open();
      await axe(page);
      await page.getByRole("button", { name: "Start from a template", exact: true }).click();
      await expect(listings.dialog()).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Load sample workspace" }).click();
      await listings.archived.check();
      await listings.select("Weekly digest").check();
      await axe(page);
      await listings.search.fill("nothing has this name");
      await expect(page.getByRole("heading", { name: "Nothing to show" })).toBeVisible();
      await axe(page);
    });

    test("a menu with disabled items", async ({ app, page }) => {
      const listings = new Listings(app);
      await listings.loadSamples();
      await listings.menu("Weekly digest").open();
      await axe(page);
    });

    test("the question before Stop, alone and in bulk", async ({ app, page }) => {
      const listings = new Listings(app);
      await listings.loadSamples();
      await listings.menu("Weekly digest").choose("Stop");
      await expect(listings.dialog("Stop journey")).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await page.getByRole("checkbox", { name: "Select all" }).check();
      await listings.bulk.getByRole("button", { name: "Stop", exact: true }).click();
      await expect(listings.dialog()).toBeVisible();
      await axe(page);
    });

    test("builder: empty, a node, a link, several, the checks", async ({ app, page }) => {
      const builder = new Builder(app);
      await builder.open();
      await axe(page);
      await builder.press("Action");
      await builder.press("Conditional split");
      await axe(page);
      await builder.press("Email");
      await builder.inspector.getByRole("button", { name: "Add condition" }).click();
      await axe(page);
      await builder.button("Fit view").click();
      await builder.link("Action Yes to Conditional split").click();
      await axe(page);
      await page.keyboard.press("Control+a");
      await expect(builder.inspector.getByRole("heading", { name: "3 nodes selected" })).toBeVisible();
      await axe(page);
      await builder.button(/^Checks/).click();
      await axe(page);
    });

    test("builder: a choice that is open, a link that waits for its end, the menu, the rehearsal", async ({ app, page }) => {
      const builder = new Builder(app);
      await keep(app, journey("Mine"));
      await builder.open("mine");
      const node = builder.node("Action: Signed up");
      await node.focus();
      await page.keyboard.press("n");
      await expect(page.getByRole("menu", { name: /^After Action/ })).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("l");
      await expect(page.getByText(/^Where does Action/)).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await node.click({ button: "right" });
      await expect(page.getByRole("menu", { name: "Canvas actions" })).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await builder.button("Rehearse").click();
      await axe(page);
    });

    test("builder on a phone: empty, outline, fields, kinds, menu, canvas", async ({ app, page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const builder = new Builder(app);
      const view = page.getByRole("navigation", { name: "View" });
      await builder.open();
      await axe(page);
      await view.getByRole("button", { name: "Add" }).click();
      await axe(page);
      await builder.palette.getByRole("button", { name: "Action", exact: true }).click();
      await axe(page);
      await builder.inspector.getByRole("button", { name: "Close inspector" }).click();
      await axe(page);
      await builder.outline.getByRole("treeitem").click({ button: "right" });
      await expect(page.getByRole("menu", { name: "Node actions" })).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await builder.inspector.getByRole("button", { name: "Close inspector" }).click();
      await view.getByRole("button", { name: "Canvas" }).click();
      await axe(page);
      await builder.button("Publish").click();
      await expect(builder.publishing).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await builder.button("Setup").click();
      await expect(builder.dialog("Setup")).toBeVisible();
      await axe(page);
    });

    test("builder: the outline", async ({ app, page }) => {
      const builder = new Builder(app);
      await builder.open();
      await builder.press("Action");
      await builder.press("Conditional split");
      await page.getByRole("group", { name: "Show as" }).getByRole("button", { name: "Outline" }).click();
      await expect(builder.outline).toBeVisible();
      await axe(page);
    });

    test("builder: published, and a big journey", async ({ app, page }) => {
      const [listings, builder] = [new Listings(app), new Builder(app)];
      await listings.loadSamples();
      await listings.link("Welcome series").click();
      await expect(page.getByText(/^Only What can be changed/)).toBeVisible();
      await axe(page);
      await builder.nodes.first().click();
      await axe(page);
    });

    test("the dialogs of the builder", async ({ app, page }) => {
      const builder = new Builder(app);
      await builder.open();
      await builder.press("Past behaviour");
      await builder.press("Push");
      await builder.button("Save Draft").click();
      await builder.dialog("Save this journey as").getByRole("button", { name: "Save", exact: true }).click();
      await expect(builder.dialog("Save this journey as").getByText("Enter a name")).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await builder.button("Publish").click();
      await expect(builder.publishing).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await builder.button("Setup").click();
      const setup = builder.dialog("Setup");
      await expect(setup).toBeVisible();
      await axe(page);
      await setup.getByRole("radio", { name: "Recurring" }).check();
      await setup.getByRole("radio", { name: "Later" }).check();
      await axe(page);
      await page.keyboard.press("Escape");
      await builder.button("Keyboard shortcuts").click();
      await expect(builder.dialog("Keyboard shortcuts")).toBeVisible();
      await axe(page);
      await page.keyboard.press("Escape");
      await app.reload();
      await expect(builder.dialog("Unsaved journey")).toBeVisible();
      await axe(page);
    });

    test("over a live version", async ({ app, page }) => {
      const builder = new Builder(app);
      await publishedWithDraft(app);
      await builder.open("mine");
      await builder.button("Publish").click();
      await expect(builder.publishing.getByRole("radiogroup", { name: "Previous version" })).toBeVisible();
      await axe(page);
    });

    test("the help", async ({ app, page }) => {
      await app.goto("/help");
      await axe(page);
    });

    test("settings, gallery, and what is not there", async ({ app, page }) => {
      for (const path of ["/settings", "/gallery", "/journeys/no-such", "/no/such/page"]) {
        await app.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await axe(page);
      }
    });
  });
}

async function publishedWithDraft(app: App) {
  const live = journey("Mine", { published: "2026-03-02T09:00:00Z" });
  await keep(app, { ...live, versions: [...live.versions, ...journey("Mine").versions] } as { id: string });
}
