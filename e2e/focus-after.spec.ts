// Where the focus goes after a command, for who works with the keyboard alone: to the first field of a new row, to the
// neighbour of one that was removed, to what came back, and to the place in the list that a person came from.
import type { Locator } from "@playwright/test";
import { expect, test, type App, type Page } from "./fixtures";
import { file, journey, keep, record, store } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

const PUBLISHED = "2026-03-02T09:00:00Z";

/** Presses what has to be there, as the keyboard does. */
async function enter(target: Locator) {
  await target.focus();
  await target.press("Enter");
}

/** A list whose rows come and go. */
type List = {
  what: string;
  /** Opens what holds it. */
  open: (builder: Builder) => Promise<Locator>;
  add: string;
  /** The first field of a row, counted from 1. */
  first: (within: Locator, row: number) => Locator;
  /** The button that removes it. */
  remove: (within: Locator, row: number) => Locator;
  /** The rows that are there before. */
  before?: number;
};

const rows = (group: string, field: string): Pick<List, "first" | "remove"> => ({
  first: (within, row) => within.getByRole("group", { name: `${group} ${row}`, exact: true }).getByLabel(field, { exact: true }),
  remove: (within, row) => within.getByRole("button", { name: `Remove ${group.toLowerCase()} ${row}`, exact: true }),
});

const ofNode = (kind: string) => async (builder: Builder) => {
  await builder.press(kind);
  return builder.inspector;
};

const ofSetup = (section: string) => async (builder: Builder) => {
  await enter(builder.button("Setup"));
  return builder.dialog("Setup").locator("section").filter({ has: builder.page.getByRole("heading", { name: section, exact: true }) });
};

const LISTS: List[] = [
  { what: "behaviours", open: ofNode("Past behaviour"), add: "Add behaviour", ...rows("Who", "Did or did not") },
  { what: "conditions", open: ofNode("Action"), add: "Add condition", ...rows("Only where", "Property") },
  {
    what: "changes of a profile",
    open: ofNode("Update profile"),
    add: "Add change",
    ...rows("Changes", "Property"),
  },
  {
    what: "paths",
    open: ofNode("Conditional split"),
    add: "Add path",
    first: (within, row) => within.getByRole("textbox", { name: `Name of Path ${row}`, exact: true }),
    remove: (within, row) => within.getByRole("button", { name: `Remove path ${row}`, exact: true }),
    before: 1,
  },
  {
    what: "goals",
    open: ofSetup("Goals"),
    add: "Add goal",
    first: (within, row) => within.getByRole("group", { name: `Goal ${row}`, exact: true }).getByLabel("Goal name"),
    remove: (within, row) => within.getByRole("button", { name: `Remove goal ${row}`, exact: true }),
  },
  {
    what: "quiet hours",
    open: async (builder) => {
      const section = await ofSetup("Quiet hours")(builder);
      const hold = section.getByRole("checkbox", { name: "Hold messages back at certain hours" });
      await hold.focus();
      await builder.page.keyboard.press("Space");
      await expect(section.getByRole("group", { name: "Quiet hours 1", exact: true })).toBeVisible();
      await expect(hold, "no button was pressed: the focus stays").toBeFocused();
      return section;
    },
    add: "Add quiet hours",
    first: (within, row) => within.getByRole("group", { name: `Quiet hours ${row}`, exact: true }).getByLabel("From"),
    remove: (within, row) => within.getByRole("button", { name: `Remove quiet hours ${row}`, exact: true }),
    before: 1,
  },
];

for (const { what, open, add, first, remove, before = 0 } of LISTS) {
  test(`${what}: a new row has the focus, a removed one leaves it to its neighbour`, async ({ app, page }) => {
    const builder = new Builder(app);
    await builder.open();
    const within = await open(builder);
    const button = within.getByRole("button", { name: add, exact: true });
    await enter(button);
    await expect(first(within, before + 1)).toBeFocused();
    await enter(button);
    await expect(first(within, before + 2)).toBeFocused();

    // The one before the last moves up; then the last goes, and after it the only one.
    await enter(remove(within, before + 1));
    await expect(remove(within, before + 2)).toHaveCount(0);
    await expect(remove(within, before + 1)).toBeFocused();
    if (before > 0) {
      await page.keyboard.press("Enter");
      await expect(remove(within, before + 1)).toHaveCount(0);
      // The only path has to stay.
      await expect(what === "paths" ? first(within, 1) : remove(within, 1)).toBeFocused();
      if (what === "paths") return;
    }
    await page.keyboard.press("Enter");
    await expect(remove(within, 1)).toHaveCount(0);
    await expect(button).toBeFocused();
  });
}

