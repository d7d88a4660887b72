// What the canvas costs, counted and not timed (issue 5): the elements that are mounted, the changes of the document per step
// of a gesture, the layouts, and the writes to the storage. The numbers are exact: one more and something is drawn, measured
// or written that nobody sees. How long it takes is measured in bench/canvas.
import { graph, record } from "../bench/canvas/fixture.mjs";
import { expect, test, type App, type Page } from "./fixtures";
import { keep, journey, store } from "./journeys";
import { Builder } from "./pages/builder";

/** Emails in rows of forty, each linked to the next: whatever their number, the view opens on the same picture. */
function rows(count: number) {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    kind: i ? "email" : "action",
    title: `Step ${i}`,
    entry: i === 0,
    at: [(i % 40) * 280, Math.floor(i / 40) * 120],
  }));
  const links = nodes.slice(1).map((to, i) => ({ from: `n${i}`, outcome: i ? "sent" : "yes", to: to.id }));
  const plain = journey("Rows");
  return { ...plain, versions: [{ ...plain.versions[0], graph: { nodes, links } }] };
}

/** How a link is drawn: its line and its label. Each has one attribute of its place. */
const PER_LINK = 2;

/** The largest journey. */
const MOST = 10_000;

async function opened(app: App, count: number) {
  const builder = new Builder(app);
  await keep(app, rows(count));
  await builder.open("rows");
  await expect(builder.node("Action: Step 0")).toBeVisible();
  await idle(app.page);
  return builder;
}

/** How long nothing is edited before the checks that need time are made (src/builder/model/findings.rs). */
const LATER = 300;

/** Until the page has done all it does by itself: the checks that come later, whose timer was set before this one, and what is loaded ahead. */
async function idle(page: Page) {
  await page.evaluate((ms) => new Promise((done) => setTimeout(() => requestIdleCallback(() => requestIdleCallback(done)), ms)), LATER);
}

/** Counts what changes in the whole document while something is done. */
async function changes(page: Page, act: () => Promise<void>) {
  await page.evaluate(() => {
    const counts = { attributes: 0, childList: 0, characterData: 0 };
    const observer = new MutationObserver((records) => records.forEach((record) => counts[record.type]++));
    observer.observe(document.documentElement, { subtree: true, attributes: true, childList: true, characterData: true });
    Object.assign(window, { counts, observer });
  });
  await act();
  return page.evaluate(() => {
    const { counts, observer } = window as any;
    observer.takeRecords().forEach((record: MutationRecord) => counts[record.type]++);
    observer.disconnect();
    return counts as { attributes: number; childList: number; characterData: number };
  });
}

const STEPS = 10;

/** Moves the mouse on from where it is held, by steps that each move something by whole pixels. */
async function steps(page: Page, from: { x: number; y: number }) {
  for (let step = 1; step <= STEPS; step++) await page.mouse.move(from.x + step * 5, from.y - step * 4);
}

/** Presses at a place and begins to drag. */
async function take(page: Page, from: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 12, { steps: 3 });
  return { x: from.x + 8, y: from.y + 12 };
}

// Ten thousand nodes take their time where all works at once.
test.setTimeout(90_000);

