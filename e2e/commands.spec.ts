// The table of commands in the browser: each key of commands.json (written from the table) runs its command, each stands in the
// help, and each that menus list is found in the command menu (issue 13, Acceptance).
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

type Command = { id: string; label: string; group: string; keys: string[]; at: string[]; listed: boolean };

const COMMANDS: Command[] = JSON.parse(readFileSync(new URL("commands.json", import.meta.url), "utf8"));

/** Keys as Playwright writes them. */
const NAMES: Record<string, string> = {
  Ctrl: "ControlOrMeta",
  "←": "ArrowLeft",
  "→": "ArrowRight",
  "↑": "ArrowUp",
  "↓": "ArrowDown",
};

function press(page: Page, keys: string) {
  const words = keys.replace("Page Up", "PageUp").replace("Page Down", "PageDown").split(" ");
  const [key, ...mods] = words.reverse();
  const letter = /^[A-Z]$/.test(key) && !mods.includes("Shift") ? key.toLowerCase() : key;
  return page.keyboard.press([...mods.reverse(), letter].map((word) => NAMES[word] ?? word).join("+"));
}

/** The journey with a third node, which a click leads to: only links that wait for somebody have a window. */
function waiting() {
  const plain = journey("Mine");
  const [version] = plain.versions;
  const { nodes, links } = version.graph;
  const log = { id: "log", kind: "webhook", title: "Log", at: [560, 0], what: {} };
  const graph = { nodes: [...nodes, log], links: [...links, { from: "hello", outcome: "clicked", to: "log", window: { days: 2 } }] };
  return { ...plain, versions: [{ ...version, graph }] };
}

async function open(app: App, kept: object = journey("Mine")) {
  const builder = new Builder(app);
  await keep(app, kept);
  await builder.open("mine");
  await builder.select("Push: Hello");
  await expect(builder.node("Push: Hello")).toBeFocused();
  return builder;
}

const zoom = (builder: Builder) => builder.canvas.getByRole("group", { name: "View" }).getByLabel("Zoom", { exact: true });
const selected = (builder: Builder, count: number) => builder.inspector.getByRole("heading", { name: `${count} nodes selected` });
const drawn = (page: Page) => page.getByRole("group", { name: "Link", exact: true });
const left = (locator: Locator) => locator.evaluate((element) => element.getBoundingClientRect().x);

/** What is done before the key is pressed, and what shows that its command ran. */
type Case = { kept?: object; before?: (builder: Builder, page: Page) => Promise<unknown>; shows: (builder: Builder, page: Page, key: string) => Promise<unknown> };

const dialog = (name: string): Case => ({ shows: (builder) => expect(builder.dialog(name)).toBeVisible() });
const both = (_: Builder, page: Page) => page.keyboard.press("ControlOrMeta+a");
const first = (builder: Builder) => builder.select("Action: Signed up");
const start = async (builder: Builder, page: Page) => {
  await first(builder);
  await page.keyboard.press("l");
  await expect(drawn(page)).toBeVisible();
};
const grouped = async (builder: Builder, page: Page) => {
  await both(builder, page);
  await page.keyboard.press("ControlOrMeta+g");
  await expect(builder.canvas.locator("[aria-roledescription=group]")).toHaveCount(1);
  await page.keyboard.press("Escape");
};

