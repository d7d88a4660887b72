// Every dialog, menu and panel that opens over a page: what opens it, and what is done in it. overlays.spec.ts goes through the
// list by pointer and by keyboard, and holds it against the source.
import type { Locator } from "@playwright/test";
import type { App } from "../fixtures";
import { file, journey } from "../journeys";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";
import { expect } from "./fixtures";

/** A page of the app, with its page objects. */
export class At {
  readonly builder: Builder;
  readonly listings: Listings;

  constructor(
    readonly app: App,
    /** Another tab on the same storage. */
    readonly other?: At,
  ) {
    this.builder = new Builder(app);
    this.listings = new Listings(app);
  }

  get page() {
    return this.app.page;
  }

  button(name: string | RegExp) {
    return this.builder.button(name);
  }

  dialog(name: string | RegExp) {
    return this.page.getByRole("dialog", { name, exact: true });
  }

  menu(name: string | RegExp) {
    return this.page.getByRole("menu", { name, exact: true });
  }

  /** What does nothing when it is pressed: the heading of the dialog that is open, or a part of the page. */
  async beside() {
    const dialog = this.page.locator("dialog[open] .dialog__title");
    return (await dialog.count()) ? dialog : this.page.locator(".palette__heading, .shell__bar").filter({ visible: true }).first();
  }
}

export type Overlay = {
  /** The file of src/ that opens it. */
  source: string;
  /** Gets the page ready, once. */
  before?: (at: At) => Promise<unknown>;
  /** What is pressed to open it, one after the other; the first gets the focus back. */
  opens?: (at: At) => Locator[];
  /** Makes it open by itself. */
  itself?: (at: At) => Promise<unknown>;
  /** How it is opened where that is no click, or no Enter. */
  pointer?: (at: At) => Promise<unknown>;
  keys?: string;
  /** What is given where a file is asked for. */
  file?: { name: string; text: string };
  panel: (at: At) => Locator;
  /** What is typed where the focus is. */
  types?: string;
  /** The control in it that is pressed, and what then holds. */
  use: (panel: Locator, at: At) => Locator;
  then: (at: At, panel: Locator) => Promise<unknown>;
  /** It is open still after that. */
  stays?: true;
  /** Each of its buttons decides something: none leaves it as it is. */
  decides?: true;
};

const [ACTION, PUSH] = ["Action: Signed up", "Push: Hello"];
const LINK = `${ACTION} Yes to ${PUSH}`;
const PUBLISHED = "2026-03-01T10:00:00Z";

const button = (name: string | RegExp) => (panel: Locator) => panel.getByRole("button", { name, exact: true });
const item = (name: string) => (panel: Locator) => panel.getByRole("menuitem", { name, exact: true });

// The listings

export const LISTED = [
  { ...journey("Mine", { published: PUBLISHED }), description: "For those who sign up." },
  journey("Live", { published: PUBLISHED }),
  journey("Going", { published: PUBLISHED }),
  journey("Old", { published: PUBLISHED }),
  journey("Other"),
];

/** A dialog that tells what an action of a row does. */
function asked(name: string, action: string, then: Overlay["then"]): Overlay {
  return {
    source: "actions/dialog.rs",
    opens: (at) => [at.listings.menu(name).button, at.listings.menu(name).item(action)],
    panel: (at) => at.dialog(`${action} journey`),
    use: button(`${action} journey`),
    then,
  };
}