test.describe("What is mounted", () => {
  for (const size of [300, 1000]) {
    test(`of ${size} nodes those that are near the view, and no other`, async ({ app, page }) => {
      const builder = new Builder(app);
      await store(app, { "sojourn/journey/bench": record(size) });
      await builder.open("bench");
      await expect(builder.nodes.first()).toBeVisible();
      // What is not seen comes a frame or two later.
      await idle(page);
      const found = await page.evaluate(() => {
        const pane = document.querySelector(".canvas__view")!;
        const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector(".canvas__world")!).transform);
        const count = (selector: string) => document.querySelectorAll(selector).length;
        return {
          seen: { x: -e / a, y: -f / a, w: pane.clientWidth / a, h: pane.clientHeight / a },
          cards: [...document.querySelectorAll<HTMLElement>("[data-node]")].map((card) => card.dataset.node!).toSorted(),
          lines: count("path.link"),
          labels: count(".link-label"),
          world: count(".canvas__world *"),
          page: count("*"),
        };
      });
      // As crates/canvas says it: what is seen and a sixth as much on each side.
      const { seen } = found;
      const near = { x: seen.x - seen.w / 6, y: seen.y - seen.h / 6, w: (seen.w * 4) / 3, h: (seen.h * 4) / 3 };
      const meets = ([x, y]: number[]) => x <= near.x + near.w && x + 200 >= near.x && y <= near.y + near.h && y + 72 >= near.y;
      const expected = graph(size).nodes.filter((node) => meets(node.at)).map((node) => node.id).toSorted();
      expect(expected.length).toBeGreaterThan(3);
      expect(found.cards).toEqual(expected);
      expect(found.labels, "a label for each line").toBe(found.lines);
      // A card has its frame, tile, two lines and a dot per outcome; a link its line, its label and what is on it.
      expect(found.world).toBeLessThanOrEqual(8 + 18 * found.cards.length + 8 * found.lines);
      expect(found.page, "the whole page").toBeLessThan(1500);
    });
  }

  test("the same view mounts the same, whatever else there is", async ({ app, anotherBrowser }) => {
    const counts: number[] = [];
    for (const [count, own] of [[300, app], [1000, await anotherBrowser()], [MOST, await anotherBrowser()]] as const) {
      await opened(own, count);
      counts.push(await own.page.locator(".canvas__world *").count());
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[2]).toBe(counts[0]);
    expect(counts[0]).toBeLessThan(1500);
  });
});

for (const count of [1000, MOST]) {
  test.describe(`${count} nodes`, () => {
    test("a step of a pan writes three attributes: the world's place, that of the dots, the window of the minimap", async ({ app, page }) => {
      const builder = await opened(app, count);
      const from = await take(page, await builder.spot(0.5, 0.94));
      const counted = await changes(page, () => steps(page, from));
      await page.mouse.up();
      expect(counted).toEqual({ attributes: 3 * STEPS, childList: 0, characterData: 0 });
    });

    test("no step of a pan has anything laid out anew", async ({ app, page, context }) => {
      const builder = await opened(app, count);
      const session = await context.newCDPSession(page);
      await session.send("Performance.enable");
      const layouts = async () => {
        const { metrics } = await session.send("Performance.getMetrics");
        return metrics.find((metric) => metric.name === "LayoutCount")!.value;
      };
      const from = await take(page, await builder.spot(0.5, 0.94));
      const before = await layouts();
      await steps(page, from);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect((await layouts()) - before).toBe(0);
      await page.mouse.up();
    });

    test("a step of a drag writes the place of the card and of what is drawn of the links at it", async ({ app, page }) => {
      const builder = await opened(app, count);
      await page.keyboard.down("Control");
      const from = await take(page, await builder.middle(builder.node("Email: Step 1")));
      const counted = await changes(page, () => steps(page, from));
      await page.mouse.up();
      await page.keyboard.up("Control");
      // Two links end there.
      expect(counted).toEqual({ attributes: (1 + 2 * PER_LINK) * STEPS, childList: 0, characterData: 0 });
    });
  });
}

test("moving ten thousand nodes at once writes what moving a thousand does: those that are near", async ({ app, anotherBrowser }) => {
  const found = [];
  for (const [count, own] of [[1000, app], [MOST, await anotherBrowser()]] as const) {
    const { page } = own;
    const builder = await opened(own, count);
    await builder.node("Email: Step 1").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.down("Control");
    const from = await take(page, await builder.middle(builder.node("Email: Step 1")));
    const mounted = await page.locator("[data-node]").count();
    const links = await page.locator("path.link").count();
    found.push({ mounted, links, ...(await changes(page, () => steps(page, from))) });
    await page.mouse.up();
    await page.keyboard.up("Control");
  }
  expect(found[1]).toEqual(found[0]);
  const { mounted, links, attributes } = found[0]!;
  expect(mounted, "what is near, and some that are selected").toBeLessThan(120);
  expect(attributes).toBeLessThanOrEqual((mounted + links * PER_LINK) * STEPS);
});

