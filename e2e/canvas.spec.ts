// The canvas: the behaviours of notes/canvas.md §3b, by their numbers, as far as they need a browser: real events, layout, focus,
// the clipboard, what is drawn. The rules of 10 to 36 are in crates/editor/tests, without a browser; what is pure is tested in
// thousands of cases in crates/canvas (2, 3, 5, 7, 13, 17, 18, 24, 25, 29, 39 and the state machine of 22) and in
// crates/journey (31, 34, 36, 37). Of the others 33 is in builder.spec.ts, 35 in builder.spec.ts and keyboard.spec.ts, 37 too
// in crates/journey/tests/edits.rs, 38 in keep.spec.ts, 40 in axe.spec.ts and keyboard.spec.ts.
import type { CDPSession, Locator } from "@playwright/test";
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder, type Spot } from "./pages/builder";

const PUSH = "Push: Hello";
const ACTION = "Action: Signed up";
const LINK = `${ACTION} Yes to ${PUSH}`;

/** A journey of emails in rows, each linked to the next. */
function large(name: string, count: number, columns = 40) {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    kind: i ? "email" : "action",
    title: `Step ${i}`,
    entry: i === 0,
    at: [(i % columns) * 280, Math.floor(i / columns) * 120],
  }));
  const links = nodes.slice(1).map((to, i) => ({ from: `n${i}`, outcome: i ? "sent" : "yes", to: to.id }));
  const plain = journey(name);
  return { ...plain, versions: [{ ...plain.versions[0], graph: { nodes, links } }] };
}

async function opened(app: App, record: { id: string } = journey("Mine")) {
  const builder = new Builder(app);
  await keep(app, record);
  await builder.open(record.id);
  await expect(builder.nodes.first()).toBeVisible();
  return builder;
}

function heard(page: Page, text: RegExp) {
  return expect(page.locator("[aria-live=polite]").filter({ hasText: text }).first()).toBeAttached();
}

async function touch(session: CDPSession, type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel", ...points: Spot[]) {
  await session.send("Input.dispatchTouchEvent", {
    type,
    touchPoints: points.map(({ x, y }, id) => ({ x: Math.round(x), y: Math.round(y), id })),
  });
}

async function menu(page: Page, on: Locator, item: string) {
  await on.click({ button: "right" });
  await page.getByRole("menu", { name: "Canvas actions" }).getByRole("menuitem", { name: item, exact: true }).click();
}