const CASES: Record<string, Case> = {
  search: dialog("Command menu"),
  save: {
    before: (_, page) => page.keyboard.press("Shift+N").then(() => page.keyboard.press("Escape")),
    shows: (_, page) => expect(page.getByText("Saved.", { exact: true })).toBeVisible(),
  },
  "save-in-dialog": {
    before: async (builder, page) => {
      await page.keyboard.press("s");
      await expect(builder.dialog("Setup")).toBeVisible();
    },
    shows: (_, page) => expect(page.getByText("Saved.", { exact: true })).toBeVisible(),
  },
  publish: dialog("Publish journey"),
  setup: dialog("Setup"),
  help: dialog("Keyboard shortcuts"),
  undo: { before: (_, page) => page.keyboard.press("Delete"), shows: (builder) => expect(builder.nodes).toHaveCount(2) },
  redo: {
    before: async (builder, page) => {
      await page.keyboard.press("Delete");
      await page.keyboard.press("ControlOrMeta+z");
      await expect(builder.nodes).toHaveCount(2);
    },
    shows: (builder) => expect(builder.nodes).toHaveCount(1),
  },
  copy: {
    shows: async (builder, page) => {
      await page.keyboard.press("ControlOrMeta+v");
      await expect(builder.nodes).toHaveCount(3);
    },
  },
  cut: { shows: (builder) => expect(builder.nodes).toHaveCount(1) },
  paste: { before: (_, page) => page.keyboard.press("ControlOrMeta+c"), shows: (builder) => expect(builder.nodes).toHaveCount(3) },
  duplicate: { shows: (builder) => expect(builder.nodes).toHaveCount(3) },
  reconnect: { shows: (builder) => expect(builder.nodes).toHaveCount(1) },
  delete: { shows: (builder) => expect(builder.nodes).toHaveCount(1) },
  "select-all": { shows: (builder) => expect(selected(builder, 2)).toBeVisible() },
  next: { shows: (_, page) => expect(page.getByRole("menuitem").first()).toBeFocused() },
  link: { before: first, shows: (_, page) => expect(drawn(page)).toBeVisible() },
  draw: { before: start, shows: (builder) => expect(builder.links).toHaveCount(2) },
  "choose-target": { before: start, shows: (_, page) => expect(drawn(page)).toBeVisible() },
  outcome: {
    before: start,
    shows: (_, page) => expect(drawn(page)).toContainText("Timeout"),
  },
  "cancel-link": { before: start, shows: (_, page) => expect(drawn(page)).toHaveCount(0) },
  delay: { before: first, shows: (_, page) => expect(page.locator(".link-time:popover-open")).toBeVisible() },
  window: { kept: waiting(), shows: (_, page) => expect(page.locator(".link-time:popover-open")).toBeVisible() },
  open: { shows: (builder) => expect(builder.inspector.locator(":focus")).toBeAttached() },
  nudge: moved(),
  "nudge-fine": moved(),
  tidy: { before: (_, page) => page.keyboard.press("Alt+ArrowDown"), shows: (_, page) => expect(heard(page, "Tidied up")).toBeAttached() },
  note: { shows: (_, page) => expect(page.getByRole("textbox", { name: "Text of the note" })).toBeFocused() },
  group: { before: both, shows: (builder) => expect(builder.canvas.locator("[aria-roledescription=group]")).toHaveCount(1) },
  ungroup: { before: grouped, shows: (builder) => expect(builder.canvas.locator("[aria-roledescription=group]")).toHaveCount(0) },
  write: {
    before: async (builder, page) => {
      await page.keyboard.press("Shift+N");
      await page.keyboard.press("Escape");
      await expect(builder.canvas.locator("[aria-roledescription=note]")).toBeFocused();
    },
    shows: (_, page) => expect(page.getByRole("textbox", { name: "Text of the note" })).toBeFocused(),
  },
  "zoom-in": { shows: (builder) => expect(zoom(builder)).not.toHaveText("100 %") },
  "zoom-out": { shows: (builder) => expect(zoom(builder)).not.toHaveText("100 %") },
  fit: { before: (_, page) => page.keyboard.press("-"), shows: (builder) => expect(zoom(builder)).toHaveText("100 %") },
  "full-size": { before: (_, page) => page.keyboard.press("-"), shows: (builder) => expect(zoom(builder)).toHaveText("100 %") },
  "zoom-to": { before: (_, page) => page.keyboard.press("-"), shows: (builder) => expect(zoom(builder)).toHaveText("100 %") },
  walk: { shows: (_, page, key) => expect(key.endsWith("←") ? focused(page, "Action: Signed up") : page.locator(".canvas__view :focus")).toBeAttached() },
  first: { shows: (_, page) => expect(focused(page, "Action: Signed up")).toBeAttached() },
  last: { before: first, shows: (_, page) => expect(focused(page, "Push: Hello")).toBeAttached() },
  following: { before: first, shows: (_, page) => expect(focused(page, "Push: Hello")).toBeAttached() },
  preceding: { shows: (_, page) => expect(focused(page, "Action: Signed up")).toBeAttached() },
  "select-one": { before: both, shows: (builder) => expect(selected(builder, 2)).toHaveCount(0) },
  back: {
    before: async (builder, page) => {
      await page.keyboard.press("Enter");
      await expect(builder.inspector.locator(":focus")).toBeAttached();
    },
    shows: (builder) => expect(builder.node("Push: Hello")).toBeFocused(),
  },
  "next-part": {
    // A part without anything to focus is passed over: the fields come with a chunk of their own.
    before: (builder) => expect(builder.inspector.getByRole("textbox").first()).toBeVisible(),
    shows: (builder) => expect(builder.inspector.locator(":focus")).toBeAttached(),
  },
  "previous-part": { shows: (_, page) => expect(page.locator(".banner :focus")).toBeAttached() },
  confirm: {
    before: async (builder, page) => {
      await page.keyboard.press("p");
      await expect(builder.publishing).toBeVisible();
    },
    shows: (_, page) => expect(page.getByText(/“Mine” is published/)).toBeVisible(),
  },
};

