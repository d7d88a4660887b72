// Notes as far as they need a browser: their text box, focus, what is drawn, real events of mouse, keyboard and touch (issue 5). The
// rules are in crates/editor/tests/notes.rs and crates/journey/tests/annotations.rs.
import type { CDPSession } from "@playwright/test";
import { axe, expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder, type Spot } from "./pages/builder";

class Board extends Builder {
  note(name: string) {
    return this.canvas.getByRole("group", { name, exact: true }).and(this.canvas.locator("[aria-roledescription=note]"));
  }

  get notes() {
    return this.canvas.locator("[aria-roledescription=note]");
  }

  get writing() {
    return this.canvas.getByRole("textbox", { name: "Text of the note" });
  }

  /** What the live region says. */
  hears(text: string | RegExp) {
    return expect(this.page.locator("[aria-live=polite]:not([role=status])").filter({ hasText: text }).first()).toBeAttached();
  }

  async add(text: string) {
    await this.button("Add a note").click();
    await expect(this.writing).toBeFocused();
    await this.writing.pressSequentially(text);
    await this.page.keyboard.press("Escape");
    await expect(this.writing).toHaveCount(0);
  }
}

async function opened(app: App, { notes = [] as object[], published = "" } = {}) {
  const plain = journey("Notes", { published });
  const [version] = plain.versions;
  const graph = notes.length ? { ...version.graph, notes } : version.graph;
  await keep(app, { ...plain, versions: [{ ...version, graph }] });
  const board = new Board(app);
  await app.goto("/journeys/notes");
  await expect(board.node("Push: Hello")).toBeVisible();
  return board;
}

const NOTE = { id: "note", at: [0, 140], text: "Ask legal first" };

test("a note is added, written on, and is there after a reload", async ({ app, page }) => {
  const board = await opened(app);
  await board.add("Ask legal\nbefore it goes out");
  const note = board.note("Note: Ask legal before it goes out");
  await expect(note).toBeVisible();
  await expect(note).toBeFocused();
  await expect(note).toHaveText("Ask legal\nbefore it goes out");
  await board.hears(/Wrote “Ask legal before it goes out” on a note/);
  await app.reload();
  await expect(note).toBeVisible();
  await board.button("Save Draft").click();
  await board.says("Saved");
  expect(await page.evaluate(() => JSON.parse(localStorage["sojourn/journey/notes"]).journey.versions[0].graph.notes[0].text)).toBe(
    "Ask legal\nbefore it goes out",
  );
});

test("leaving the box by a press elsewhere keeps what was written", async ({ app, page }) => {
  const board = await opened(app, { notes: [NOTE] });
  await board.note("Note: Ask legal first").dblclick();
  await expect(board.writing).toHaveValue("Ask legal first");
  await expect(board.writing).toBeFocused();
  await page.keyboard.press("Control+A");
  await board.writing.pressSequentially("Done");
  const { x, y } = await board.spot(0.9, 0.3);
  await page.mouse.click(x, y);
  await expect(board.note("Note: Done")).toBeVisible();
  await expect(board.writing).toHaveCount(0);
});

test("a note is moved by hand, and selected together with a node", async ({ app }) => {
  const board = await opened(app, { notes: [NOTE] });
  const note = board.note("Note: Ask legal first");
  const [before, from] = [await board.box(note), await board.middle(note)];
  await board.drag(from, { x: from.x + 120, y: from.y + 60 });
  await expect.poll(async () => (await board.box(note)).x - before.x).toBeGreaterThan(90);
  expect((await board.box(note)).y - before.y).toBeGreaterThan(40);
  await board.node("Push: Hello").click({ modifiers: ["Shift"] });
  await expect(board.inspector.getByRole("heading", { name: "1 node and 1 note selected" })).toBeVisible();
});

test("the corner resizes", async ({ app }) => {
  const board = await opened(app, { notes: [NOTE] });
  const note = board.note("Note: Ask legal first");
  await note.click();
  const { x, y, width, height } = await board.box(note);
  await board.drag({ x: x + width - 4, y: y + height - 4 }, { x: x + width + 96, y: y + height + 46 });
  await expect.poll(async () => (await board.box(note)).width).toBeGreaterThan(width + 80);
  const larger = await board.box(note);
  expect(larger.height).toBeGreaterThan(height + 30);
  expect([larger.x, larger.y]).toEqual([x, y]);
  await board.hears(/Resized the note/);
});