test.describe("The view", () => {
  test("1 dragging the empty pane moves the view by as much and no node", async ({ app }) => {
    const builder = await opened(app);
    const [before, node] = [await builder.view(), await builder.place(builder.node(PUSH))];
    const from = await builder.spot(0.5, 0.85);
    await builder.drag(from, { x: from.x + 120, y: from.y - 70 });
    const after = await builder.view();
    expect(after.x - before.x).toBeCloseTo(120, 0);
    expect(after.y - before.y).toBeCloseTo(-70, 0);
    expect(await builder.place(builder.node(PUSH))).toEqual(node);
    await expect(builder.button("Undo")).toBeDisabled();
  });

  test("2 the wheel with Ctrl zooms about the cursor", async ({ app, page }) => {
    const builder = await opened(app);
    const at = await builder.middle(builder.node(PUSH));
    await page.mouse.move(at.x, at.y);
    await page.keyboard.down("Control");
    for (const delta of [-60, -60, -60, 60, 60, 60, 60]) await page.mouse.wheel(0, delta);
    await page.keyboard.up("Control");
    await expect.poll(async () => (await builder.view()).zoom).toBeLessThan(1);
    const now = await builder.middle(builder.node(PUSH));
    expect(Math.hypot(now.x - at.x, now.y - at.y)).toBeLessThan(1.5);
  });

  test("3 one huge turn of the wheel stops at the limit", async ({ app, page }) => {
    const builder = await opened(app);
    const at = await builder.spot(0.5, 0.5);
    await page.mouse.move(at.x, at.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -5000);
    await expect(builder.zoom).toHaveText("250 %");
    const before = await builder.view();
    await page.mouse.wheel(0, -5000);
    expect(await builder.view()).toEqual(before);
    await page.mouse.wheel(0, 9000);
    await page.mouse.wheel(0, 9000);
    await expect(builder.zoom).toHaveText("10 %");
    await page.keyboard.up("Control");
  });

  test("4 a pinch over a list on the canvas zooms no page, and the wheel scrolls the list", async ({ app, page }) => {
    const builder = await opened(app);
    const at = await builder.spot(0.4, 0.8);
    await page.mouse.dblclick(at.x, at.y);
    const list = page.getByRole("menu", { name: "Add a node" });
    await list.hover();
    const prevented = await list.evaluate((element) => {
      const event = new WheelEvent("wheel", { deltaY: 30, ctrlKey: true, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    });
    expect(prevented).toBe(true);
    await page.mouse.wheel(0, 100);
    await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBeGreaterThan(20);
  });

  test("5 Shift turns an upright wheel", async ({ app, page }) => {
    const builder = await opened(app);
    const before = await builder.view();
    const at = await builder.spot(0.5, 0.8);
    await page.mouse.move(at.x, at.y);
    await page.keyboard.down("Shift");
    await page.mouse.wheel(0, 80);
    await page.keyboard.up("Shift");
    await expect.poll(async () => (await builder.view()).x - before.x).toBeCloseTo(-80, 0);
    expect((await builder.view()).y).toBeCloseTo(before.y, 0);
  });

  test("6 two fingers pinch about their middle to both limits, and pan", async ({ app, page, context }) => {
    const builder = await opened(app);
    const session = await context.newCDPSession(page);
    const { x, y } = await builder.spot(0.5, 0.8);
    const pinch = async (from: number, to: number) => {
      await touch(session, "touchStart", { x: x - from, y }, { x: x + from, y });
      for (let step = 1; step <= 6; step++) {
        const half = from + ((to - from) * step) / 6;
        await touch(session, "touchMove", { x: x - half, y }, { x: x + half, y });
      }
      await touch(session, "touchEnd");
    };
    for (let i = 0; i < 3; i++) await pinch(20, 160);
    await expect(builder.zoom).toHaveText("250 %");
    for (let i = 0; i < 5; i++) await pinch(160, 20);
    await expect(builder.zoom).toHaveText("10 %");
    const before = await builder.view();
    await touch(session, "touchStart", { x: x - 40, y }, { x: x + 40, y });
    for (let step = 1; step <= 5; step++) await touch(session, "touchMove", { x: x - 40 + step * 10, y: y - step * 8 }, { x: x + 40 + step * 10, y: y - step * 8 });
    await touch(session, "touchEnd");
    const after = await builder.view();
    expect(after.x - before.x).toBeGreaterThan(30);
    expect(after.y - before.y).toBeLessThan(-25);
  });

  test("7 and 8 Fit view and its key show the whole graph", async ({ app, page }) => {
    const builder = await opened(app, large("Large", 12, 6));
    await builder.button("Fit view").click();
    const fitted = await builder.view();
    const pane = await builder.box(builder.canvas);
    for (const node of await builder.nodes.all()) {
      const box = await builder.box(node);
      expect(box.x >= pane.x && box.x + box.width <= pane.x + pane.width).toBe(true);
      expect(box.y >= pane.y && box.y + box.height <= pane.y + pane.height).toBe(true);
    }
    await builder.button("Zoom in").click();
    await expect.poll(async () => (await builder.view()).zoom).toBeGreaterThan(fitted.zoom);
    await builder.node("Action: Step 0").focus();
    await page.keyboard.press("0");
    await expect.poll(() => builder.view()).toEqual(fitted);
  });

  test("9 a reload shows what was seen", async ({ app }) => {
    const builder = await opened(app);
    await builder.button("Zoom in").click();
    const from = await builder.spot(0.5, 0.85);
    await builder.drag(from, { x: from.x - 150, y: from.y - 60 });
    const before = await builder.view();
    await app.reload();
    await expect(builder.node(PUSH)).toBeVisible();
    const after = await builder.view();
    expect(Math.abs(after.zoom - before.zoom)).toBeLessThan(0.01);
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1);
  });

  test("the minimap moves the view by press and drag", async ({ app, page }) => {
    const builder = await opened(app, large("Large", 80, 20));
    const map = await builder.box(page.locator(".minimap"));
    const before = await builder.view();
    await page.mouse.move(map.x + map.width - 20, map.y + map.height / 2);
    await page.mouse.down();
    await expect.poll(async () => (await builder.view()).x).toBeLessThan(before.x - 1000);
    await expect(builder.node("Email: Step 19")).toBeVisible();
    await page.mouse.move(map.x + 20, map.y + map.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await builder.view()).x).toBeGreaterThan(before.x - 600);
    await page.mouse.move(map.x + map.width - 20, map.y + 20);
    const rested = await builder.view();
    await page.mouse.move(map.x + 40, map.y + 20);
    expect(await builder.view(), "not after it was let go").toEqual(rested);
  });
});