/** A node that was moved stands elsewhere. */
function moved(): Case {
  let before = 0;
  return {
    before: async (builder) => (before = await left(builder.node("Push: Hello"))),
    shows: (builder, _, key) =>
      expect.poll(async () => (await left(builder.node("Push: Hello"))) !== before || /[↑↓]/.test(key)).toBe(true),
  };
}

function focused(page: Page, name: string) {
  return page.locator(".canvas__view :focus").and(page.getByRole("button", { name, exact: true }).or(page.locator(`[aria-label="${name}"]`)));
}

function heard(page: Page, text: string) {
  return page.locator("[aria-live=polite]").filter({ hasText: text }).first();
}

for (const { id, keys } of COMMANDS) {
  for (const key of keys) {
    test(`${key} runs ${id}`, async ({ app, page }) => {
      const one = CASES[id];
      expect(one, "a command with a key has a case here").toBeDefined();
      const builder = await open(app, one.kept);
      await one.before?.(builder, page);
      await press(page, key);
      await one.shows(builder, page, key);
    });
  }
}

test("every key stands in the help, and every command that menus list is found by its name", async ({ app, page }) => {
  const builder = await open(app);
  await page.keyboard.press("?");
  const help = builder.dialog("Keyboard shortcuts");
  // Its content comes with a chunk.
  await expect(help.locator("kbd").first()).toBeVisible();
  const keys = (await help.locator("kbd").allTextContents()).join("\n");
  for (const { id, keys: own } of COMMANDS) {
    for (const key of own) expect(keys, `${id}: ${key}`).toContain(/[←→↑↓]$/.test(key) ? "← → ↑ ↓" : key);
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  const menu = builder.dialog("Command menu");
  for (const { label } of COMMANDS.filter(({ listed }) => listed)) {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(label);
    await expect(menu.getByRole("option").first()).toContainText(label);
  }
});

test("the command menu: search, reasons, the last ones first, and where the focus goes", async ({ app, page }) => {
  const builder = await open(app);
  const menu = builder.dialog("Command menu");
  const field = menu.getByRole("combobox", { name: "Search commands" });
  const chosen = menu.getByRole("option", { selected: true });
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  // What cannot run says why, and stays.
  await page.keyboard.type("align left");
  await expect(chosen).toContainText("Select 2 nodes or more.");
  await expect(chosen).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("dupl");
  await page.keyboard.press("Enter");
  await expect(menu).toHaveCount(0);
  await expect(builder.nodes).toHaveCount(3);
  // It acts on what was selected, the arrows go round, and what was run last comes first.
  await page.keyboard.press("ControlOrMeta+k");
  await expect(menu.getByRole("option").first()).toContainText("Duplicate");
  await page.keyboard.press("ArrowUp");
  await expect(menu.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(chosen).toContainText("Duplicate");
  await page.keyboard.press("Escape");
  await expect(page.locator(".canvas__view :focus")).toBeAttached();
  // A kind of node, and a node by its title.
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("add sms");
  await page.keyboard.press("Enter");
  await expect(builder.nodes).toHaveCount(4);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("signed");
  await page.keyboard.press("Enter");
  await expect(focused(page, "Action: Signed up")).toBeAttached();
  // A command that opens a dialog.
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("restore points");
  await page.keyboard.press("Enter");
  await expect(builder.dialog("Restore points")).toBeVisible();
  await page.keyboard.press("Escape");
  await app.reload();
  await expect(builder.canvas).toBeVisible();
  await builder.button("Command menu").click();
  await expect(menu.getByRole("option").nth(0)).toContainText("Restore points");
  await expect(menu.getByRole("option").nth(1)).toContainText("Duplicate");
});

test("single-letter shortcuts are turned off in the settings", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  await app.goto("/settings");
  await page.getByRole("checkbox", { name: "Single-letter shortcuts" }).uncheck();
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.select("Push: Hello");
  for (const key of ["n", "s", "?", "+", "Shift+N"]) await page.keyboard.press(key);
  await expect(page.getByRole("menuitem")).toHaveCount(0);
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await expect(builder.button("Tidy up")).not.toHaveAttribute("aria-keyshortcuts");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Search commands" })).toBeFocused();
  await page.keyboard.type("keyboard shortcuts");
  await page.keyboard.press("Enter");
  await expect(builder.dialog("Keyboard shortcuts")).toContainText("are turned off");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Delete");
  await expect(builder.nodes).toHaveCount(1);
});
