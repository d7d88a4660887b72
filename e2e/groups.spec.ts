// Groups as far as they need a browser: text boxes, focus, what is drawn, real events of mouse, keyboard and touch (issue 5). The
// rules are in crates/editor/tests/groups.rs and crates/journey/tests/annotations.rs.
import type { CDPSession } from "@playwright/test";
import { axe, expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder, type Spot } from "./pages/builder";

class Board extends Builder {
  get groups() {
    return this.canvas.locator("[aria-roledescription=group]");
  }

  /** The head of a frame, or a box. */
  group(name: string) {
    return this.groups.and(this.page.getByRole("group", { name, exact: true }));
  }

  get naming() {
    return this.canvas.getByRole("textbox", { name: "Name of the group" });
  }

  get actions() {
    return this.page.getByRole("menu", { name: "Canvas actions" });
  }

  hears(text: string | RegExp) {
    return expect(this.page.locator("[aria-live=polite]:not([role=status])").filter({ hasText: text }).first()).toBeAttached();
  }

  line(name: string | RegExp) {
    return this.outline.getByRole("treeitem", { name, exact: true });
  }
}

/** Four in a row: the entry, two mails, and a push behind them. */
const NODES = [
  { id: "a", kind: "action", title: "Start", at: [0, 0], entry: true, segment: { event: "Signed up" } },
  { id: "b", kind: "email", title: "First", at: [280, 0] },
  { id: "c", kind: "email", title: "Second", at: [560, 100] },
  { id: "d", kind: "push", title: "Last", at: [840, 0] },
];
const LINKS = [
  { from: "a", outcome: "yes", to: "b" },
  { from: "b", outcome: "sent", to: "c" },
  { from: "c", outcome: "sent", to: "d" },
];
const GROUP = { id: "g", name: "Win back", nodes: ["b", "c"] };

async function opened(app: App, { groups = [] as object[], width = 1280 } = {}) {
  const plain = journey("Groups");
  const [version] = plain.versions;
  const graph = { nodes: NODES, links: LINKS, ...(groups.length ? { groups } : {}) };
  await keep(app, { ...plain, versions: [{ ...version, graph: graph as never }] });
  await app.page.setViewportSize({ width, height: 844 });
  const board = new Board(app);
  await app.goto("/journeys/groups");
  return board;
}

test("two nodes are grouped, named, and the frame is around them after a reload", async ({ app, page }) => {
  const board = await opened(app);
  await board.node("Email: First").click();
  await board.node("Email: Second").click({ modifiers: ["Shift"] });
  await board.inspector.getByRole("button", { name: "Group", exact: true }).click();
  await expect(board.naming).toBeFocused();
  await board.naming.pressSequentially("Win back");
  await page.keyboard.press("Enter");
  const head = board.group("Group: Win back, 2 nodes");
  await expect(head).toBeFocused();
  const frame = await board.box(board.canvas.locator(".frame"));
  for (const label of ["Email: First", "Email: Second"]) {
    const card = await board.box(board.node(label));
    expect(card.x > frame.x && card.y > frame.y && card.x + card.width < frame.x + frame.width && card.y + card.height < frame.y + frame.height).toBe(true);
  }
  await app.reload();
  await expect(head).toBeVisible();
  await head.dblclick();
  await expect(board.naming).toBeFocused();
  await page.keyboard.press("Control+A");
  await board.naming.pressSequentially("Won");
  await page.keyboard.press("Escape");
  await expect(board.group("Group: Won, 2 nodes")).toBeVisible();
});

test("the head moves the cards, and a card in the hand stretches the frame", async ({ app }) => {
  const board = await opened(app, { groups: [GROUP] });
  const cards = async () => [await board.box(board.node("Email: First")), await board.box(board.node("Email: Second"))];
  const before = await cards();
  const { x, y } = await board.box(board.group("Group: Win back, 2 nodes"));
  await board.drag({ x: x + 120, y: y + 12 }, { x: x + 160, y: y + 92 });
  await expect.poll(async () => (await cards()).map((card, i) => card.y - before[i].y > 50)).toEqual([true, true]);
  const frame = board.canvas.locator(".frame");
  const { height } = await board.box(frame);
  // Else both would be dragged, which the head has selected.
  await board.select("Email: Second");
  const from = await board.middle(board.node("Email: Second"));
  const grown = (when: string) => expect.poll(async () => (await board.box(frame)).height, when).toBeGreaterThan(height + 50);
  await board.drag(from, { x: from.x, y: from.y + 90 }, () => grown("already in the hand"));
  await grown("after the drop");
});

