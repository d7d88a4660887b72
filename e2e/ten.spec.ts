// A journey of ten nodes from nothing to stopped (issue 5), by the keys alone: after the page is loaded nothing but
// page.keyboard touches it. What the live region says is read at each step, the focus is seen after each key, and the keys
// are counted. The same by fingers alone is in phone.spec.ts.
import type { Locator } from "@playwright/test";
import { axe, expect, test, type Page } from "./fixtures";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

/** A person at the keyboard. */
class Hands {
  /** How many keys were pressed, without the letters of texts. */
  keys = 0;

  constructor(readonly page: Page) {}

  /** Presses keys one after the other; after each the focus is somewhere, and can be seen. */
  async press(...keys: string[]) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.keys++;
      await this.focusIsSeen(key);
    }
  }

  /** Types a text, or the first letters of what is to be chosen. */
  async type(text: string) {
    await this.page.keyboard.type(text);
  }

  /** Tabs on to something that comes soon. */
  async tab(target: Locator, most = 12, key: "Tab" | "Shift+Tab" = "Tab") {
    await expect(target).toBeVisible();
    for (let step = 0; step <= most; step++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.press(key);
    }
    await expect(target, `${most} times ${key} lead there`).toBeFocused();
  }

  /** Goes to an item of a menu by the first letters of its name, and takes it. */
  async choose(menu: Locator, name: string) {
    await expect(menu.locator(":focus")).toHaveCount(1);
    await this.type(name.split(" ")[0]!.toLowerCase());
    await expect(menu.getByRole("menuitem", { name, exact: true })).toBeFocused();
    await this.press("Enter");
  }

  /** The live region says it. */
  async hear(text: string | RegExp) {
    await expect(this.page.locator("[aria-live=polite]:not([role=status])").filter({ hasText: text }).first()).toBeAttached();
  }

  private async focusIsSeen(key: string) {
    const trouble = () =>
      this.page.evaluate(() => {
        const here = document.activeElement;
        if (!here || here === document.body) return "nothing has the focus";
        const box = here.getBoundingClientRect();
        const shown = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0;
        if (!shown) return "what has the focus is out of sight";
        const rings = [here, ...here.children].some((element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
        });
        return here.matches(":focus-visible") && rings ? "" : `no ring around ${here.outerHTML.slice(0, 80)}`;
      });
    await expect.poll(trouble, `after ${key} the focus is seen`).toBe("");
  }
}