export const LISTINGS: Overlay[] = [
  {
    source: "theme.rs",
    opens: (at) => [at.button("Theme")],
    panel: (at) => at.menu("Theme"),
    use: item("Dark"),
    then: (at) => expect(at.page.locator("html")).toHaveAttribute("data-theme", "dark"),
  },
  {
    source: "clock.rs",
    opens: (at) => [at.button("Clock")],
    panel: (at) => at.page.getByRole("group", { name: "Clock", exact: true }),
    use: button("Set clock"),
    then: async (at) => {
      await expect(at.page.getByText("The clock is set by hand.")).toBeVisible();
      await at.button("Back to real time").click();
      await expect(at.page.getByText("The clock is set by hand.")).toBeHidden();
    },
  },
  {
    source: "listings/columns.rs",
    opens: (at) => [at.button("Columns")],
    panel: (at) => at.page.getByRole("group", { name: "Columns", exact: true }),
    use: (panel) => panel.getByRole("checkbox", { name: "Versions" }),
    then: (at) => expect(at.listings.head("Versions")).toHaveCount(0),
    stays: true,
  },
  {
    source: "actions.rs",
    opens: (at) => [at.listings.menu("Mine").button],
    panel: (at) => at.listings.menu("Mine").menu,
    use: item("Clone"),
    then: (at) => at.listings.hasStatus("Clone of Mine", "Draft"),
  },
  {
    source: "actions/dialog.rs",
    opens: (at) => [at.listings.menu("Mine").button, at.listings.menu("Mine").item("View description")],
    panel: (at) => at.dialog("Mine"),
    use: button("Close"),
    then: (at) => expect(at.listings.link("Mine")).toBeVisible(),
  },
  asked("Live", "Pause", (at) => at.listings.hasStatus("Live", "Paused")),
  asked("Going", "Stop", (at) => at.listings.hasStatus("Going", "Stopped")),
  asked("Old", "Archive", (at) => expect(at.listings.link("Old")).toBeHidden()),
  asked("Other", "Delete", (at) => expect(at.listings.link("Other")).toBeHidden()),
  {
    source: "listings/labels.rs",
    before: (at) => at.listings.select("Mine").check(),
    opens: (at) => [at.listings.bulk.getByRole("button", { name: "Label", exact: true })],
    panel: (at) => at.dialog("Label journey"),
    types: "Spring",
    use: button("Apply labels"),
    then: (at) => expect(at.listings.row("Mine").getByText("Spring")).toBeVisible(),
  },
  {
    source: "listings/saved.rs",
    before: (at) => at.listings.search.pressSequentially("Mine"),
    opens: (at) => [at.listings.filters.getByRole("button", { name: "Save filter" })],
    panel: (at) => at.dialog("Save filter"),
    types: "Of mine",
    use: button("Save"),
    then: (at) => expect(at.button("Of mine")).toBeVisible(),
  },
  {
    source: "import/dialog.rs",
    opens: (at) => [at.button("Import")],
    file: { name: "new.json", text: file(journey("Mine, new")) },
    panel: (at) => at.dialog("Import journeys"),
    use: button("Import 1 journey"),
    then: (at) => expect(at.listings.link("Mine, new")).toBeVisible(),
  },
  {
    source: "import/dialog.rs",
    opens: (at) => [at.button("Import")],
    file: { name: "broken.json", text: "{" },
    panel: (at) => at.dialog("The file did not come in"),
    use: button("Close"),
    then: (at) => expect(at.listings.link("Mine, new")).toBeVisible(),
  },
  {
    source: "listings/templates.rs",
    opens: (at) => [at.button("Start from a template")],
    panel: (at) => at.dialog("Start from a template"),
    use: (panel) => panel.getByRole("link").first(),
    then: (at) => expect(at.builder.nodes.first()).toBeVisible(),
  },
];

// The builder on a journey that is on record

const [LIVE, DRAFT] = [journey("Mine", { published: PUBLISHED }), journey("Mine")];
const [version] = DRAFT.versions;
const graph = {
  ...version.graph,
  nodes: [...version.graph.nodes, { id: "mail", kind: "email", title: "Later", at: [0, 240] }],
  notes: [{ id: "note", at: [280, 240], text: "Ask legal first" }],
  groups: [{ id: "g", name: "Win back", nodes: ["mail"] }],
};
export const OPENED = { ...DRAFT, versions: [...LIVE.versions, { ...version, graph }] };

const part = (at: At, role: string) => at.builder.canvas.locator(`[aria-roledescription=${role}]`);

/** The menu of something on the canvas. */
function canvasMenu(of: (at: At) => Locator, use: string, then: Overlay["then"]): Overlay {
  return {
    source: "builder/canvas.rs",
    opens: (at) => [of(at)],
    pointer: (at) => of(at).click({ button: "right" }),
    keys: "Shift+F10",
    panel: (at) => at.menu("Canvas actions"),
    use: item(use),
    then,
  };
}

