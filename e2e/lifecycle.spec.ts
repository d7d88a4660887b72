// What can be done with a journey in each status, and what it does (issue 2, point 5; journey.md §2).
import { expect, test, type App } from "./fixtures";
import { keep, journey } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

/** The table of journey.md §2, as the menu has it; Save and Publish are buttons of the builder. */
const TABLE = {
  Draft: ["Edit", "Clone", "Delete"],
  Scheduled: ["Edit", "Clone", "Pause", "Stop", "Archive"],
  Running: ["Edit", "New version", "Clone", "Pause", "Stop", "Archive"],
  Paused: ["Edit", "New version", "Clone", "Resume", "Stop", "Archive"],
  Completed: ["New version", "Clone", "Stop", "Archive"],
  Stopped: ["New version", "Clone", "Archive"],
};
/** What holds whatever the status is; each sample has a description. */
const ALWAYS = ["View description", "Export"];

/** A journey of the sample workspace in each status. */
const SAMPLE = {
  Draft: "Birthday treat",
  Scheduled: "Members’ sale",
  Running: "Weekly digest",
  Paused: "Win-back",
  Completed: "Trail collection launch",
  Stopped: "Trial ending",
};

test("each menu offers exactly what the table says, in its row and in the builder", async ({ app }) => {
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.loadSamples();
  for (const [status, actions] of Object.entries(TABLE)) {
    const name = SAMPLE[status as keyof typeof TABLE];
    await test.step(status, async () => {
      await listings.open();
      await listings.hasStatus(name, status);
      const menu = listings.menu(name);
      await menu.open();
      await menu.offersExactly([...actions, ...ALWAYS]);
      await menu.close();
      await listings.link(name).click();
      await builder.menu(name).open();
      // It is open already.
      await builder.menu(name).offersExactly([...actions.filter((action) => action !== "Edit"), ...ALWAYS]);
    });
  }
});

test("an archived journey offers Unarchive, one with a draft beside it no second new version", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.archived.check();
  const archived = listings.menu("Early-bird sale");
  await archived.open();
  await archived.offersExactly(["New version", "Clone", "Unarchive", ...ALWAYS]);
  await archived.close();
  const cart = listings.menu("Abandoned cart");
  await cart.open();
  await cart.offersExactly(["Edit", "Clone", "Pause", "Stop", "Archive", ...ALWAYS]);
  await expect(cart.item("New version")).toHaveAccessibleDescription(/draft of a new version waits/);
});

/** A running journey, called Mine. */
async function running(app: App) {
  await keep(app, journey("Mine", { published: "2026-03-02T09:00:00Z" }));
}

/** The dialog states what becomes of the three groups. */
async function statesEffects(listings: Listings) {
  const dialog = listings.dialog();
  for (const group of ["Users not yet in", "Users inside, waiting", "Users with a message queued"]) {
    const line = dialog.locator("dl > div").filter({ hasText: group });
    await expect(line.getByRole("definition"), group).toHaveText(/\w+.*\.$/);
  }
}

test("pausing over the only run of Once says that nobody comes in, ever", async ({ app, page }) => {
  await page.clock.setFixedTime("2026-03-10T17:00:00+01:00");
  const once = journey("Once", { published: "2026-03-10T15:00:00Z" });
  const [version] = once.versions;
  const entry = { id: "start", kind: "custom-list", at: [0, 0], entry: true, segment: { list: "Members" } };
  const graph = { ...version.graph, nodes: [entry, version.graph.nodes[1]] };
  await keep(app, { ...once, versions: [{ ...version, setup: { zone: "Europe/Berlin" }, graph }] });
  const listings = new Listings(app);
  await listings.open();
  await listings.menu("Once").choose("Pause");
  const question = page.getByRole("dialog");
  await expect(question).toContainText("If it is still paused then, nobody comes in, ever.");
  await expect(question.locator("time")).toHaveAttribute("datetime", "2026-03-11T00:00:00+01:00");
});

