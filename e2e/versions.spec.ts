// How a published journey moves on: new versions, their list, what differs, what becomes of the previous one (issue 3,
// Versions; journey.md §2).
import { axe, expect, test, type App } from "./fixtures";
import { file, journey, keep } from "./journeys";
import { Listings } from "./pages/listings";
import { Versions } from "./pages/versions";

const PUBLISHED = { published: "2026-03-02T09:00:00Z" };

/** A running journey, called Mine. */
async function running(app: App) {
  await keep(app, journey("Mine", PUBLISHED));
}

/** Mine with version 1 restricted, version 2 live, which says other words and goes on, and maybe a draft beside them. */
function later({ draft = false } = {}) {
  const mine = structuredClone(journey("Mine", PUBLISHED)) as any;
  const [first] = mine.versions;
  const second = structuredClone(first);
  Object.assign(first.status.published, { superseded: "2026-03-10T09:00:00Z" });
  second.number = 2;
  second.status = { published: { at: "2026-03-10T09:00:00Z" } };
  second.setup.control_percent = 10;
  second.graph.nodes[1].what.title = "Good day";
  second.graph.nodes.push({ id: "mail", kind: "email", title: "Follow up", at: [560, 0], what: { subject: "Still there?" } });
  second.graph.nodes.push({ id: "bye", kind: "force-exit", at: [840, 0] });
  second.graph.links[0].delay = { days: 2 };
  second.graph.links.push({ from: "hello", outcome: "sent", to: "mail" }, { from: "mail", outcome: "sent", to: "bye" });
  mine.versions.push(second);
  if (draft) {
    const waiting = structuredClone(second);
    Object.assign(waiting, { number: null, status: "draft" });
    waiting.graph.nodes[1].what.title = "Draft words";
    mine.versions.push(waiting);
  }
  return mine as { id: string };
}

/** The sentences that tell version 2 of Mine from version 1. */
const SENTENCES = [
  "Setup: Control group changed from none to 10 %.",
  "2 nodes added after Push “Hello”: Email “Follow up” and Force exit.",
  "Push “Hello”: Title changed from “Hello” to “Good day”.",
  "Delay of Action “Signed up” Yes to Push “Hello” changed from 1 hour to 2 days.",
];

test("a new version is made, edited and published over the live one, which those inside finish", async ({ app }) => {
  await running(app);
  const [listings, builder] = [new Listings(app), new Versions(app)];
  await builder.open("mine");
  await builder.menu("Mine").choose("New version");
  await expect(builder.page.getByText("Version 1 is live")).toBeVisible();
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Better words.");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await listings.open();
  await expect(listings.row("Mine"), "the row shows the live version").toContainText("Running");
  await expect(listings.row("Mine"), "and that a draft waits").toContainText("Draft waiting");

  await listings.link("Mine").click();
  await builder.button("Publish").click();
  const dialog = builder.publishing;
  const since = dialog.getByRole("region", { name: "What changed since version 1" });
  await expect(since.getByRole("listitem")).toHaveText([
    "Push “Hello”: Message changed from “Good to see you.” to “Better words.”",
  ]);
  await since.getByText("Both graphs on one canvas").click();
  await expect(since.getByRole("region", { name: "Both graphs" }).getByRole("listitem").filter({ hasText: "Hello" })).toContainText("Changed");
  const does = dialog.getByRole("group", { name: "What that does" });
  await expect(does).toContainText("They stay in the previous version and finish it.");
  await expect(does).toContainText("Their messages of the previous version are still sent.");
  await dialog.getByRole("radio", { name: "Stop previous version" }).check();
  await expect(does).toContainText("They stop where they are and are let go.");
  await dialog.getByRole("radio", { name: "Restrict previous version" }).check();
  await dialog.getByRole("button", { name: "Done" }).click();

  await builder.openList();
  await expect(builder.version("Version 2")).toContainText("Running");
  await expect(builder.version("Version 1")).toContainText("Restricted");
  await expect(builder.version("Version 1")).toContainText(/A newer version took over: /);
  await builder.list.getByRole("link", { name: "Open version 1" }).click();
  await expect(builder.page.getByRole("main").getByText("Restricted", { exact: true })).toBeVisible();
  await listings.open();
  await listings.hasStatus("Mine", "Running");
});

