// On a phone: the outline first, and the same editing (interface.md, region Outline).
import type { CDPSession, Locator } from "@playwright/test";
import { axe, expect, test, type Page } from "./fixtures";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { hasTouch: true, isMobile: true } });

test("a journey is made on a phone", async ({ app, page }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await expect(builder.outline).toBeVisible();
  await expect(builder.canvas).toBeHidden();
  const view = page.getByRole("navigation", { name: "View" });
  const item = (name: string | RegExp) => builder.outline.getByRole("treeitem", { name });

  const add = async (kind: string) => {
    if (await builder.palette.isHidden()) await view.getByRole("button", { name: "Add" }).tap();
    await builder.palette.getByRole("button", { name: kind, exact: true }).tap();
  };
  await add("Action");
  await expect(builder.text("Event")).toBeVisible();
  await builder.text("Event").fill("Signed up");
  await builder.inspector.getByRole("button", { name: "Close inspector" }).tap();
  await expect(item(/^Action/)).toBeVisible();
  await item(/^Action/).tap();
  await add("Push");
  await builder.fillPush();
  await builder.inspector.getByRole("button", { name: "Close inspector" }).tap();
  await expect(item(/^Yes: Push/)).toHaveAttribute("aria-level", "2");

  await builder.saveAs("On the way");
  await expect(item(/^Yes: Push/)).toBeVisible();

  await view.getByRole("button", { name: "Canvas" }).tap();
  await expect(builder.link("Action Yes to Push")).toBeVisible();
  await expect(builder.outline).toBeHidden();

  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, "nothing stands out at the side").toBeLessThanOrEqual(390);

  await builder.publishAs("On the way");
  await expect(builder.message(/On the way.*is published/)).toBeVisible();
  await listings.open();
  await listings.hasStatus("On the way", "Running");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("the outline offers the next node behind an outcome", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await page.getByRole("navigation", { name: "View" }).getByRole("button", { name: "Add" }).tap();
  await builder.palette.getByRole("button", { name: "Action", exact: true }).tap();
  await expect(builder.palette, "it makes way for the fields").toBeHidden();
  await builder.inspector.getByRole("combobox", { name: "Timeout leads to" }).selectOption("A new node…");
  await page.getByRole("menu").getByRole("menuitem", { name: "WhatsApp", exact: true }).tap();
  await expect(builder.inspector.getByRole("heading", { name: "WhatsApp" })).toBeVisible();
  await builder.inspector.getByRole("button", { name: "Close inspector" }).tap();
  await expect(builder.outline.getByRole("treeitem", { name: /^Timeout: WhatsApp/ })).toBeVisible();
});

test("two fingers zoom, one pans", async ({ app, page, context }) => {
  const builder = new Builder(app);
  const listings = new Listings(app);
  await listings.loadSamples();
  await builder.open("weekly-digest");
  await page.getByRole("navigation", { name: "View" }).getByRole("button", { name: "Canvas" }).tap();
  await expect(builder.nodes.first()).toBeVisible();
  const fingers = await context.newCDPSession(page);
  const touch = (type: string, ...points: { x: number; y: number }[]) =>
    fingers.send("Input.dispatchTouchEvent", {
      type: type as "touchStart",
      touchPoints: points.map((point, id) => ({ ...point, id })),
    });
  const { x, y } = await builder.spot(0.5, 0.9);
  const before = await builder.box(builder.nodes.first());
  await touch("touchStart", { x, y });
  await touch("touchMove", { x: x + 10, y: y - 10 });
  await touch("touchMove", { x: x + 40, y: y - 30 });
  await touch("touchEnd");
  const panned = await builder.box(builder.nodes.first());
  expect(panned.x - before.x).toBeCloseTo(40, 0);
  expect(panned.y - before.y).toBeCloseTo(-30, 0);

  await touch("touchStart", { x: x - 30, y }, { x: x + 30, y });
  await touch("touchMove", { x: x - 60, y }, { x: x + 60, y });
  await touch("touchEnd");
  await expect
    .poll(async () => (await builder.box(builder.nodes.first())).width)
    .toBeGreaterThan(panned.width * 1.5);
});

/** A person with a finger: after the page is loaded nothing but touches and the letters of texts reach it. */
class Finger {
  taps = 0;
  private session?: CDPSession;

  constructor(readonly page: Page) {}

  async touch(type: "touchStart" | "touchMove" | "touchEnd", ...points: { x: number; y: number }[]) {
    this.session ??= await this.page.context().newCDPSession(this.page);
    await this.session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
  }

