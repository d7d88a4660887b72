// Points 2 to 5 of issue 2 by keyboard alone (interface.md, Keyboard), on a Latin keyboard and on a Cyrillic one.
import { expect, test as base, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Keyboard, LAYOUTS, type Layout } from "./keys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";
import type { Locator } from "@playwright/test";

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
  await expect(target).toBeVisible();
  for (let step = 0; step < 120; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target, `${key} leads there`).toBeFocused();
}

/** Chooses from a menu whose button has the focus. */
async function chooseByKeys(page: Page, menu: Locator, item: string) {
  await page.keyboard.press("Enter");
  const wanted = menu.getByRole("menuitem", { name: item, exact: true });
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  for (let step = 0; step < 20 && !(await wanted.evaluate((element) => element === document.activeElement)); step++) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(wanted).toBeFocused();
  await page.keyboard.press("Enter");
}

const test = base.extend<{ layout: Layout; keyboard: Keyboard }>({
  layout: ["Latin", { option: true }],
  keyboard: async ({ page, layout }, use) => use(new Keyboard(page, layout)),
});

for (const layout of LAYOUTS) {
  test.describe(`${layout} keys`, () => {
    test.use({ layout });

    test("a journey is built, saved, published and paused without a pointer", async ({ app, page, keyboard }) => {
      const [listings, builder] = [new Listings(app), new Builder(app)];
      await listings.open();
      await tabTo(page, page.getByRole("main").getByRole("link", { name: "New journey", exact: true }).first());
      await keyboard.press("Enter");

      // Nodes from the palette, fields by Enter.
      await tabTo(page, builder.palette.getByRole("button", { name: "Action", exact: true }));
      await keyboard.press("Enter");
      await expect(builder.node("Action")).toBeFocused();
      await keyboard.press("Enter");
      await tabTo(page, builder.text("Event"));
      await keyboard.type("Signed up");
      await tabTo(page, builder.node("Action"), "Shift+Tab");

      // N offers the next node; arrows choose it.
      await keyboard.press("n");
      const menu = page.getByRole("menu", { name: /^After Action/ });
      await expect(menu.getByRole("menuitem").first()).toBeFocused();
      const push = menu.getByRole("menuitem", { name: "Push", exact: true });
      for (let step = 0; step < 30 && !(await push.evaluate((element) => element === document.activeElement)); step++) {
        await keyboard.press("ArrowDown");
      }
      await keyboard.press("Enter");
      await expect(builder.node("Push")).toBeFocused();
      await expect(builder.link("Action Yes to Push")).toBeVisible();
      await keyboard.press("Enter");
      await tabTo(page, builder.text("Title").last());
      await keyboard.type("Hello");
      await tabTo(page, builder.text("Message"));
      await keyboard.type("Good to see you.");

      // Ctrl+S saves, also out of a field.
      await keyboard.press("Control+s");
      await expect(builder.dialog("Save this journey as").getByRole("textbox", { name: "Journey name" })).toBeFocused();
      await keyboard.type("By keys");
      await keyboard.press("Enter");
      await builder.says("Saved");
      await expect(builder.name).toHaveText(keyboard.written("By keys"));

      await tabTo(page, builder.button("Publish"), "Shift+Tab");
      await keyboard.press("Enter");
      await expect(builder.publishing.getByRole("textbox", { name: "Journey name" })).toBeFocused();
      await keyboard.press("Tab");
      await keyboard.type("Made without a mouse.");
      await tabTo(page, builder.publishing.getByRole("button", { name: "Done" }));
      await keyboard.press("Enter");
      await expect(builder.message(new RegExp(`${keyboard.written("By keys")}.*is published`))).toBeVisible();
    });

    test("a journey is paused, resumed and archived without a pointer", async ({ app, page, keyboard }) => {
      const [listings, builder] = [new Listings(app), new Builder(app)];
      await keep(app, journey("By keys", { published: "2026-03-02T09:00:00Z" }));
      await builder.open("by-keys");
      await tabTo(page, builder.menu("By keys").button);
      await chooseByKeys(page, builder.menu("By keys").menu, "Pause");
      await expect(listings.dialog()).toBeVisible();
      await tabTo(page, listings.dialog().getByRole("button", { name: "Pause journey" }));
      await keyboard.press("Enter");
      await expect(builder.message("“By keys” is paused.")).toBeVisible();

      await tabTo(page, page.getByRole("link", { name: "Journeys", exact: true }).first(), "Shift+Tab");
      await keyboard.press("Enter");
      await listings.hasStatus("By keys", "Paused");
      await tabTo(page, listings.menu("By keys").button);
      await chooseByKeys(page, listings.menu("By keys").menu, "Resume");
      await tabTo(page, listings.dialog().getByRole("button", { name: "Resume journey" }));
      await keyboard.press("Enter");
      await listings.hasStatus("By keys", "Running");
      await expect(listings.menu("By keys").button).toBeFocused();
      await chooseByKeys(page, listings.menu("By keys").menu, "Archive");
      await tabTo(page, listings.dialog().getByRole("button", { name: "Archive journey" }));
      await keyboard.press("Enter");
      await tabTo(page, listings.archived.or(page.getByRole("button", { name: "Show archived journeys" })).first());
      await keyboard.press("Space");
      await listings.hasStatus("By keys", "Stopped");
    });

    // What each key does is in crates/editor/tests/{keys,linking,moving}.rs; here they come from a keyboard, and the focus is real.
    test("the canvas: arrows, links, moves, deletion, undo", async ({ app, page, keyboard }) => {
      const builder = new Builder(app);
      await keep(app, journey("Mine"));
      await builder.open("mine");
      const [action, push] = [builder.node("Action: Signed up"), builder.node("Push: Hello")];
      await tabTo(page, action);
      await keyboard.press("l");
      await keyboard.press("o");
      await keyboard.press("Enter");
      await expect(builder.link("Action: Signed up Timeout to Push: Hello")).toBeVisible();
      await expect(action).toBeFocused();
      await keyboard.press("ArrowRight");
      await expect(push).toBeFocused();
      const before = await builder.middle(push);
      await keyboard.press("Alt+ArrowDown");
      await keyboard.press("Alt+ArrowDown");
      await expect.poll(async () => (await builder.middle(push)).y - before.y).toBeCloseTo(40, 0);
      await expect(push).toBeFocused();
      await keyboard.press("Delete");
      await expect(push).toHaveCount(0);
      await expect(action, "the focus goes to what led there").toBeFocused();
      await keyboard.press("Control+z");
      await expect(push).toBeVisible();
      await keyboard.press("Control+Shift+z");
      await expect(push).toHaveCount(0);
      await keyboard.press("Control+z");
      await tabTo(page, action);
      const zoom = await builder.zoom.textContent();
      await keyboard.press("+");
      await expect(builder.zoom).not.toHaveText(zoom!);
      await keyboard.press("Control+a");
      await expect(builder.inspector.getByRole("heading", { name: "2 nodes selected" })).toBeVisible();
    });

    test("a link's delay is reached without a pointer", async ({ app, page, keyboard }) => {
      const builder = new Builder(app);
      await keep(app, journey("Mine"));
      await builder.open("mine");
      await tabTo(page, builder.node("Action: Signed up"));
      await keyboard.press("Enter");
      await tabTo(page, builder.inspector.getByRole("button", { name: "Push: Hello", exact: true }));
      await keyboard.press("Enter");
      await tabTo(page, builder.inspector.getByRole("spinbutton", { name: "Delay: number" }));
      await keyboard.press("Control+a");
      await keyboard.type("5");
      await expect(builder.link("Action: Signed up Yes to Push: Hello")).toContainText("5 h");
    });

    test("a link is drawn to a node far away: the start keeps the focus while the view goes there and back", async ({ app, page, keyboard }) => {
      // Two blocks of cards far from each other; whoever follows the targets goes from one to the other each time.
      const plain = journey("Far");
      const nodes = Array.from({ length: 60 }, (_, i) => {
        const [block, at] = [i % 2, i >> 1];
        return { id: `n${i}`, kind: i ? "email" : "action", title: `Card ${i}`, entry: i === 0, at: [block * 9000 + (at % 4) * 300, Math.floor(at / 4) * 140] };
      });
      const links = nodes.slice(1).map(({ id }, i) => ({ from: `n${i}`, outcome: i ? "sent" : "yes", to: id }));
      await keep(app, { ...plain, versions: [{ ...plain.versions[0], graph: { nodes, links } }] } as any);
      const builder = new Builder(app);
      await builder.open("far");
      // Not the first that is drawn, so that what stands before it goes and comes.
      const start = builder.node("Email: Card 20");
      await start.focus();
      const live = page.locator("[aria-live=polite]:not([role=status])");
      await keyboard.press("l");
      for (let at = 21; at <= 24; at++) {
        await expect(live.filter({ hasText: `Link Email: Card 20 Failed to Email: Card ${at}? ${at - 20} of ` })).toBeAttached();
        await expect(builder.node(`Email: Card ${at}`), "what is aimed at is in view").toBeInViewport();
        await expect(start).toBeFocused();
        if (at < 24) await keyboard.press("ArrowRight");
      }
      await keyboard.press("ArrowLeft");
      await keyboard.press("Enter");
      await expect(live.filter({ hasText: "Email: Card 20 Failed to Email: Card 23" })).toBeAttached();
      await expect(start).toBeFocused();
      // After undo nothing is selected; the keys mean the card that has the focus.
      await keyboard.press("Control+z");
      await expect(live.filter({ hasText: "Undone: " })).toBeAttached();
      await expect(start).toBeFocused();
      await keyboard.press("l");
      await expect(live.filter({ hasText: "Link Email: Card 20 Failed to Email: Card 21? 1 of " })).toBeAttached();
    });

    test("keys that come faster than frames all arrive", async ({ app, page, keyboard }) => {
      await keep(app, journey("Mine"));
      const builder = new Builder(app);
      await builder.open("mine");
      await builder.node("Action: Signed up").focus();
      await keyboard.press("n");
      await expect(page.getByRole("menuitem").first()).toBeFocused();
      // The choice is left, and a link begun, before a frame is drawn.
      await page.evaluate(async (keys) => {
        const [frame, waiting] = [window.requestAnimationFrame, [] as FrameRequestCallback[]];
        window.requestAnimationFrame = (then) => waiting.push(then);
        for (const key of keys) {
          document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
          await new Promise((then) => setTimeout(then));
        }
        window.requestAnimationFrame = frame;
        for (const then of waiting) requestAnimationFrame(then);
      }, [{ key: "Escape", code: "Escape" }, { key: keyboard.written("l"), code: "KeyL" }]);
      await expect(page.getByText(/^Where does Action/)).toBeVisible();
      await expect(builder.node("Action: Signed up")).toBeFocused();
    });

    test("? lists the keys; Escape gives the focus back", async ({ app, page, keyboard }) => {
      const builder = new Builder(app);
      await keep(app, journey("Mine"));
      await builder.open("mine");
      const action = builder.node("Action: Signed up");
      await tabTo(page, action);
      await keyboard.press("?");
      const keys = builder.dialog("Keyboard shortcuts");
      await expect(keys).toBeVisible();
      for (const key of ["Ctrl Z", "Ctrl S", "Enter", "L", "N"]) await expect(keys.getByText(key, { exact: true }).first()).toBeVisible();
      await keyboard.press("Escape");
      await expect(keys).toBeHidden();
      await expect(action).toBeFocused();
    });

    test("a dialog keeps the focus in, and gives it back to what opened it", async ({ app, page, keyboard }) => {
      const builder = new Builder(app);
      await keep(app, journey("Mine"));
      await builder.open("mine");
      for (const [button, dialog] of [
        ["Setup", "Setup"],
        ["Publish", "Publish journey"],
        ["Keyboard shortcuts", "Keyboard shortcuts"],
      ]) {
        await builder.button(button).focus();
        await keyboard.press("Enter");
        await expect(builder.dialog(dialog)).toBeVisible();
        for (let step = 0; step < 40; step++) {
          await keyboard.press("Tab");
          const inside = await page.evaluate(() => {
            const here = document.activeElement;
            // The browser's own bar comes between the last and the first: then the body has the focus.
            return here === document.body || here?.closest("dialog[open]") !== null;
          });
          expect(inside, `the focus stays in ${dialog}`).toBe(true);
        }
        await keyboard.press("Escape");
        await expect(builder.dialog(dialog)).toBeHidden();
        await expect(builder.button(button)).toBeFocused();
      }
    });

    test("a menu gives the focus back", async ({ app, page, keyboard }) => {
      const listings = new Listings(app);
      await keep(app, journey("Mine"));
      await listings.open();
      const menu = listings.menu("Mine");
      await tabTo(page, menu.button);
      await keyboard.press("ArrowUp");
      await expect(menu.menu.getByRole("menuitem").last()).toBeFocused();
      await keyboard.press("Home");
      await expect(menu.item("Edit")).toBeFocused();
      await keyboard.press("s");
      await expect(menu.item("Stop"), "a disabled item can be reached, to hear why").toBeFocused();
      await keyboard.press("Enter");
      await expect(listings.dialog()).toHaveCount(0);
      await keyboard.press("Escape");
      await expect(menu.menu).toBeHidden();
      await expect(menu.button).toBeFocused();
    });

    test("the first Tab skips to the page", async ({ app, page, keyboard }) => {
      await new Listings(app).open();
      await keyboard.press("Tab");
      await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
      await keyboard.press("Enter");
      await expect(page.getByRole("main")).toBeFocused();
    });
  });
}