test("collapsed it is one box, at which the links across its border end, also after a reload", async ({ app, page }) => {
  const board = await opened(app, { groups: [GROUP] });
  const before = await board.box(board.node("Email: First"));
  await board.button("Collapse Win back").click();
  const box = board.group("Group: Win back, 2 nodes, collapsed");
  await expect(box).toBeFocused();
  await expect(board.nodes).toHaveCount(2);
  await expect(board.links).toHaveCount(2);
  const { x, y, width, height } = await board.box(box);
  expect({ x, y }).toEqual({ x: before.x, y: before.y });
  // The lines end at the box.
  const ends = await page.locator("path.link").evaluateAll((paths) =>
    paths.map((path) => {
      const line = path as SVGPathElement;
      const matrix = line.getScreenCTM()!;
      return [0, line.getTotalLength()].map((at) => line.getPointAtLength(at).matrixTransform(matrix)).map(({ x, y }) => ({ x, y }));
    }),
  );
  // The last stroke of a line is that of its arrow.
  const at = (side: number, point: Spot) => Math.abs(point.x - side) < 8 && point.y > y && point.y < y + height;
  expect(ends.filter(([from, to]) => at(x, to) || at(x + width, from)), JSON.stringify({ ends, x, y, width, height })).toHaveLength(2);
  await app.reload();
  await expect(box).toBeVisible();
  // The box moves as a card does.
  const middle = await board.middle(box);
  await board.drag(middle, { x: middle.x, y: middle.y + 100 });
  await expect.poll(async () => (await board.box(box)).y - y).toBeGreaterThan(60);
  await board.button("Expand Win back").click();
  await expect(board.nodes).toHaveCount(4);
});

test("by keyboard alone a group is made and named; the focus goes between box, text box and head", async ({ app, page }) => {
  const board = await opened(app);
  const { keyboard } = page;
  await board.node("Email: First").click();
  await board.node("Email: Second").click({ modifiers: ["Shift"] });
  await keyboard.press("Control+G");
  await expect(board.naming).toBeFocused();
  await keyboard.type("Mails");
  await keyboard.press("Enter");
  await expect(board.group("Group: Mails, 2 nodes")).toBeFocused();
  await keyboard.press("Enter");
  await expect(board.group("Group: Mails, 2 nodes, collapsed")).toBeFocused();
  await board.hears("Collapsed the group “Mails”.");
  await keyboard.press("F2");
  await expect(board.naming).toBeFocused();
  await keyboard.type("Two mails");
  await keyboard.press("Enter");
  await expect(board.group("Group: Two mails, 2 nodes, collapsed")).toBeFocused();
  await keyboard.press("Enter");
  await expect(board.group("Group: Two mails, 2 nodes")).toBeFocused();
  await keyboard.press("PageDown");
  await expect(board.node("Email: First")).toBeFocused();
});

test("a finding leads to a node in a collapsed group", async ({ app, page }) => {
  const board = await opened(app, { groups: [{ ...GROUP, collapsed: true }] });
  await expect(board.nodes).toHaveCount(2);
  await page.getByRole("button", { name: /^Checks/ }).click();
  await page.getByRole("button", { name: /Email: First/ }).first().click();
  await expect(board.node("Email: First")).toHaveAttribute("aria-current", "true");
});

test("the menu of a head is that of its group", async ({ app }) => {
  const board = await opened(app, { groups: [GROUP] });
  await board.group("Group: Win back, 2 nodes").click({ button: "right" });
  await board.actions.getByRole("menuitem", { name: "Collapse group" }).click();
  await board.group("Group: Win back, 2 nodes, collapsed").click({ button: "right" });
  await board.actions.getByRole("menuitem", { name: "Expand group" }).click();
  await expect(board.nodes).toHaveCount(4);
});

test("the outline shows a group as a part that collapses, and the ways out of it", async ({ app, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const board = await opened(app, { groups: [GROUP], width: 390 });
  const names = () => board.outline.getByRole("treeitem").evaluateAll((items) => items.map((item) => `${item.getAttribute("aria-level")} ${item.firstElementChild!.textContent!.replace(/, \d.*$|,? ?[A-Z][^,]*\.$/, "")}`));
  await expect(board.line(/^Yes: Group: Win back, 2 nodes$/)).toHaveAttribute("aria-expanded", "true");
  const all = await names();
  expect(all.map((name) => name[0]).join("")).toBe("12343");
  await board.line(/^Yes: Group: Win back, 2 nodes$/).click();
  await board.inspector.getByRole("button", { name: "Close inspector" }).click();
  await board.line(/^Yes: Group: Win back/).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(board.line(/^Yes: Group: Win back, 2 nodes, collapsed$/)).toHaveAttribute("aria-expanded", "false");
  expect((await names()).map((name) => name[0]).join("")).toBe("123");
  await axe(page);
  await page.keyboard.press("ArrowRight");
  await expect(board.outline.getByRole("treeitem")).toHaveCount(5);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const board = await opened(app, { groups: [GROUP] });
    await board.group("Group: Win back, 2 nodes").click();
    await axe(page);
    await page.keyboard.press("F2");
    await expect(board.naming).toBeFocused();
    await axe(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await expect(board.group("Group: Win back, 2 nodes, collapsed")).toBeFocused();
    await axe(page);
  });
}

test.describe("with a finger", () => {
  test.use({ contextOptions: { hasTouch: true } });

  const touch = (session: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", ...points: Spot[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x: Math.round(x), y: Math.round(y), id })) });

  test("a group is collapsed and moved", async ({ app, page, context }) => {
    const board = await opened(app, { groups: [GROUP] });
    await board.button("Collapse Win back").tap();
    const box = board.groups;
    await expect(box).toHaveAccessibleName("Group: Win back, 2 nodes, collapsed");
    const before = await board.box(box);
    const at = await board.middle(box);
    const session = await context.newCDPSession(page);
    await touch(session, "touchStart", at);
    for (let step = 1; step <= 5; step++) await touch(session, "touchMove", { x: at.x, y: at.y + step * 20 });
    await touch(session, "touchEnd");
    await expect.poll(async () => (await board.box(box)).y).toBeGreaterThan(before.y + 50);
  });
});