  /** Where something can be touched: it is swiped into sight first. */
  async reach(what: Locator) {
    await expect(what).toBeVisible();
    for (let swipe = 0; swipe < 40; swipe++) {
      const found = await what.evaluate(async (element) => {
        // A swipe runs on for a while, and what is typed has its checks come and go.
        const frame = () => new Promise(requestAnimationFrame);
        for (let still = 0, last = NaN; still < 4; still++) {
          const { x, y } = element.getBoundingClientRect();
          if (x + y !== last) still = 0;
          last = x + y;
          await frame();
        }
        const box = element.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const hit = document.elementFromPoint(x, y);
        if (hit && (element.contains(hit) || hit.contains(element) && hit.matches("label"))) return { x, y };
        for (let pane = element.parentElement; pane; pane = pane.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(pane);
          const across = /auto|scroll/.test(overflowX) && pane.scrollWidth > pane.clientWidth + 1;
          const down = /auto|scroll/.test(overflowY) && pane.scrollHeight > pane.clientHeight + 1;
          if (!across && !down) continue;
          const { left, right, top, bottom } = pane.getBoundingClientRect();
          const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
          if (across && (x < left || x > right)) return { ...middle, by: { x: Math.sign(middle.x - x) * 100, y: 0 } };
          return { ...middle, by: { x: 0, y: Math.sign(middle.y - y) * Math.min(120, (bottom - top) / 3) } };
        }
        return { x, y, under: hit?.outerHTML.slice(0, 120) ?? "nothing" };
      });
      if ("under" in found) throw new Error(`${what} at ${found.x} ${found.y} lies under ${found.under}`);
      if (!("by" in found)) return found;
      const { x, y, by } = found;
      await this.touch("touchStart", { x, y });
      for (let step = 1; step <= 5; step++) await this.touch("touchMove", { x: x + (by.x * step) / 5, y: y + (by.y * step) / 5 });
      await this.touch("touchEnd");
    }
    throw new Error(`${what} cannot be swiped into sight`);
  }

  async tap(what: Locator) {
    const { x, y } = await this.reach(what);
    await this.page.touchscreen.tap(x, y);
    this.taps++;
  }

  async type(into: Locator, text: string) {
    await this.tap(into);
    await expect(into).toBeFocused();
    await this.page.keyboard.type(text);
    // What was wrong with it is no longer said, and what stands below has moved up.
    await expect(into).not.toHaveAttribute("aria-invalid", "true");
  }

  /** Rests on something until its menu is there. */
  async rest(on: Locator, menu: Locator) {
    const at = await this.reach(on);
    await this.touch("touchStart", at);
    await expect(menu).toBeVisible();
    await this.touch("touchEnd");
    await expect(menu, "and it stays when the finger leaves").toBeVisible();
    this.taps++;
  }
}