test("ten nodes by the keys alone: built, linked, set up, saved, published, stopped", async ({ app, page }) => {
  test.setTimeout(60_000);
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  const hands = new Hands(page);
  const next = (from: string, outcome: string) => page.getByRole("menu", { name: `After ${from} ${outcome}`, exact: true });

  // The first node. What had the focus is gone with the hint; the new node has it.
  await hands.press("F6");
  await expect(builder.button("Add the first node")).toBeFocused();
  await hands.press("Enter");
  await hands.choose(page.getByRole("menu", { name: "Add a node" }), "Action");
  await hands.hear("Added Action.");
  await expect(builder.node("Action")).toBeFocused();
  await hands.press("Enter");
  await expect(builder.text("Title")).toBeFocused();
  await hands.type("Newcomers");
  await hands.tab(builder.text("Event"), 2);
  await hands.type("Signed up");
  await hands.press("Escape");
  await expect(builder.node("Action: Newcomers"), "Escape leads back to the node").toBeFocused();

  /** The next node behind one that has the focus, named and filled in. */
  const add = async (from: string, outcome: string, kind: string, title: string, fields: Record<string, string>) => {
    await hands.press("n");
    await expect(page.getByRole("menu", { name: /^After / }).locator(":focus"), "the menu has the focus").toHaveCount(1);
    for (let step = 0; step < 6 && !(await next(from, outcome).isVisible()); step++) await hands.press("ArrowRight");
    await hands.choose(next(from, outcome), kind);
    await hands.hear(`Added ${kind}.`);
    await expect(builder.link(`${from} ${outcome} to ${kind}`)).toBeAttached();
    await hands.press("Enter");
    await hands.type(title);
    for (const [field, text] of Object.entries(fields)) {
      await hands.tab(builder.text(field).last());
      await hands.type(text);
    }
    await hands.press("Escape");
    await expect(builder.node(`${kind}: ${title}`)).toBeFocused();
  };

  await add("Action: Newcomers", "Yes", "Push", "Welcome", { Title: "Hello", Message: "Good to see you." });
  await add("Push: Welcome", "Sent", "Email", "Guide", { Sender: "Shop", Subject: "How it works", Body: "Begin here." });
  await add("Email: Guide", "Sent", "Split test", "Which way", {});
  await add("Split test: Which way", "Path 1", "SMS", "Short", { Sender: "Shop", Message: "Come in." });
  // Back to the split, and on by its other path.
  await hands.press("ArrowLeft");
  await expect(builder.node("Split test: Which way")).toBeFocused();
  await add("Split test: Which way", "Path 2", "WhatsApp", "Chat", { Template: "hello" });
  await hands.press("ArrowUp");
  await expect(builder.node("SMS: Short"), "the sibling above").toBeFocused();
  await add("SMS: Short", "Sent", "In-app", "Tour", { Title: "Look around", Message: "It takes a minute." });
  await add("In-app: Tour", "Viewed", "Web push", "Offer", { Title: "For you", Message: "Ten per cent." });
  await add("Web push: Offer", "Failed", "Force exit", "Lost", {});
  await hands.press("Home");
  await expect(builder.node("Action: Newcomers")).toBeFocused();
  await add("Action: Newcomers", "Timeout", "Email", "Reminder", { Sender: "Shop", Subject: "Still there?", Body: "Come back." });
  await hands.press("0");
  await expect(builder.nodes).toHaveCount(10);

  // A link to a node that is there: L, the arrows to its end, Enter.
  await hands.press("Home", "ArrowRight", "l");
  await hands.hear(/^Link Push: Welcome \w+ to .*\? 1 of \d+\./);
  await expect(page.getByText(/^Where does Push: Welcome \w+ lead\?/), "it is seen as well").toBeVisible();
  const wanted = builder.canvas.locator('.node--target[aria-label="Force exit: Lost"]');
  for (let step = 0; step < 8 && !(await wanted.isVisible()); step++) await hands.press("ArrowLeft");
  await hands.press("Enter");
  await hands.hear(/^Linked Push: Welcome \w+ to Force exit: Lost\.$/);
  await expect(builder.links).toHaveCount(10);
  await expect(builder.node("Push: Welcome"), "the focus stays at its start").toBeFocused();

  // A mistake, and taken back.
  await hands.press("ArrowLeft", "ArrowRight", "Delete");
  await hands.hear("Deleted Push: Welcome.");
  await hands.press("Control+z");
  await hands.hear("Undone: Deleted Push: Welcome.");
  await expect(builder.links).toHaveCount(10);
  await hands.press("t");
  await hands.hear(/^Tidied up: \d+ nodes? moved\.|^Everything is tidy/);
  await expect(builder.canvas.locator(".node:focus")).toHaveCount(1);

  // Setup.
  await hands.press("s");
  const setup = builder.dialog("Setup");
  await expect(setup).toBeVisible();
  await hands.tab(setup.getByRole("checkbox", { name: "Users who have left may come in again" }), 3);
  await hands.press("Space");
  await expect(setup.getByRole("checkbox", { name: "Users who have left may come in again" })).toBeChecked();
  await hands.hear("Changed the setup.");
  await hands.press("Escape");
  await expect(setup).toBeHidden();
  await expect(builder.canvas.locator(".node:focus"), "the focus comes back from the dialog").toHaveCount(1);

  // Saved, published.
  await hands.press("Control+s");
  await hands.type("Ten by hand");
  await hands.press("Enter");
  await builder.says("Saved");
  await expect(builder.name).toHaveText("Ten by hand");
  await expect(builder.button(/^Checks \(\d+\)/)).toBeVisible();
  await axe(page);
  await hands.press("p");
  await expect(builder.publishing).toBeVisible();
  await hands.tab(builder.publishing.getByRole("textbox", { name: "Description" }), 2);
  await hands.type("Made without a mouse.");
  await hands.press("Control+Enter");
  await expect(builder.message(/Ten by hand.*is published/)).toBeVisible();
  await expect(builder.publishing).toBeHidden();

  // And stopped, from the same place.
  const actions = builder.menu("Ten by hand");
  await hands.press("Shift+F6");
  await hands.tab(actions.button, 14);
  await hands.press("Enter");
  await hands.choose(actions.menu, "Stop");
  await hands.tab(listings.dialog().getByRole("button", { name: "Stop journey" }), 4);
  await hands.press("Enter");
  await expect(builder.message(/Ten by hand.*is stopped/)).toBeVisible();
  await expect(actions.button, "the focus comes back to the menu").toBeFocused();

  // Eight keys for a node, without its texts, and four dozen for all the rest.
  expect(hands.keys).toBeLessThan(140);
});