test("after Stop previous version the new one is Scheduled, and turns Running after two hours by itself", async ({ app, page }) => {
  await page.clock.install({ time: "2026-03-27T12:00:00Z" });
  await running(app);
  const [listings, builder] = [new Listings(app), new Versions(app)];
  await builder.open("mine");
  await builder.menu("Mine").choose("New version");
  await builder.button("Publish").click();
  const dialog = builder.publishing;
  const happens = dialog.getByRole("region", { name: "What will happen" });
  const activates = happens.locator("dl > div").filter({ hasText: "Activates" });
  await expect(activates.locator("time")).toHaveAttribute("datetime", /^2026-03-27T13:00/);
  await dialog.getByRole("radio", { name: "Stop previous version" }).check();
  await expect(activates.locator("time"), "the dialog says so before").toHaveAttribute("datetime", /^2026-03-27T15:00/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(builder.message(/Users qualify as soon as the event comes, from .*15:00/)).toBeVisible();

  await builder.openList();
  await expect(builder.version("Version 1")).toContainText("Stopped");
  await expect(builder.version("Version 2")).toContainText("Scheduled");
  await expect(builder.version("Version 2").locator("time").last()).toHaveAttribute("datetime", /^2026-03-27T15:00/);
  await page.keyboard.press("Escape");
  await listings.open();
  await listings.hasStatus("Mine", "Scheduled");
  await page.clock.fastForward("01:59:00");
  await listings.hasStatus("Mine", "Scheduled");
  await page.clock.fastForward("00:01:05");
  await listings.hasStatus("Mine", "Running");
});

test("two versions are compared in plain sentences and on one canvas", async ({ app, page }) => {
  await keep(app, later({ draft: true }));
  const builder = new Versions(app);
  await builder.openVersion("mine", 2);
  await builder.openList();
  await builder.list.getByRole("link", { name: "Compare with version 1: version 2" }).click();
  expect(app.address).toBe("/journeys/mine/compare/1/2");
  await expect(builder.changes.getByRole("status")).toHaveText("4 changes.");
  for (const sentence of SENTENCES) await expect(builder.changes.getByText(sentence, { exact: true })).toBeVisible();

  const cards = builder.graphs.getByRole("group", { name: "Nodes of both versions" }).getByRole("listitem");
  await expect(cards).toHaveCount(4);
  await expect(cards.filter({ hasText: "Hello" }), "a word says it, not the colour alone").toContainText("Changed");
  await expect(cards.filter({ hasText: "Follow up" })).toContainText("Added");
  await expect(cards.filter({ hasText: "Signed up" })).not.toContainText(/Added|Removed|Changed|Moved/);
  await expect(builder.graphs.getByRole("list", { name: "Marks" })).toHaveText(/Added \(4\).*Changed \(2\)/);

  // With the keys alone: a sentence leads to its node.
  const push = builder.changes.getByRole("button", { name: SENTENCES[2] });
  await push.focus();
  await page.keyboard.press("Enter");
  await expect(cards.filter({ hasText: "Hello" })).toBeFocused();

  // The other way round: what came has gone.
  await page.getByRole("combobox", { name: "From" }).selectOption("Version 2");
  await expect(builder.changes.getByRole("status")).toHaveText("Choose two different versions to compare.");
  await page.getByRole("combobox", { name: "To" }).selectOption("Version 1");
  await expect(builder.changes).toContainText("2 nodes removed after Push “Hello”: Email “Follow up” and Force exit.");
  await expect(cards.filter({ hasText: "Follow up" })).toContainText("Removed");
  await page.getByRole("combobox", { name: "To" }).selectOption("Draft");
  await expect(builder.changes.getByRole("listitem")).toHaveText(["Push “Hello”: Title changed from “Good day” to “Draft words”."]);

  await app.reload();
  await expect(builder.changes.getByRole("status")).toHaveText("1 change.");
  await page.getByRole("link", { name: "Back to draft" }).click();
  await expect(builder.button("Save Draft")).toBeVisible();
  await app.goto("/journeys/mine/compare/1/7");
  await expect(page.getByRole("heading", { name: "This journey is not here" })).toBeVisible();
});

test("a version is restored as the draft after a question, and undo takes it back", async ({ app, page }) => {
  await keep(app, later({ draft: true }));
  const builder = new Versions(app);
  await builder.open("mine");
  await expect(builder.nodes).toHaveCount(4);
  await builder.openList();
  await builder.list.getByRole("button", { name: "Restore as the draft: version 1" }).click();
  const question = builder.dialog("Replace the draft");
  await expect(question).toContainText("It becomes what version 1 is; undo takes that back.");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(builder.nodes).toHaveCount(4);
  await builder.openList();
  await builder.list.getByRole("button", { name: "Restore as the draft: version 1" }).click();
  await question.getByRole("button", { name: "Replace draft" }).click();
  await expect(builder.nodes).toHaveCount(2);
  await builder.says("Not saved");
  await builder.button("Undo").click();
  await expect(builder.nodes).toHaveCount(4);
  await builder.says("Saved");

  // From the page of a version as well.
  await builder.openVersion("mine", 1);
  await builder.openList();
  await builder.list.getByRole("button", { name: "Restore as the draft: version 1" }).click();
  await question.getByRole("button", { name: "Replace draft" }).click();
  await expect(builder.button("Save Draft")).toBeVisible();
  expect(app.address).toBe("/journeys/mine");
  await expect(builder.nodes).toHaveCount(2);
  await builder.says("Not saved");
  await builder.button("Undo").click();
  await expect(builder.nodes).toHaveCount(4);
  await builder.button("Redo").click();
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await app.reload();
  await expect(builder.nodes).toHaveCount(2);
  await builder.openComparison("mine", 1, "draft");
  await expect(builder.changes.getByRole("status")).toHaveText("Nothing differs.");
  await builder.openVersion("mine", 2);
  await expect(builder.nodes, "what is published stays as it is").toHaveCount(4);
  await expect(page.getByRole("link", { name: "A draft waits" })).toBeVisible();
});

test("without a draft restoring makes one, and a draft beside a live version can be let go", async ({ app, page }) => {
  await keep(app, later());
  const builder = new Versions(app);
  await builder.openVersion("mine", 1);
  await builder.openList();
  await expect(builder.version("Version 1")).toContainText("Open here");
  await builder.list.getByRole("button", { name: "Restore as the draft: version 1" }).click();
  await expect(builder.button("Save Draft")).toBeEnabled();
  expect(app.address).toBe("/journeys/mine");
  await expect(builder.nodes).toHaveCount(2);

  await builder.select("Push: Hello");
  await builder.text("Message").fill("Not saved yet.");
  await builder.openList();
  await builder.version("Draft").getByRole("button", { name: "Discard draft" }).click();
  await expect(builder.button("Save changes"), "the live version is there instead").toBeVisible();
  await expect(builder.nodes).toHaveCount(4);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).last().click();
  await expect(builder.button("Save Draft")).toBeVisible();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Not saved yet.");
});