/** What can be pressed is large enough for a finger. */
async function hasRoom(page: Page) {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, [role=treeitem] > .tree__row, [role=menuitem]")]
      .filter((element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }))
      // A link within a sentence is as high as its line; what is hidden for the eye has a label that is pressed.
      .filter((element) => getComputedStyle(element).display !== "inline" && !element.matches(".visually-hidden, .visually-hidden *"))
      .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width.toFixed()} x ${box.height.toFixed()}`),
  );
  expect(small, "too small for a finger").toEqual([]);
}

test("ten nodes by a finger alone: built, linked, set up, saved, published, stopped", async ({ app, page }) => {
  test.setTimeout(90_000);
  const [builder, listings, finger] = [new Builder(app), new Listings(app), new Finger(page)];
  await builder.open();
  const view = page.getByRole("navigation", { name: "View" });
  const item = (name: string | RegExp) => builder.outline.getByRole("treeitem", { name });
  const live = (text: string | RegExp) =>
    expect(page.locator("[aria-live=polite]:not([role=status])").filter({ hasText: text }).first()).toBeAttached();

  // The first from the hint, the others from the sheet of kinds, over the fields of the one before.
  await finger.tap(builder.outline.getByRole("button", { name: "Add the first node" }));
  await hasRoom(page);
  await finger.tap(page.getByRole("menu", { name: "Add a node" }).getByRole("menuitem", { name: "Action", exact: true }));
  await finger.type(builder.text("Title"), "Newcomers");
  await finger.type(builder.text("Event"), "Signed up");
  await hasRoom(page);
  const add = async (kind: string, title: string, fields: Record<string, string>) => {
    await finger.tap(view.getByRole("button", { name: "Add" }));
    await finger.tap(builder.palette.getByRole("button", { name: kind, exact: true }));
    await live(`Added ${kind}.`);
    await finger.type(builder.text("Title").first(), title);
    for (const [field, text] of Object.entries(fields)) await finger.type(builder.text(field).last(), text);
  };
  await add("Push", "Welcome", { Title: "Hello", Message: "Good to see you." });
  await add("Email", "Guide", { Sender: "Shop", Subject: "How it works", Body: "Begin here." });
  await add("Split test", "Which way", {});
  await add("SMS", "Short", { Sender: "Shop", Message: "Come in." });
  await add("In-app", "Tour", { Title: "Look around", Message: "It takes a minute." });
  await add("Web push", "Offer", { Title: "For you", Message: "Ten per cent." });
  await add("Force exit", "Lost", {});
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await expect(item(/^Sent: Force exit: Lost/)).toHaveAttribute("aria-level", "8");
  await hasRoom(page);

  // Back to the split: the next one stands behind its other path.
  const menu = page.getByRole("menu", { name: "Node actions" });
  await finger.rest(item(/Split test: Which way/), menu);
  await hasRoom(page);
  await finger.tap(menu.getByRole("menuitem", { name: "Add the next node" }));
  await finger.tap(page.getByRole("menu", { name: /^After Split test/ }).getByRole("menuitem", { name: "WhatsApp", exact: true }));
  await finger.type(builder.text("Title").first(), "Chat");
  await finger.type(builder.text("Template"), "hello");
  // On the entry, the same from its fields.
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await finger.tap(item(/^Action/));
  await add("Email", "Reminder", { Sender: "Shop", Subject: "Still there?", Body: "Come back." });
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await expect(builder.outline.getByRole("treeitem")).toHaveCount(10);

  // A link, tap by tap: from, by which outcome, to.
  await finger.rest(item(/Push: Welcome/), menu);
  await finger.tap(menu.getByRole("menuitem", { name: "Link to a node" }));
  const aim = page.getByRole("group", { name: "Link", exact: true });
  await expect(aim).toContainText("Where does Push: Welcome Failed lead?");
  await finger.tap(aim.getByRole("button", { name: "Other outcome" }));
  await expect(aim).toContainText("Where does Push: Welcome Clicked lead?");
  await finger.tap(aim.getByRole("button", { name: "Cancel" }));
  await expect(aim).toBeHidden();
  await live("No link was drawn.");
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await finger.rest(item(/Push: Welcome/), menu);
  await finger.tap(menu.getByRole("menuitem", { name: "Link to a node" }));
  await finger.tap(item(/Force exit: Lost/));
  await live("Linked Push: Welcome Failed to Force exit: Lost.");
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await expect(item(/^Failed: Force exit: Lost/)).toBeVisible();

  // The same on the canvas: a finger on a handle, then on the node.
  await finger.tap(view.getByRole("button", { name: "Canvas" }));
  await finger.tap(builder.button("Fit view"));
  await axe(page);
  await finger.rest(builder.node("Email: Guide"), page.getByRole("menu", { name: "Canvas actions" }));
  await finger.tap(page.getByRole("menuitem", { name: "Zoom to selection" }));
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await finger.tap(builder.node("Email: Guide"));
  await finger.tap(builder.inspector.getByRole("button", { name: "Close inspector" }));
  await finger.tap(view.getByRole("button", { name: "Outline" }));

  // Setup, saved, published.
  await finger.tap(builder.button("Setup"));
  const setup = builder.dialog("Setup");
  await hasRoom(page);
  await finger.tap(setup.getByText("Users who have left may come in again"));
  await expect(setup.getByRole("checkbox", { name: "Users who have left may come in again" })).toBeChecked();
  await finger.tap(setup.getByRole("button", { name: "Done" }));
  await finger.tap(builder.button("Save Draft"));
  await page.keyboard.type("Ten by hand");
  await finger.tap(builder.dialog("Save this journey as").getByRole("button", { name: "Save", exact: true }));
  await builder.says("Saved");
  await finger.tap(page.getByRole("button", { name: "Dismiss message" }));
  await finger.tap(builder.button("Publish"));
  await hasRoom(page);
  await finger.type(builder.publishing.getByRole("textbox", { name: "Description" }), "Made with a finger.");
  await finger.tap(builder.publishing.getByRole("button", { name: "Done" }));
  await expect(builder.message(/Ten by hand.*is published/)).toBeVisible();

  // And stopped.
  const actions = builder.menu("Ten by hand");
  await finger.tap(actions.button);
  await hasRoom(page);
  await finger.tap(actions.item("Stop"));
  await finger.tap(listings.dialog().getByRole("button", { name: "Stop journey" }));
  await expect(builder.message(/Ten by hand.*is stopped/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing stands out at the side").toBe(390);
  expect(finger.taps).toBeLessThan(90);
});