test("a path that is moved keeps the focus, also at the end, where its button is off", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Conditional split");
  const within = builder.inspector;
  const name = (row: number) => within.getByRole("textbox", { name: `Name of Path ${row}`, exact: true });
  const move = (row: number, way: string) => within.getByRole("button", { name: `Move path ${row} ${way}`, exact: true });
  await name(1).focus();
  await page.keyboard.type("Mover");
  const button = within.getByRole("button", { name: "Add path" });
  await enter(button);
  await expect(name(2)).toBeFocused();
  await enter(button);
  await expect(name(3)).toBeFocused();
  await enter(move(1, "down"));
  await expect(move(2, "down")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(name(3)).toHaveValue("Mover");
  await expect(within.getByRole("button", { name: "Remove path 3" })).toBeFocused();
  await enter(move(3, "up"));
  await expect(move(2, "up")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(name(1)).toHaveValue("Mover");
  await expect(move(1, "down")).toBeFocused();
});

test("the dates of a timeline: the field for the next one has the focus, a removed date leaves it to its neighbour", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  const section = await ofSetup("Entry timeline")(builder);
  await section.getByRole("radio", { name: "On specific dates" }).focus();
  await page.keyboard.press("Space");
  const field = section.getByLabel("Add a date");
  const add = section.getByRole("button", { name: "Add date" });
  for (const day of ["2027-05-01", "2027-05-02"]) {
    await field.fill(day);
    await enter(add);
    await expect(section.getByRole("button", { name: `Remove ${day}` })).toBeVisible();
    await expect(field).toBeFocused();
  }
  await enter(section.getByRole("button", { name: "Remove 2027-05-01" }));
  await expect(section.getByRole("button", { name: "Remove 2027-05-02" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
});

test("the kind of a goal is chosen, and the choice keeps the focus", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  const section = await ofSetup("Goals")(builder);
  await enter(section.getByRole("button", { name: "Add goal" }));
  const kind = section.getByRole("combobox", { name: "Segment" });
  await kind.focus();
  await page.keyboard.press("ArrowDown");
  await expect(kind).not.toHaveValue("action");
  await expect(kind).toBeFocused();
});

test("a field of a row that is left for another control keeps nothing back", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await enter(builder.inspector.getByRole("button", { name: "Add condition" }));
  await page.keyboard.type("Plan");
  await builder.inspector.getByLabel("Operator").click();
  await expect(builder.inspector.getByLabel("Operator")).toBeFocused();
  await page.keyboard.press("Escape");
  await builder.inspector.getByLabel("Value").click();
  await page.keyboard.type("Gold");
  await builder.text("Title").click();
  await expect(builder.text("Title")).toBeFocused();
});

test("a link that is removed in the inspector leaves the focus to its neighbour, the last one to the choice of a target", async ({ app, page }) => {
  const mine = journey("Mine");
  const [version] = mine.versions;
  const graph = {
    nodes: [...version.graph.nodes, { id: "mail", kind: "email", title: "Mail", at: [280, 200], what: { subject: "S", body: "B" } }],
    links: [...version.graph.links, { from: "start", outcome: "yes", to: "mail", delay: null }],
  };
  await keep(app, { ...mine, versions: [{ ...version, graph }] } as { id: string });
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.select("Action: Signed up");
  const links = builder.inspector.getByRole("button", { name: /^Remove the link Yes to / });
  await expect(links).toHaveCount(2);
  await enter(links.first());
  await expect(links).toHaveCount(1);
  await expect(links).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(links).toHaveCount(0);
  await expect(builder.inspector.getByRole("combobox", { name: "Yes leads to" })).toBeFocused();
});

test("a restore point that is deleted leaves the focus to its neighbour, the last one within the dialog", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await enter(builder.button("Restore points"));
  const dialog = builder.dialog("Restore points");
  const field = dialog.getByRole("textbox", { name: "Name of the restore point" });
  for (const name of ["One", "Two"]) {
    await field.focus();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("button", { name: `Delete ${name}` })).toBeVisible();
    await expect(field).toHaveValue("");
  }
  await enter(dialog.getByRole("button", { name: "Delete Two" }));
  await expect(dialog.getByRole("button", { name: "Delete One" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("There is none yet.", { exact: false })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Keep the draft as it is" })).toBeFocused();
});

test("what is brought back from the bin leaves the focus to its neighbour", async ({ app, page }) => {
  await keep(app, journey("One"), journey("Two"));
  const listings = new Listings(app);
  await listings.open();
  for (const name of ["One", "Two"]) {
    await listings.menu(name).choose("Delete");
    await listings.confirm("Delete journey");
  }
  await page.getByRole("link", { name: "Settings" }).click();
  const restore = page.getByRole("button", { name: /^Restore (One|Two)$/ });
  await expect(restore).toHaveCount(2);
  await enter(restore.first());
  await expect(restore).toHaveCount(1);
  await expect(restore).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(restore).toHaveCount(0);
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: "Recently deleted" }) });
  await expect(section).toBeFocused();
});