test("Pause, Resume and Stop state their effects first", async ({ app, page }) => {
  await running(app);
  const listings = new Listings(app);
  await listings.open();
  await listings.menu("Mine").choose("Pause");
  await statesEffects(listings);
  await expect(listings.dialog()).toContainText("Nobody enters until it is resumed.");
  await listings.dialog().getByRole("button", { name: "Cancel" }).click();
  await listings.hasStatus("Mine", "Running");
  await expect(listings.menu("Mine").button).toBeFocused();
  await listings.menu("Mine").choose("Pause");
  await listings.confirm("Pause journey");
  await listings.hasStatus("Mine", "Paused");
  await expect(page.getByRole("status").getByText("“Mine” is paused.")).toBeVisible();
  await expect(listings.menu("Mine").button).toBeFocused();

  await listings.menu("Mine").choose("Resume");
  await statesEffects(listings);
  await listings.confirm("Resume journey");
  await listings.hasStatus("Mine", "Running");

  await listings.menu("Mine").choose("Stop");
  await statesEffects(listings);
  await expect(listings.dialog()).toContainText("This cannot be undone.");
  await page.keyboard.press("Escape");
  await listings.hasStatus("Mine", "Running");
  await listings.menu("Mine").choose("Stop");
  await listings.confirm("Stop journey");
  await listings.hasStatus("Mine", "Stopped");
  await app.reload();
  await listings.hasStatus("Mine", "Stopped");
});

test("Archive stops a running journey first, and says so; Unarchive brings it back", async ({ app, page }) => {
  await running(app);
  const listings = new Listings(app);
  await listings.open();
  await listings.menu("Mine").choose("Archive");
  await statesEffects(listings);
  await expect(listings.dialog()).toContainText(/stopped first/);
  await listings.confirm("Archive journey");
  await expect(listings.row("Mine")).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Show archived" }).check();
  await listings.hasStatus("Mine", "Stopped");
  await expect(listings.row("Mine")).toContainText("Archived");
  await listings.menu("Mine").choose("Unarchive");
  await expect(listings.row("Mine")).not.toContainText("Archived");
  await listings.archived.uncheck();
  await listings.hasStatus("Mine", "Stopped");
});

test("Clone makes a draft of its own", async ({ app, page }) => {
  await running(app);
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  await listings.menu("Mine").choose("Clone");
  await listings.hasStatus("Clone of Mine", "Draft");
  await listings.hasStatus("Mine", "Running");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(builder.name).toHaveText("Clone of Mine");
  await expect(builder.link("Action: Signed up Yes to Push: Hello")).toBeVisible();
});

test("Delete can be undone", async ({ app, page }) => {
  await keep(app, journey("Mine"), journey("Other"));
  const listings = new Listings(app);
  await listings.open();
  await listings.menu("Mine").choose("Delete");
  await listings.confirm("Delete journey");
  await expect(listings.row("Mine")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await listings.hasStatus("Mine", "Draft");
  await app.reload();
  await listings.hasStatus("Mine", "Draft");
  await listings.menu("Mine").choose("Delete");
  await listings.confirm("Delete journey");
  await expect(listings.row("Mine")).toHaveCount(0);
  await app.reload();
  await expect(listings.row("Other")).toBeVisible();
  await expect(listings.row("Mine")).toHaveCount(0);
});

test("New version starts a draft beside the live one; publishing it restricts or stops that", async ({ app }) => {
  await running(app);
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  await listings.menu("Mine").choose("New version");
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Better words.");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await listings.open();
  await listings.hasStatus("Mine", "Running");
  await listings.link("Mine").click();
  await builder.button("Publish").click();
  const previous = builder.publishing.getByRole("radiogroup", { name: "Previous version" });
  await expect(previous.getByRole("radio", { name: "Restrict previous version" })).toBeChecked();
  await previous.getByRole("radio", { name: "Stop previous version" }).check();
  await builder.publishing.getByRole("button", { name: "Done" }).click();
  await listings.open();
  await listings.hasStatus("Mine", "Scheduled");
});

test("all of it works from the builder's menu", async ({ app }) => {
  await running(app);
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await builder.open("mine");
  const main = app.page.getByRole("main");
  const does = async (action: string, status: string) => {
    await builder.menu("Mine").choose(action);
    await statesEffects(listings);
    await listings.confirm(`${action} journey`);
    await expect(main.getByText(status, { exact: true })).toBeVisible();
  };
  await does("Pause", "Paused");
  await does("Resume", "Running");
  await does("Stop", "Stopped");
  await does("Archive", "Stopped");
  await builder.menu("Mine").choose("Unarchive");
  await builder.menu("Mine").choose("Clone");
  await app.page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(builder.name).toHaveText("Clone of Mine");
  await builder.menu("Clone of Mine").choose("Delete");
  await listings.confirm("Delete journey");
  await listings.open();
  await listings.hasStatus("Mine", "Stopped");
  await expect(listings.row("Clone of Mine")).toHaveCount(0);
});

test("in bulk, with a summary of what is passed over and why", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await expect(listings.bulk).toHaveCount(0);
  for (const name of ["Weekly digest", "Payment reminder", "Win-back", "Birthday treat"]) {
    await listings.select(name).check();
  }
  const bulk = (action: string) => listings.bulk.getByRole("button", { name: action, exact: true }).click();
  await bulk("Pause");
  await statesEffects(listings);
  const passed = listings.dialog().getByRole("listitem");
  await expect(passed).toHaveCount(2);
  await expect(passed.filter({ hasText: "Win-back" })).toContainText("It is paused already.");
  await expect(passed.filter({ hasText: "Birthday treat" })).toContainText("It is not published yet.");
  await listings.confirm("Pause 2 journeys");
  await listings.hasStatus("Weekly digest", "Paused");
  await listings.hasStatus("Payment reminder", "Paused");
  await listings.hasStatus("Birthday treat", "Draft");

  await bulk("Resume");
  await listings.confirm("Resume 3 journeys");
  await listings.hasStatus("Win-back", "Running");
  await bulk("Stop");
  await listings.confirm("Stop 3 journeys");
  await listings.hasStatus("Weekly digest", "Stopped");
  await bulk("Archive");
  await listings.confirm("Archive 3 journeys");
  await expect(listings.row("Weekly digest")).toHaveCount(0);
  await expect(listings.row("Birthday treat")).toBeVisible();

  await listings.archived.check();
  await listings.select("Weekly digest").check();
  await listings.select("Payment reminder").check();
  await bulk("Unarchive");
  await expect(passed).toHaveCount(1);
  await expect(passed).toContainText("It is not archived.");
  await listings.confirm("Unarchive 2 journeys");
  await expect(listings.row("Weekly digest")).not.toContainText("Archived");
  await listings.archived.uncheck();
  await listings.hasStatus("Payment reminder", "Stopped");
});