test.describe("Selecting", () => {
  test("10 and 11 a click selects one, and Shift adds", async ({ app }) => {
    const builder = await opened(app);
    const [action, push] = [builder.node(ACTION), builder.node(PUSH)];
    await action.click();
    await push.click();
    await expect(action).toHaveAttribute("aria-current", "false");
    await expect(push).toHaveAttribute("aria-current", "true");
    await action.click({ modifiers: ["Shift"] });
    await expect(action).toHaveAttribute("aria-current", "true");
    await expect(push).toHaveAttribute("aria-current", "true");
  });

  test("12 a box selects what is in it, and is drawn as long as it is held", async ({ app, page }) => {
    const builder = await opened(app);
    const [a, b] = [await builder.box(builder.node(ACTION)), await builder.box(builder.node(PUSH))];
    await page.keyboard.down("Shift");
    await builder.drag({ x: a.x - 15, y: a.y - 20 }, { x: b.x + 20, y: b.y + b.height + 20 }, async () => {
      await expect(page.locator(".marquee")).toHaveCount(1);
    });
    await page.keyboard.up("Shift");
    await expect(page.locator(".marquee")).toHaveCount(0);
    await expect(builder.canvas.locator(".node[aria-current=true]")).toHaveCount(2);
    await expect(page.locator(`.link--selected[data-link="start yes hello"]`), "the link between them").toHaveCount(1);
  });

  test("13 and 20 at the rim the view moves along, and stops with the gesture", async ({ app, page }) => {
    const builder = await opened(app, large("Large", 80, 20));
    const pane = await builder.box(builder.canvas);
    const before = await builder.view();
    await page.keyboard.down("Shift");
    const start = await builder.spot(0.5, 0.9);
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(pane.x + pane.width - 6, start.y - 100, { steps: 4 });
    await page.keyboard.up("Shift");
    await expect.poll(async () => (await builder.view()).x).toBeLessThan(before.x - 150);
    const boxes = await builder.box(page.locator(".marquee"));
    expect(boxes.x, "the box begins where it was begun").toBeLessThan(start.x - 100);
    await page.mouse.move(pane.x + pane.width / 2, start.y - 100);
    const rested = await builder.view();
    await page.mouse.up();
    expect(await builder.view()).toEqual(rested);

    const node = builder.node("Email: Step 2");
    await builder.button("Fit view").click();
    await page.keyboard.press("Escape");
    await node.click();
    await page.keyboard.press("2");
    const grip = await builder.middle(node);
    await page.mouse.move(grip.x, grip.y);
    await page.mouse.down();
    await page.mouse.move(grip.x, pane.y + pane.height - 8, { steps: 4 });
    const held = await builder.view();
    await expect.poll(async () => (await builder.view()).y).toBeLessThan(held.y - 60);
    const now = await builder.middle(node);
    expect(Math.abs(now.y - (pane.y + pane.height - 8)), "it stays under the pointer").toBeLessThan(24);
    await page.mouse.up();
  });
});

