// Links go around the cards that stand in their way (issue 5). What a way is, is tested in crates/canvas/src/route.rs; here,
// that the line, its label, its ends and what is pressed are one way, and that no other link changes while a card is in the hand.
import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

const LONG = "Action: Signed up No to Webhook: Third";
const SHORT = "Action: Signed up Yes to Email: First";

/** Four in a row; one link passes two of them. */
function row() {
  const plain = journey("Row");
  const names = ["Signed up", "First", "Second", "Third"];
  const kinds = ["action", "email", "email", "webhook"];
  const nodes = names.map((title, i) => ({ id: `n${i}`, kind: kinds[i], title, entry: i === 0, at: [i * 300, 0] }));
  const links = [
    { from: "n0", outcome: "yes", to: "n1" },
    { from: "n0", outcome: "no", to: "n3" },
    { from: "n1", outcome: "sent", to: "n2" },
  ];
  return { ...plain, versions: [{ ...plain.versions[0], graph: { nodes, links } }] };
}

async function opened(app: App) {
  const builder = new Builder(app);
  await keep(app, row() as any);
  await builder.open("row");
  await expect(builder.link(LONG)).toBeVisible();
  return builder;
}

const line = (builder: Builder, link: string) => builder.canvas.locator(`path.link[data-link="${link}"]`);
const long = (builder: Builder) => line(builder, "n0 no n3");
const d = (path: Locator) => path.getAttribute("d");

/** How many points of a line lie in a card, and what is at a part of its length, in pixels of the window. */
function points(path: Locator) {
  return path.evaluate((path: SVGPathElement) => {
    const matrix = path.getScreenCTM()!;
    // Without its arrowhead.
    const plain = path.cloneNode() as SVGPathElement;
    plain.setAttribute("d", path.getAttribute("d")!.replace(/m-7.*/, ""));
    const length = plain.getTotalLength();
    const at = (part: number) => plain.getPointAtLength(length * part).matrixTransform(matrix);
    const cards = [...document.querySelectorAll("[data-node]")].map((card) => card.getBoundingClientRect());
    const inside = ({ x, y }: DOMPoint) => cards.some((card) => x > card.left + 2 && x < card.right - 2 && y > card.top + 2 && y < card.bottom - 2);
    const all = Array.from({ length: 201 }, (_, i) => at(i / 200));
    const spot = ({ x, y }: DOMPoint) => ({ x, y });
    return { crossing: all.filter(inside).length, first: spot(all[0]!), last: spot(all[200]!), quarter: spot(at(0.3)), all: all.map(spot) };
  });
}

test("a link passes the cards between its ends; its label, its ends and a press are on that way", async ({ app, page }) => {
  const builder = await opened(app);
  const way = await points(long(builder));
  expect(way.crossing).toBe(0);
  const label = await builder.middle(builder.link(LONG));
  expect(Math.min(...way.all.map(({ x, y }) => Math.hypot(x - label.x, y - label.y))), "the label").toBeLessThan(4);
  await page.mouse.click(way.quarter.x, way.quarter.y);
  await expect(builder.inspector.getByRole("heading", { name: LONG })).toBeVisible();
  for (const [end, point] of [["from", way.first], ["to", way.last]] as const) {
    const handle = await builder.middle(page.locator(`[data-end=${end}]`));
    expect(Math.hypot(handle.x - point.x, handle.y - point.y), end).toBeLessThan(12);
  }
});

test("while a card is in the hand no other link changes; let go, they find their ways, and undo leads back", async ({ app, page }) => {
  const builder = await opened(app);
  await builder.button("Fit view").click();
  const before = await d(long(builder));
  const short = await d(line(builder, "n0 yes n1"));
  expect(before!.match(/C/g)).toHaveLength(3);
  await page.evaluate(() => {
    const changed: string[] = [];
    Object.assign(window, { changed });
    const note = (records: MutationRecord[]) => records.forEach((record) => record.attributeName === "d" && changed.push((record.target as Element).getAttribute("data-link")!));
    new MutationObserver(note).observe(document.querySelector(".canvas__links")!, { subtree: true, attributes: true });
  });
  const changed = () => page.evaluate(() => [...new Set((window as any).changed.splice(0) as string[])].toSorted());
  // The two between go away, one after the other.
  const from = await builder.middle(builder.node("Email: Second"));
  await builder.drag(from, { x: from.x, y: from.y + 220 }, async () => {
    expect(await changed(), "in the hand").toEqual(["n1 sent n2"]);
  });
  await expect(builder.button("Undo")).toBeEnabled();
  expect(await d(long(builder)), "the other is still in the way").toBe(before);
  await changed();
  const first = await builder.middle(builder.node("Email: First"));
  await builder.drag(first, { x: first.x, y: first.y + 220 }, async () => {
    expect(await changed()).toEqual(["n0 yes n1", "n1 sent n2"]);
    expect(await d(long(builder))).toBe(before);
  });
  await expect.poll(async () => (await d(long(builder)))!.match(/C/g), "nothing is in its way").toHaveLength(1);
  await page.keyboard.press("Control+z");
  await expect(long(builder)).toHaveAttribute("d", before!);
  await expect(line(builder, "n0 yes n1")).toHaveAttribute("d", short!);
  await expect(builder.link(SHORT)).toBeVisible();
});

test("a link of the card in the hand goes around those that rest, and all of a selection keep their ways", async ({ app, page }) => {
  const builder = await opened(app);
  await builder.button("Fit view").click();
  const from = await builder.middle(builder.node("Webhook: Third"));
  await builder.drag(from, { x: from.x, y: from.y + 30 }, async () => {
    expect((await points(long(builder))).crossing).toBe(0);
    expect((await d(long(builder)))!.match(/C/g)).toHaveLength(3);
  });
  const before = await points(long(builder));
  await page.keyboard.press("Control+a");
  const at = await builder.middle(builder.node("Email: First"));
  await page.keyboard.down("Control");
  await builder.drag(at, { x: at.x + 16, y: at.y - 48 }, async () => {
    const now = await points(long(builder));
    const off = now.all.map(({ x, y }, i) => Math.hypot(x - before.all[i]!.x - 16, y - before.all[i]!.y + 48));
    expect(Math.max(...off), "moved along").toBeLessThan(2);
  });
  await page.keyboard.up("Control");
});

test("the picture shows the same ways", async ({ app, page }) => {
  const builder = await opened(app);
  await builder.button("Canvas actions").click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Save picture as SVG" }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  expect(text).toContain(`d="${await d(long(builder))}"`);
});