test("of a published journey only What can be changed, and the page says so", async ({ app, page }) => {
  await running(app);
  const builder = new Builder(app);
  await builder.open("mine");
  await expect(page.getByText(/^Only What can be changed/)).toBeVisible();
  const push = builder.palette.getByRole("button", { name: "Push", exact: true });
  await expect(push, "nothing can be added").toBeHidden();
  await expect(builder.button("Publish")).toBeDisabled();
  await expect(builder.button("Publish")).toHaveAccessibleDescription(/new version/);

  // The structure does not move.
  await builder.select("Push: Hello");
  await page.keyboard.press("Delete");
  await expect(builder.nodes).toHaveCount(2);
  const before = await builder.middle(builder.node("Push: Hello"));
  await builder.drag(before, { x: before.x, y: before.y + 80 });
  const after = await builder.middle(builder.node("Push: Hello"));
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1);
  const handles = builder.node("Push: Hello").getByRole("button", { name: /^Link from/ });
  for (const handle of await handles.all()) await expect(handle).toBeDisabled();
  await expect(builder.inspector.getByRole("button", { name: "Delete node" })).toBeDisabled();

  // Who, When, the title, a segment and a link are read only.
  await expect(builder.text("Title").first()).not.toBeEditable();
  await expect(builder.inspector.getByRole("button", { name: "Add condition" })).toHaveCount(0);
  for (const radio of await builder.inspector.getByRole("radio").all()) await expect(radio).toBeDisabled();
  await builder.select("Action: Signed up");
  await expect(builder.text("Event")).not.toBeEditable();
  await builder.link("Action: Signed up Yes to Push: Hello").click();
  await expect(builder.inspector.getByRole("spinbutton", { name: "Delay: number" })).toBeDisabled();
  await builder.button("Setup").click();
  await expect(builder.dialog("Setup").getByRole("radio").first()).toBeVisible();
  for (const radio of await builder.dialog("Setup").getByRole("radio").all()) await expect(radio).toBeDisabled();
  await builder.dialog("Setup").getByRole("button", { name: "Done" }).click();

  // What is not.
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Other words from now on.");
  await builder.says("Not saved");
  await builder.button(/^Save/).click();
  await app.reload();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Other words from now on.");
});