test.describe("Moving", () => {
  test("18 and 23 a drag moves a card as one step, and another button drags nothing", async ({ app, page }) => {
    const builder = await opened(app);
    const push = builder.node(PUSH);
    const [before, from] = [await builder.place(push), await builder.middle(push)];
    const to = { x: from.x + 37, y: from.y + 93 };
    await builder.drag(from, to);
    const now = await builder.middle(push);
    expect(Math.hypot(now.x - to.x, now.y - to.y)).toBeLessThan(1.5);
    await page.keyboard.press("Control+z");
    await expect.poll(() => builder.place(push)).toEqual(before);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down({ button: "right" });
    await page.mouse.move(from.x + 60, from.y + 60, { steps: 3 });
    await page.mouse.up({ button: "right" });
    expect(await builder.place(push)).toEqual(before);
    await expect(builder.button("Undo")).toBeDisabled();
  });

  test("22 Escape, a touch that is called off and a window that is left let go of a card", async ({ app, page, context }) => {
    const builder = await opened(app);
    const push = builder.node(PUSH);
    const [before, at] = [await builder.place(push), await builder.middle(push)];
    const lift = async () => {
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x + 20, at.y + 90, { steps: 3 });
      await expect.poll(async () => (await builder.place(push)).y).toBeGreaterThan(before.y + 30);
    };
    await lift();
    await page.keyboard.press("Escape");
    await expect.poll(() => builder.place(push)).toEqual(before);
    await page.mouse.up();

    const session = await context.newCDPSession(page);
    await touch(session, "touchStart", at);
    await touch(session, "touchMove", { x: at.x, y: at.y + 30 });
    await touch(session, "touchMove", { x: at.x, y: at.y + 60 });
    await expect.poll(async () => (await builder.place(push)).y).toBeGreaterThan(before.y + 30);
    await touch(session, "touchCancel");
    await expect.poll(() => builder.place(push)).toEqual(before);

    await lift();
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await expect.poll(() => builder.place(push)).toEqual(before);
    await page.mouse.up();
    await expect(builder.button("Undo")).toBeDisabled();
  });

  test("25 a guide is drawn while a card is in line, and none stays", async ({ app, page }) => {
    const builder = await opened(app);
    const from = await builder.middle(builder.node(PUSH));
    await builder.drag(from, { x: from.x + 40, y: from.y + 3 }, async () => {
      await expect(page.locator(".canvas__guide").first()).toBeAttached();
    });
    await expect(page.locator(".canvas__guide")).toHaveCount(0);
  });

  test("a drag with Alt draws the copy in the hand, and drops it", async ({ app, page }) => {
    const builder = await opened(app);
    const push = builder.node(PUSH);
    const [from, to] = [await builder.middle(push), await builder.spot(0.5, 0.8)];
    await page.keyboard.down("Alt");
    await builder.drag(from, to, async () => {
      await expect(page.locator(".canvas__copies .node--ghost")).toHaveCount(1);
    });
    await page.keyboard.up("Alt");
    await expect(push).toHaveCount(2);
    await expect(page.locator(".canvas__copies")).toHaveCount(0);
  });
});