test("what is moved from afar moves as boxes, which show that they are selected: no card comes for it", async ({ app, page }) => {
  const builder = await opened(app, 1000);
  const card = builder.node("Email: Step 1");
  await card.focus();
  await builder.button("Fit view").click();
  await expect(page.locator(".overview")).toBeAttached();
  await card.focus();
  await page.keyboard.press("Control+a");
  const selected = () =>
    page.locator(".overview__selected").evaluateAll((paths) => paths.map((path) => (path.getAttribute("d") ?? "").split("M").length - 1));
  // Not all of them are near the view, even from so far.
  const [near] = await selected();
  expect(near).toBeGreaterThan(500);
  const mounted = await page.locator("[data-node]").count();
  expect(mounted).toBeLessThan(10);
  await page.keyboard.down("Control");
  const from = await take(page, await builder.middle(card));
  expect(await selected(), "at rest, in the hand").toEqual([0, near]);
  const drawn = await page.locator("[data-node], path.link, .link-label").count();
  const counted = await changes(page, () => steps(page, from));
  // And the lines in the hand, and where all of it is; the boxes of five paths once, where others come near.
  expect(counted.attributes).toBeLessThanOrEqual((drawn + 2) * STEPS + 5);
  expect([counted.childList, counted.characterData]).toEqual([0, 0]);
  await page.mouse.up();
  await page.keyboard.up("Control");
  await page.keyboard.press("Control+z");
  await expect(page.locator("[aria-live=polite]", { hasText: "Undone: Moved 1000 nodes." })).toBeAttached();
  expect((await selected())[0]).toBeGreaterThan(500);
  expect(await page.locator("[data-node]").count()).toBe(mounted);
});

test.describe("What is written to the storage", () => {
  test.beforeEach(async ({ page }) => {
    // Time stands until it is told to go on, so that what waits for it can be counted.
    await page.clock.install({ time: new Date("2026-03-02T10:00:00Z") });
    await page.addInitScript(() => {
      const { setItem, removeItem } = Storage.prototype;
      const written: string[] = [];
      Object.assign(window, { written });
      Storage.prototype.setItem = function (key, value) {
        written.push(key);
        setItem.call(this, key, value);
      };
      Storage.prototype.removeItem = function (key) {
        written.push(`-${key}`);
        removeItem.call(this, key);
      };
    });
  });

  /** What was written since this was asked last. */
  const written = (page: Page) => page.evaluate(() => (window as any).written.splice(0) as string[]);

  /** The same, once everything that waits for its time has happened. */
  const settled = async (page: Page) => {
    await page.clock.runFor(10_000);
    return written(page);
  };

  test("nothing while the hand moves; one piece of the journal after it, and nothing after what changes nothing", async ({ app, page }) => {
    const builder = new Builder(app);
    await keep(app, rows(1000));
    await builder.open("rows");
    const [one, two] = [builder.node("Email: Step 1"), builder.node("Email: Step 2")];
    await expect(one).toBeVisible();
    await settled(page);

    // Looking around and selecting writes nothing.
    const spot = await builder.spot(0.5, 0.94);
    await builder.drag(spot, { x: spot.x + 60, y: spot.y - 40 });
    await page.mouse.wheel(0, 120);
    await builder.button("Zoom in").click();
    await builder.button("Zoom out").click();
    await two.click();
    await page.keyboard.down("Shift");
    await builder.drag(await builder.spot(0.1, 0.9), await builder.spot(0.6, 0.4));
    await page.keyboard.up("Shift");
    await page.keyboard.press("Escape");
    expect(await settled(page)).toEqual([]);

    // A drag: nothing until it is let go, then the edit.
    const gesture = async () => {
      const from = await take(page, await builder.middle(one));
      await steps(page, from);
      expect(await settled(page), "while it is in the hand").toEqual([]);
      await page.mouse.up();
      return settled(page);
    };
    expect(await gesture(), "the first edit: the work as a whole").toEqual(["sojourn/unsaved/of/rows"]);
    expect(await gesture(), "the next: its piece of the journal").toEqual(["sojourn/journal/of/rows/0"]);

    // A thousand at once are one edit as well, before which there is a point to go back to.
    await page.keyboard.press("Control+a");
    expect(await gesture()).toEqual(["sojourn/point/rows/1", "sojourn/journal/of/rows/1"]);

    // Called off: nothing happened.
    await take(page, await builder.middle(one));
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(await settled(page)).toEqual([]);
    await page.keyboard.press("Control+z");
    expect(await settled(page)).toEqual(["sojourn/journal/of/rows/2"]);
  });
});