test("what a live version's messages said before is on record: when, from what, to what", async ({ app, page }) => {
  await page.clock.setFixedTime("2026-03-27T12:00:00Z");
  await running(app);
  const builder = new Versions(app);
  await builder.open("mine");
  await builder.openList();
  await expect(builder.version("Version 1"), "a record of before there was such a thing").not.toContainText("What");
  await page.keyboard.press("Escape");
  await builder.select("Push: Hello");
  await builder.text("Title").last().fill("Welcome aboard");
  await builder.text("Message").fill("Good to see you here.");
  await builder.button("Save changes").click();
  await expect(builder.message(/It applies to messages sent from now on/)).toBeVisible();
  await app.reload();
  await builder.openList();
  const record = builder.version("Version 1");
  await record.getByText("2 changes of What since it was published").click();
  const line = (text: string) => record.getByRole("listitem").filter({ hasText: text });
  await expect(line("Push “Hello”: Title changed from “Hello” to “Welcome aboard”.").locator("time")).toHaveAttribute(
    "datetime",
    "2026-03-27T13:00:00+01:00",
  );
  await expect(line("Push “Hello”: Message changed from “Good to see you.” to “Good to see you here.”")).toBeVisible();
});

test("a restricted version's own actions are done to that version", async ({ app, page }) => {
  await keep(app, later());
  const [listings, builder] = [new Listings(app), new Versions(app)];
  await builder.openVersion("mine", 1);
  const menu = builder.menu("Mine");
  await menu.open();
  // The table's row Restricted, but for Edit, which is what this page is; Archive is done to the journey.
  await menu.offersExactly(["New version", "Stop", "Archive", "Export"]);
  await menu.close();

  await builder.select("Push: Hello");
  await builder.text("Message").fill("Last words.");
  await builder.button("Save changes").click();
  await expect(builder.message(/It applies to messages sent from now on/)).toBeVisible();

  await menu.choose("Stop");
  const dialog = builder.dialog("Stop version 1");
  await expect(dialog.getByRole("heading", { name: /^Mine, version 1/ })).toContainText("Restricted");
  await dialog.getByRole("button", { name: "Stop version 1" }).click();
  await expect(page.getByRole("main").getByText("Stopped", { exact: true })).toBeVisible();
  await listings.open();
  await listings.hasStatus("Mine", "Running");

  await builder.openVersion("mine", 1);
  await menu.choose("New version");
  await expect(builder.button("Save Draft")).toBeVisible();
  await expect(builder.nodes, "it is made from version 1, not from the live one").toHaveCount(2);
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Last words.");
});

test("the list tells what a file brought from what was published here", async ({ app }) => {
  const [listings, builder] = [new Listings(app), new Versions(app)];
  await listings.open();
  await listings.importFile({ name: "mine.json", text: file(later()) }, { statuses: true });
  await expect(listings.row("Mine")).toBeVisible();
  await builder.open("mine");
  await builder.openList();
  await expect(builder.version("Version 1")).toContainText(/Published, before a file brought it here: .*Came into this browser with a file: /s);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing in the list and the question", async ({ app, page }) => {
      await keep(app, later({ draft: true }));
      const builder = new Versions(app);
      await builder.open("mine");
      await builder.openList();
      await axe(page);
      await builder.list.getByRole("button", { name: "Restore as the draft: version 1" }).click();
      await expect(builder.dialog("Replace the draft")).toBeVisible();
      await axe(page);
    });

    test("axe finds nothing in the comparison, on its page and in the Publish dialog", async ({ app, page }) => {
      await keep(app, later({ draft: true }));
      const builder = new Versions(app);
      await builder.openComparison("mine", 1, 2);
      await axe(page);
      await builder.openComparison("mine", 2, 1);
      await axe(page);
      await builder.open("mine");
      await builder.button("Publish").click();
      await builder.publishing.getByText("Both graphs on one canvas").click();
      await axe(page);
    });
  });
}