test.describe("Linking", () => {
  test("27 and 28 a link is drawn from a handle, its target is shown, and what may not be too", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.press("Email");
    await builder.button("Fit view").click();
    await builder.node(ACTION).hover();
    const handle = builder.node(ACTION).getByRole("button", { name: "Link from No", exact: true });
    const [from, before] = [await builder.middle(handle), await builder.links.count()];
    await builder.drag(from, await builder.middle(builder.node("Email")), async () => {
      await expect(page.locator(".canvas__drawn")).toHaveCount(1);
      await expect(page.locator(".node--target")).toHaveCount(1);
    });
    await expect(page.locator(".canvas__drawn")).toHaveCount(0);
    await expect(builder.link(`${ACTION} No to Email`)).toBeVisible();
    await expect(builder.links).toHaveCount(before + 1);
    await builder.node(PUSH).hover();
    const own = await builder.middle(builder.node(PUSH).getByRole("button", { name: "Link from Clicked", exact: true }));
    await builder.drag(own, await builder.middle(builder.node(ACTION)), async () => {
      await expect(page.locator(".node--refused")).toHaveCount(1);
    });
    await heard(page, /nothing can lead to it/);
    await expect(builder.links).toHaveCount(before + 1);
  });

  test("30 a link let go on the pane offers the next step", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.draw(PUSH, "Clicked", await builder.spot(0.6, 0.8));
    await page.getByRole("menu", { name: `After ${PUSH} Clicked` }).getByRole("menuitem", { name: "SMS", exact: true }).click();
    await expect(builder.link(`${PUSH} Clicked to SMS`)).toBeVisible();
  });

  test("29 and 32 a press on a handle and one on a node link them", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.press("Email");
    await builder.button("Fit view").click();
    await builder.node(ACTION).click();
    await builder.node(ACTION).getByRole("button", { name: "Link from No", exact: true }).click();
    await page.getByRole("menuitem", { name: "A node that is there" }).click();
    await heard(page, /^Link .*\?/);
    await builder.node("Email").click();
    await expect(builder.link(`${ACTION} No to Email`)).toBeVisible();
    await builder.link(`${ACTION} No to Email`).dblclick();
    await expect(builder.inspector.locator(":focus"), "a double click opens the fields").toHaveCount(1);
  });

  test("31 the end of a selected link is led elsewhere with its delay", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.press("Email");
    await builder.drag(await builder.middle(builder.node("Email")), await builder.spot(0.3, 0.8));
    await builder.button("Fit view").click();
    // On its outcome: a press on a time sets that.
    await builder.link(LINK).getByText("Yes", { exact: true }).click();
    await builder.drag(await builder.middle(page.locator("[data-end=to]")), await builder.middle(builder.node("Email")));
    await expect(builder.link(`${ACTION} Yes to Email`)).toContainText("1 h");
    await expect(builder.link(LINK)).toHaveCount(0);
  });

  test("34 a kind of the palette and a card are dropped on a link, which shows it", async ({ app, page }) => {
    const builder = await opened(app);
    await page.keyboard.press("Escape");
    const pane = await builder.spot(0.5, 0.85);
    await page.mouse.click(pane.x, pane.y);
    const webhook = builder.palette.getByRole("button", { name: "Webhook", exact: true });
    await webhook.scrollIntoViewIfNeeded();
    await builder.drag(await builder.middle(webhook), await builder.middle(builder.link(LINK)));
    await expect(builder.link(`Webhook Sent to ${PUSH}`)).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(builder.link(LINK)).toBeVisible();

    await page.mouse.click(pane.x, pane.y);
    await page.mouse.dblclick(pane.x - 60, pane.y - 30);
    await page.getByRole("menuitem", { name: "SMS", exact: true }).click();
    await builder.drag(await builder.middle(builder.node("SMS")), await builder.middle(builder.link(LINK)), async () => {
      await expect(page.locator(".link--target")).toHaveCount(1);
    });
    await expect(builder.link(`SMS Sent to ${PUSH}`)).toBeVisible();
  });
});