export const BUILDER: Overlay[] = [
  {
    source: "builder/setup.rs",
    opens: (at) => [at.button("Setup")],
    panel: (at) => at.dialog("Setup"),
    use: (panel) => panel.getByRole("checkbox", { name: "Users who have left may come in again" }),
    then: (at, panel) => expect(panel.getByRole("checkbox", { name: "Users who have left may come in again" })).toBeChecked(),
    stays: true,
  },
  {
    source: "builder/setup/zone.rs",
    before: (at) => at.button("Setup").click(),
    opens: (at) => [at.page.getByRole("combobox", { name: "Journey’s time zone" })],
    keys: "ArrowDown",
    pointer: async (at) => {
      const field = at.page.getByRole("combobox", { name: "Journey’s time zone" });
      await field.click();
      await at.page.keyboard.type("Lisb");
      await expect(field, "what was there is typed over").toHaveValue("Lisb");
    },
    panel: (at) => at.page.getByRole("listbox", { name: "Time zones" }),
    use: (panel) => panel.getByRole("option").first(),
    then: async (at) => {
      await expect(at.page.getByRole("combobox", { name: "Journey’s time zone" })).not.toHaveValue("Europe/Berlin");
      await at.dialog("Setup").getByRole("button", { name: "Done" }).click();
      await expect(at.dialog("Setup")).toBeHidden();
    },
  },
  {
    source: "builder/dialogs/restore_points.rs",
    opens: (at) => [at.button("Restore points")],
    panel: (at) => at.dialog("Restore points"),
    types: "Before",
    use: button("Keep the draft as it is"),
    then: (at, panel) => expect(panel.getByRole("button", { name: "Restore Before" })).toBeVisible(),
    stays: true,
  },
  {
    source: "builder/dialogs/share.rs",
    opens: (at) => [at.button("Share link")],
    panel: (at) => at.dialog("Share link"),
    use: button("Copy link"),
    then: (at) => expect(at.builder.message("The link is copied.")).toBeVisible(),
    stays: true,
  },
  {
    source: "builder/dialogs/shortcuts.rs",
    opens: (at) => [at.button("Keyboard shortcuts")],
    panel: (at) => at.dialog("Keyboard shortcuts"),
    use: button("Close"),
    then: (at) => expect(at.dialog("Keyboard shortcuts")).toBeHidden(),
  },
  {
    source: "builder/dialogs/commands.rs",
    opens: (at) => [at.button("Command menu")],
    panel: (at) => at.dialog("Command menu"),
    types: "fit",
    use: (panel) => panel.getByRole("option", { name: "Fit view" }),
    then: (at) => expect(at.dialog("Command menu")).toBeHidden(),
  },
  {
    source: "builder/dialogs/publish.rs",
    opens: (at) => [at.button("Publish")],
    panel: (at) => at.dialog("Publish journey"),
    use: (panel) => panel.locator("summary").filter({ hasText: "Both graphs on one canvas" }),
    then: (at, panel) => expect(panel.getByRole("group", { name: "Nodes of both versions" })).toBeVisible(),
    stays: true,
  },
  {
    source: "builder/inspector/insert.rs",
    before: (at) => at.builder.select(PUSH),
    opens: (at) => [at.button("Personalise Message")],
    panel: (at) => at.menu("Personalise Message"),
    use: item("first_name"),
    then: (at) => expect(at.builder.text("Message")).toHaveValue(/first_name/),
  },
  {
    source: "builder/canvas/link_time_popover.rs",
    opens: (at) => [at.builder.link(LINK)],
    pointer: (at) => at.builder.link(LINK).getByRole("button", { name: "Delay 1 h" }).click(),
    keys: "d",
    panel: (at) => at.dialog(`Delay of ${LINK}`),
    types: "3",
    use: button("Done"),
    then: (at) => expect(at.builder.link(LINK).getByRole("button", { name: "Delay 3 h" })).toBeVisible(),
  },
  {
    source: "builder/canvas/add_node_menu.rs",
    opens: (at) => [at.builder.node(ACTION)],
    pointer: async (at) => at.builder.draw(ACTION, "No", await at.builder.spot(0.8, 0.8)),
    keys: "n",
    panel: (at) => at.menu(/^After Action/),
    use: item("SMS"),
    then: (at) => expect(at.builder.node("SMS")).toBeFocused(),
  },
  canvasMenu((at) => at.builder.node(PUSH), "Duplicate", (at) => expect(at.builder.node(PUSH)).toHaveCount(2)),
  canvasMenu((at) => part(at, "note"), "Duplicate", (at) => expect(part(at, "note")).toHaveCount(2)),
  canvasMenu((at) => part(at, "group"), "Ungroup", (at) => expect(part(at, "group")).toHaveCount(0)),
  {
    source: "builder/outline.rs",
    before: (at) => at.button("Outline").click(),
    opens: (at) => [at.builder.outline.getByRole("treeitem", { name: new RegExp(ACTION) })],
    pointer: (at) => at.builder.outline.getByRole("treeitem", { name: new RegExp(ACTION) }).click({ button: "right" }),
    keys: "Shift+F10",
    panel: (at) => at.menu("Node actions"),
    use: item("Link to a node"),
    then: async (at) => {
      await at.page.keyboard.press("Escape");
      await at.button("Canvas").click();
    },
  },
  {
    source: "builder/canvas/controls.rs",
    opens: (at) => [at.button("Canvas actions")],
    panel: (at) => at.menu("Canvas actions"),
    use: item("Select all"),
    then: async (at) => expect(at.builder.nodes.and(at.page.locator("[aria-current=true]"))).toHaveCount(await at.builder.nodes.count()),
  },
  {
    source: "actions.rs",
    opens: (at) => [at.builder.menu("Mine").button],
    panel: (at) => at.menu("Actions for Mine"),
    use: item("Pause"),
    then: async (at) => {
      await expect(at.page.getByRole("dialog", { name: /^Pause/ })).toBeVisible();
      await at.page.keyboard.press("Escape");
    },
  },
  {
    source: "builder/dialogs/versions.rs",
    opens: (at) => [at.button("Versions"), at.button("Restore as the draft: version 1")],
    panel: (at) => at.dialog("Replace the draft"),
    use: button("Replace draft"),
    then: (at) => expect(at.builder.nodes).toHaveCount(2),
  },
  {
    source: "builder/dialogs/versions.rs",
    opens: (at) => [at.button("Versions")],
    panel: (at) => at.dialog("Versions"),
    use: (panel) => panel.getByRole("link", { name: "Open version 1" }),
    then: async (at) => expect.poll(() => at.app.address).toBe("/journeys/mine/v/1"),
  },
];