// Publishing

const stop = (page: Page) => page.locator(".canvas__world [data-node][tabindex='0']");

for (const [selected, from] of [
  [true, "the banner's button"],
  [false, "the banner's button"],
  [false, "the keyboard"],
] as const) {
  test(`after publishing from ${from} with ${selected ? "a node" : "nothing"} selected, the focus is on the canvas of the version`, async ({ app, page }) => {
    await keep(app, journey("Mine"));
    const builder = new Builder(app);
    await builder.open("mine");
    await expect(builder.node("Push: Hello")).toBeVisible();
    if (selected) await builder.select("Push: Hello");
    await enter(builder.button("Publish"));
    await expect(builder.publishing).toBeVisible();
    if (from === "the keyboard") await page.keyboard.press("Enter");
    else await enter(builder.publishing.getByRole("button", { name: "Done" }));
    await expect(page.getByText("Version 1", { exact: true })).toBeVisible();
    await expect(selected ? builder.node("Push: Hello") : stop(page)).toBeFocused();
  });
}

test("a journey that is published before it was ever saved has the focus on the canvas of its own page", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.buildByEvent();
  await page.keyboard.press("Escape");
  await builder.publishAs("Straight out");
  await expect(page.getByText("Version 1", { exact: true })).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("[data-node]") !== null)).toBe(true);
});

for (const [act, to] of [
  ["New version", "Draft"],
  ["Discard draft", "Version 1"],
] as const) {
  test(`after ${act} the focus is on the canvas of what is open then`, async ({ app, page }) => {
    const mine = journey("Mine", { published: PUBLISHED });
    const versions = act === "New version" ? mine.versions : [...mine.versions, ...journey("Mine").versions];
    await keep(app, { ...mine, versions } as { id: string });
    const builder = new Builder(app);
    await builder.open("mine");
    await expect(builder.node("Push: Hello")).toBeVisible();
    if (act === "New version") {
      await builder.menu("Mine").button.focus();
      await page.keyboard.press("ArrowDown");
      await enter(builder.menu("Mine").item(act));
    } else {
      await enter(builder.button("Versions"));
      await enter(page.getByRole("button", { name: act }));
    }
    await expect(page.locator(".banner__title").getByText(to, { exact: true })).toBeVisible();
    await expect(stop(page)).toBeFocused();
    if (act !== "Discard draft") return;
    await enter(page.getByRole("status").getByRole("button", { name: "Undo" }));
    await expect(page.locator(".banner__title").getByText("Draft", { exact: true })).toBeVisible();
    await expect(stop(page)).toBeFocused();
  });
}

// Toasts

const toast = (page: Page, button: string) => page.getByRole("status").getByRole("button", { name: button, exact: true });

test("Undo in a message: the journey that is back has the focus", async ({ app, page }) => {
  await keep(app, journey("One"), journey("Two"), journey("Three"));
  const listings = new Listings(app);
  await listings.open();
  await listings.menu("Two").choose("Delete");
  await listings.confirm("Delete journey");
  await enter(toast(page, "Undo"));
  await expect(listings.link("Two")).toBeFocused();
});

test("Undo and Dismiss in a message give the focus back to where it was, if nothing else came back", async ({ app, page }) => {
  await keep(app, journey("One"));
  const listings = new Listings(app);
  await listings.open();
  const text = file(journey("Two"));
  await listings.importFile({ name: "two.json", text });
  await expect(listings.link("Two")).toBeVisible();
  await listings.search.focus();
  await enter(toast(page, "Undo"));
  await expect(listings.link("Two")).toHaveCount(0);
  await expect(listings.search).toBeFocused();

  await listings.importFile({ name: "two.json", text });
  await listings.link("Two").focus();
  await enter(toast(page, "Dismiss message"));
  await expect(listings.link("Two")).toBeFocused();
});