test.describe("Copying", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("36 nodes go to another journey in another tab by the clipboard, and in a box they are text", async ({ app, page, context }) => {
    const builder = await opened(app);
    await builder.node(ACTION).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await heard(page, /Copied 2 nodes/);
    await page.keyboard.press("Control+x");
    await heard(page, /Cut 2 nodes/);
    await expect(builder.nodes).toHaveCount(0);

    const tab = await context.newPage();
    const other = new Builder(new (app.constructor as new (page: Page) => App)(tab));
    await other.open();
    await tab.keyboard.press("Control+v");
    await expect(other.link(LINK)).toContainText("1 h");
    await expect(other.message(/The entry criteria are “By an event trigger” now/)).toBeVisible();
    await other.node(PUSH).click();
    await expect(other.text("Message")).toHaveValue("Good to see you.");
    await other.text("Message").focus();
    await tab.keyboard.press("Control+a");
    await tab.keyboard.press("Control+v");
    await expect(other.text("Message")).toHaveValue(/"format": "sojourn"/);
    await expect(other.nodes).toHaveCount(2);
  });

  test("copy, cut, paste and duplicate are in the menu, which keys open as well", async ({ app, page }) => {
    const builder = await opened(app);
    await menu(page, builder.node(PUSH), "Copy");
    await heard(page, /Copied 1 node/);
    await menu(page, builder.node(PUSH), "Paste");
    await expect(builder.node(PUSH)).toHaveCount(2);
    await menu(page, builder.node(PUSH).first(), "Cut");
    await expect(builder.node(PUSH)).toHaveCount(1);
    await builder.node(PUSH).click();
    await page.keyboard.press("Shift+F10");
    const list = page.getByRole("menu", { name: "Canvas actions" });
    await expect(list.getByRole("menuitem", { name: "Copy", exact: true })).toBeFocused();
    await page.keyboard.type("du");
    await page.keyboard.press("Enter");
    await expect(builder.node(PUSH)).toHaveCount(2);
    // The button has the same, for those without a right button.
    await builder.button("Canvas actions").click();
    await list.getByRole("menuitem", { name: "Delete", exact: true }).click();
    await expect(builder.node(PUSH)).toHaveCount(1);
  });
});

test.describe("Tidying up", () => {
  test("the button and the key tidy up", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.drag(await builder.middle(builder.node(PUSH)), await builder.spot(0.5, 0.8));
    await builder.button("Tidy up").click();
    await heard(page, /Tidied up: \d+ nodes? moved/);
    await builder.node(PUSH).focus();
    await page.keyboard.press("t");
    await heard(page, /Everything is tidy/);
  });

  test("a published version is not tidied up, and says why", async ({ app, page }) => {
    const builder = await opened(app, journey("Live", { published: "2026-03-02T09:00:00Z" }));
    await expect(builder.button("Tidy up")).toBeDisabled();
    await expect(builder.button("Tidy up")).toHaveAccessibleDescription(/published/);
    await builder.node(PUSH).click({ button: "right" });
    await expect(page.getByRole("menuitem", { name: "Paste", exact: true })).toBeDisabled();
  });
});

test.describe("The picture", () => {
  for (const [item, kind, start] of [
    ["Save picture as SVG", "svg", "<svg"],
    ["Save picture as PNG", "png", "\u{89}PNG"],
  ]) {
    test(`${item} gives the whole journey`, async ({ app, page }) => {
      const builder = await opened(app);
      await builder.button("Canvas actions").click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: item, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`Mine.${kind}`);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      const data = Buffer.concat(chunks);
      expect(data.toString("latin1").startsWith(start)).toBe(true);
      expect(data.length).toBeGreaterThan(1000);
      if (kind === "svg") expect(data.toString()).toContain(">Signed up</text>");
    });
  }

  test("printing prints the picture alone", async ({ app, page }) => {
    const builder = await opened(app);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await expect(page.locator(".printed svg")).toBeVisible();
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(builder.palette).toBeHidden();
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect(page.locator(".printed svg")).toHaveCount(0);
    await expect(builder.node(PUSH)).toBeVisible();
  });
});