// The builder on a new journey

export const FRESH: Overlay[] = [
  {
    source: "builder/dialogs/unsaved.rs",
    before: (at) => at.builder.press("Action"),
    itself: async (at) => {
      await at.builder.says("Not saved");
      await at.app.reload();
    },
    panel: (at) => at.dialog("Unsaved journey"),
    use: button("Start fresh"),
    then: (at) => expect(at.button("Add the first node")).toBeVisible(),
  },
  {
    source: "builder/dialogs/save.rs",
    before: (at) => at.builder.press("Action"),
    opens: (at) => [at.button("Save Draft")],
    panel: (at) => at.dialog("Save this journey as"),
    types: "Welcome",
    use: button("Save"),
    then: (at) => at.builder.says("Saved"),
  },
];

// The builder on a journey that is open in another tab as well

let times = 0;

export const SHARED: Overlay[] = [
  {
    source: "builder/session/tabs.rs",
    before: async (at) => {
      for (const { builder } of [at, at.other!]) await builder.select(PUSH);
    },
    itself: async (at) => {
      const hear = await deafen(at);
      await deafen(at.other!);
      times += 1;
      for (const [tab, text] of [[at, `Here, ${times}.`], [at.other!, `There, ${times}.`]] as const) {
        await tab.builder.text("Message").press("Control+a");
        await tab.page.keyboard.type(text);
        await expect.poll(() => tab.page.evaluate((text) => Object.values({ ...localStorage }).some((kept) => kept.includes(text)), text)).toBe(true);
      }
      await hear();
    },
    panel: (at) => at.dialog("Changed in two tabs"),
    decides: true,
    use: button("Take theirs"),
    then: (at) => expect(at.builder.text("Message")).toHaveValue(/^There/),
  },
];

/** Keeps the news of other tabs from a tab until the answer is called (late.js). */
async function deafen({ page }: At) {
  await page.evaluate(() => void ((window as any)[Symbol.for("sojourn.test.late")] = []));
  return () =>
    page.evaluate(() => {
      const name = Symbol.for("sojourn.test.late");
      const late: StorageEvent[] = (window as any)[name];
      delete (window as any)[name];
      for (const { key, newValue } of late) dispatchEvent(new StorageEvent("storage", { key, newValue }));
    });
}