test("the context menu puts a note where it was asked for", async ({ app, page }) => {
  const board = await opened(app, { notes: [NOTE] });
  const spot = await board.spot(0.5, 0.65);
  await page.mouse.click(spot.x, spot.y, { button: "right" });
  await page.getByRole("menu", { name: "Canvas actions" }).getByRole("menuitem", { name: "Add a note", exact: true }).click();
  await expect(board.writing).toBeFocused();
  await board.writing.pressSequentially("Here");
  await page.keyboard.press("Escape");
  const { x, y } = await board.box(board.note("Note: Here"));
  expect([Math.abs(x - spot.x) < 4, Math.abs(y - spot.y) < 4]).toEqual([true, true]);
});

test("by keyboard alone: the letters of the text are no commands, and the focus comes back to the note", async ({ app, page }) => {
  const board = await opened(app);
  const { keyboard } = page;
  await board.node("Action: Signed up").focus();
  await keyboard.press("Shift+N");
  await expect(board.writing).toBeFocused();
  await keyboard.type("To do: n and l are letters here");
  await keyboard.press("Escape");
  const note = board.note("Note: To do: n and l are letters here");
  await expect(note).toBeFocused();
  await expect(board.nodes).toHaveCount(2);
  const before = await board.box(note);
  await keyboard.press("Alt+ArrowRight");
  await expect.poll(async () => (await board.box(note)).x).toBeGreaterThan(before.x);
  await keyboard.press("Enter");
  await expect(board.writing).toBeFocused();
  await keyboard.press("Control+A");
  await keyboard.type("Short");
  await keyboard.press("Control+Enter");
  await expect(board.note("Note: Short")).toBeFocused();
  await board.inspector.getByRole("radio", { name: "Blue" }).focus();
  await keyboard.press("Space");
  await board.hears("Made the note “Short” blue.");
  await expect(board.note("Note: Short")).toHaveAttribute("data-tone", "blue");
});

test("a double click on a note of what is published opens its fields, which keep the focus", async ({ app, page }) => {
  const board = await opened(app, { notes: [NOTE], published: "2026-03-02T09:00:00Z" });
  const note = board.note("Note: Ask legal first");
  const text = board.inspector.getByRole("textbox", { name: "Text" });
  await note.dblclick();
  await expect(text).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(note).toBeFocused();
  await axe(page);
});

test("the outline lists the notes after the tree", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const plain = journey("Notes");
  const [version] = plain.versions;
  await keep(app, { ...plain, versions: [{ ...version, graph: { ...version.graph, notes: [NOTE] } as typeof version.graph }] });
  const board = new Board(app);
  await app.goto("/journeys/notes");
  const line = board.outline.getByRole("treeitem", { name: "Note: Ask legal first" });
  await expect(board.outline.getByRole("treeitem").last()).toHaveAccessibleName("Note: Ask legal first");
  await line.click();
  await expect(board.text("Text")).toBeVisible();
  await board.text("Text").press("Control+A");
  await board.text("Text").pressSequentially("Asked");
  await board.inspector.getByRole("button", { name: "Close inspector" }).click();
  await expect(board.outline.getByRole("treeitem", { name: "Note: Asked" })).toBeVisible();
  await axe(page);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on notes of every colour, ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const notes = ["yellow", "blue", "green", "rose", "grey"].map((tone, i) => ({ ...NOTE, id: tone, at: [i * 240, 160], tone, text: i ? "Words" : "" }));
    const board = await opened(app, { notes });
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Escape");
    await expect(board.notes).toHaveCount(5);
    await axe(page);
    await board.notes.last().click();
    await axe(page);
    await board.notes.last().dblclick();
    await expect(board.writing).toBeFocused();
    await axe(page);
  });
}

test.describe("with a finger", () => {
  test.use({ contextOptions: { hasTouch: true } });

  const touch = (session: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", ...points: Spot[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x: Math.round(x), y: Math.round(y), id })) });

  test("a note is added and moved", async ({ app, page, context }) => {
    const board = await opened(app);
    await board.button("Add a note").tap();
    await expect(board.writing).toBeFocused();
    await board.writing.pressSequentially("Touched");
    await page.touchscreen.tap(...(Object.values(await board.spot(0.9, 0.2)) as [number, number]));
    const note = board.note("Note: Touched");
    await expect(note).toBeVisible();
    const before = await board.box(note);
    const at = await board.middle(note);
    const session = await context.newCDPSession(page);
    await touch(session, "touchStart", at);
    for (let step = 1; step <= 5; step++) await touch(session, "touchMove", { x: at.x + step * 16, y: at.y + step * 8 });
    await touch(session, "touchEnd");
    await expect.poll(async () => (await board.box(note)).x).toBeGreaterThan(before.x + 50);
  });
});