test.describe("What is drawn", () => {
  /** Counts the changes of the canvas's elements while something is done. */
  async function changes(page: Page, act: () => Promise<void>) {
    await page.evaluate(() => {
      const counts = { attributes: 0, childList: 0, characterData: 0 };
      const observer = new MutationObserver((records) => records.forEach((record) => counts[record.type]++));
      observer.observe(document.querySelector(".canvas")!, { subtree: true, attributes: true, childList: true, characterData: true });
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

  test("39 only what is near is mounted, and what has the focus stays", async ({ app, page }) => {
    const builder = await opened(app, large("Large", 400));
    expect(await builder.nodes.count()).toBeLessThan(60);
    await builder.node("Email: Step 1").click();
    const at = await builder.spot(0.5, 0.9);
    await page.mouse.move(at.x, at.y);
    for (let i = 0; i < 10; i++) {
      await page.mouse.wheel(600, 0);
      expect(await builder.nodes.count()).toBeLessThan(60);
    }
    await expect(builder.node("Email: Step 1")).toBeFocused();
    await expect(builder.node("Email: Step 1")).not.toBeInViewport();
    // Walking on from there brings it back into view.
    await page.keyboard.press("ArrowRight");
    await expect(builder.node("Email: Step 2")).toBeFocused();
    await expect(builder.node("Email: Step 2")).toBeInViewport();
  });

  test("a pan changes one transform and the grid, and mounts nothing at most steps", async ({ app, page }) => {
    const builder = await opened(app, large("Large", 1000));
    const from = await builder.spot(0.5, 0.92);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 6, from.y);
    const { attributes, childList } = await changes(page, async () => {
      for (let step = 1; step <= 10; step++) await page.mouse.move(from.x + 6 + step * 3, from.y - step * 2);
    });
    await page.mouse.up();
    // The world's transform, the place of the dots, and the window of the minimap.
    expect(attributes / 10).toBeLessThanOrEqual(4);
    expect(childList).toBe(0);
  });

  test("a drag changes the card, the links at it, and nothing else", async ({ app, page }) => {
    const builder = await opened(app, large("Large", 1000));
    const node = builder.node("Email: Step 1");
    const from = await builder.middle(node);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.keyboard.down("Control");
    await page.mouse.move(from.x + 10, from.y + 30, { steps: 2 });
    const writes = await page.evaluate(() => {
      const setItem = Storage.prototype.setItem;
      (window as any).writes = 0;
      Storage.prototype.setItem = function (...entry) {
        (window as any).writes++;
        return setItem.apply(this, entry);
      };
      return (window as any).writes;
    });
    expect(writes).toBe(0);
    const { attributes, childList, characterData } = await changes(page, async () => {
      for (let step = 1; step <= 10; step++) await page.mouse.move(from.x + 10 + step * 2, from.y + 30 + step * 3);
    });
    expect(await page.evaluate(() => (window as any).writes), "writes while it is dragged").toBe(0);
    await page.mouse.up();
    await page.keyboard.up("Control");
    // The card; each of two links has its line, the wide one around it, and its label.
    expect(attributes / 10).toBeLessThanOrEqual(7);
    expect([childList, characterData]).toEqual([0, 0]);
  });

  test("a great many nodes from afar are a few paths, and can still be pressed", async ({ app, page }) => {
    const builder = await opened(app, large("Huge", 1500, 50));
    await builder.button("Fit view").click();
    await expect(page.locator(".overview")).toBeAttached();
    expect(await builder.nodes.count()).toBeLessThan(5);
    expect(await page.locator(".canvas *").count()).toBeLessThan(300);
    const box = await builder.spot(0.5, 0.5);
    await page.mouse.move(box.x, box.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await expect(page.locator(".overview")).toBeAttached();
    const target = await page.evaluate(() => {
      const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector(".canvas__world")!).transform);
      const pane = document.querySelector(".canvas__view")!.getBoundingClientRect();
      const [column, row] = [Math.ceil((pane.width / 2 - e) / a / 280), Math.ceil((pane.height / 2 - f) / a / 120)];
      return { n: row * 50 + column, x: pane.x + e + (column * 280 + 100) * a, y: pane.y + f + (row * 120 + 36) * a };
    });
    await page.mouse.click(target.x, target.y);
    await expect(builder.node(`Email: Step ${target.n}`)).toHaveAttribute("aria-current", "true");
    await expect(builder.node(`Email: Step ${target.n}`)).toBeFocused();
  });
});