test("a saved filter that is deleted leaves the focus to its neighbour; undone, it has it again", async ({ app, page }) => {
  await keep(app, journey("One"));
  await store(app, { "sojourn/settings": JSON.stringify({ filters: [["A", "q=a"], ["B", "q=b"]] }) });
  const listings = new Listings(app);
  await listings.open();
  await enter(page.getByRole("button", { name: "Delete filter A" }));
  await expect(page.getByRole("button", { name: "Delete filter B" })).toBeFocused();
  await enter(toast(page, "Undo"));
  await expect(page.getByRole("button", { name: "A", exact: true })).toBeFocused();
});

// The listings

for (const [act, command] of [
  ["Delete", "Delete journey"],
  ["Archive", "Archive journey"],
] as const) {
  test(`${act} in a row's menu leaves the focus to the next row`, async ({ app, page }) => {
    const options = act === "Archive" ? { published: PUBLISHED } : {};
    await keep(app, journey("A", options), journey("B", options), journey("C", options));
    const listings = new Listings(app);
    await listings.open("?sort=name");
    const names = await listings.names();
    for (const [at, next] of [[1, 2], [2, 0]] as const) {
      await listings.menu(names[at]).button.focus();
      await page.keyboard.press("ArrowDown");
      await enter(listings.menu(names[at]).item(act));
      await enter(listings.dialog().getByRole("button", { name: command }));
      await expect(listings.link(names[at])).toHaveCount(0);
      await expect(listings.link(names[next])).toBeFocused();
    }
  });
}

test("rows that are archived together leave the focus to the next row", async ({ app, page }) => {
  const names = ["A", "B", "C", "D"];
  await keep(app, ...names.map((name) => journey(name, { published: PUBLISHED })));
  const listings = new Listings(app);
  await listings.open("?sort=name");
  const [first, second, third] = await listings.names();
  for (const name of [first, second]) {
    await listings.select(name).focus();
    await page.keyboard.press("Space");
  }
  await enter(listings.bulk.getByRole("button", { name: "Archive", exact: true }));
  await enter(listings.dialog().getByRole("button", { name: "Archive 2 journeys" }));
  await expect(listings.link(second)).toHaveCount(0);
  await expect(listings.link(third)).toBeFocused();
});

const COUNT = 60;
const name = (n: number) => `Journey ${String(n).padStart(2, "0")}`;

async function many(app: App) {
  const created = (n: number) => new Date(Date.UTC(2026, 2, 1, 9, n)).toISOString().replace(".000", "");
  const all = Array.from({ length: COUNT }, (_, n) => ({ ...journey(name(n)), created: created(n) }));
  await store(app, Object.fromEntries(all.map((one) => [`sojourn/journey/${one.id}`, record(one)])));
  return new Listings(app);
}

for (const way of ["the browser's Back", "the banner's link"]) {
  test(`on the way back by ${way} the list is as it was: scrolled, ticked, and with the focus on the row`, async ({ app, page }) => {
    const listings = await many(app);
    await listings.open();
    await expect(listings.table.locator("tbody").getByRole("row")).toHaveCount(COUNT);
    for (const n of [20, 18]) {
      await listings.select(name(n)).focus();
      await page.keyboard.press("Space");
    }
    await expect(listings.bulk).toContainText("2 selected");
    await listings.link(name(15)).focus();
    const scrolled = await page.evaluate(() => scrollY);
    expect(scrolled).toBeGreaterThan(500);
    await page.keyboard.press("Enter");
    const builder = new Builder(app);
    await expect(builder.node("Push: Hello")).toBeVisible();

    if (way === "the browser's Back") await page.goBack();
    else await enter(page.locator(".banner").getByRole("link", { name: "Journeys", exact: true }));
    await expect(listings.heading).toBeAttached();
    await expect(listings.link(name(15))).toBeFocused();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(scrolled);
    await expect(listings.bulk).toContainText("2 selected");
    for (const n of [20, 18]) await expect(listings.select(name(n))).toBeChecked();
    await expect(listings.select(name(15))).not.toBeChecked();
  });
}
