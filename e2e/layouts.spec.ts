// Keys on other layouts, on a Mac, during a composition, and with the focus elsewhere than on the canvas.
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { send } from "./keys";
import { Builder } from "./pages/builder";

type Mods = { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean };

/** Presses a key as a keyboard with another layout sends it. */
async function press(page: Page, key: string, code: string, { ctrl, meta, shift, alt }: Mods = {}) {
  const session = await page.context().newCDPSession(page);
  await send(session, key, code, { modifiers: (alt ? 1 : 0) | (ctrl ? 2 : 0) | (meta ? 4 : 0) | (shift ? 8 : 0) });
  await session.detach();
}

/** Dispatches a key event on what has the focus. Whether the browser may still act on it. */
function passes(page: Page, init: KeyboardEventInit) {
  return page.evaluate((init) => {
    const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
    return (document.activeElement ?? document.body).dispatchEvent(event);
  }, init);
}

async function open(app: App, setup = {}) {
  const builder = new Builder(app);
  const plain = journey("Mine");
  const [version] = plain.versions;
  await keep(app, { ...plain, versions: [{ ...version, setup: { ...version.setup, ...setup } }] });
  await builder.open("mine");
  await builder.select("Push: Hello");
  return builder;
}

const LAYOUTS = [
  { name: "Cyrillic", undo: ["я", "KeyZ"], all: ["ф", "KeyA"], next: ["т", "KeyN"], setup: ["ы", "KeyS"] },
  { name: "Greek", undo: ["ζ", "KeyZ"], all: ["α", "KeyA"], next: ["ν", "KeyN"], setup: ["σ", "KeyS"] },
  { name: "Dvorak", undo: ["z", "Slash"], all: ["a", "KeyA"], next: ["n", "KeyL"], setup: ["s", "Semicolon"] },
];

for (const { name, undo, all, next, setup } of LAYOUTS) {
  test(`${name}: undo, select all, the next node and Setup`, async ({ app, page }) => {
    const builder = await open(app);
    await page.keyboard.press("Delete");
    await expect(builder.nodes).toHaveCount(1);
    await press(page, undo[0], undo[1], { ctrl: true });
    await expect(builder.nodes).toHaveCount(2);
    await press(page, all[0], all[1], { ctrl: true });
    await expect(builder.inspector.getByRole("heading", { name: "2 nodes selected" })).toBeVisible();
    await builder.select("Push: Hello");
    await press(page, next[0], next[1]);
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(builder.node("Push: Hello")).toBeFocused();
    await press(page, setup[0], setup[1]);
    await expect(builder.dialog("Setup")).toBeVisible();
  });
}

test("keys of a composition do nothing", async ({ app, page }) => {
  const builder = await open(app);
  for (const key of ["Delete", "Backspace", "n", "?", "Enter"]) {
    expect(await passes(page, { key, isComposing: true }), key).toBe(true);
  }
  await expect(builder.nodes).toHaveCount(2);
});

test("events without a key are ignored", async ({ app, page }) => {
  const builder = await open(app);
  await page.evaluate(() => {
    for (const name of ["keydown", "keyup"]) {
      for (const target of [window, ...document.querySelectorAll("input, textarea, select, button")]) {
        target.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
      }
    }
  });
  await expect(builder.nodes).toHaveCount(2);
});

test("what deletes and bare letters do nothing while a control has the focus", async ({ app, page }) => {
  test.setTimeout(90_000);
  const builder = await open(app, { user_zone: true });
  await builder.inspector.getByRole("radio", { name: "At a clock time" }).check();
  await builder.button(/^Checks/).click();
  // Each button, link, radio, box to tick and list to choose from, wherever on the page; those of the canvas are its own.
  await page.evaluate(() => {
    const all = "button, a[href], select, input:is([type=radio], [type=checkbox]), summary, [role=tab]";
    const isShown = (one: HTMLElement) => !one.matches(":disabled, .canvas__world *, [tabindex='-1']") && one.checkVisibility() && one.getBoundingClientRect().width > 0;
    Object.assign(window, { controls: () => [...document.querySelectorAll<HTMLElement>(all)].filter(isShown) });
  });
  // The checks that need time may still come: each time they are looked for anew.
  const list = () => page.evaluate(() => {
    const shown: HTMLElement[] = (window as any).controls();
    const part = (one: Element) => ["palette", "inspector", "banner", "checks-panel", "canvas"].find((part) => one.closest(`.${part}`)) ?? "page";
    return shown.map((one) => [part(one), one.tagName, one.getAttribute("type") ?? ""].join(" ").trim());
  });
  const places = ["palette BUTTON button", "banner BUTTON button", "canvas BUTTON button", "checks-panel BUTTON button", "page A"];
  const fields = ["BUTTON button", "INPUT radio", "INPUT checkbox", "SELECT"].map((field) => `inspector ${field}`);
  await expect
    .poll(async () => {
      const kinds = await list();
      return [...places, ...fields].filter((kind) => !kinds.includes(kind));
    }, "of each kind there is one")
    .toEqual([]);
  for (let n = 0, kinds = await list(); n < kinds.length; n++, kinds = await list()) {
    const focus = (n: number) => {
      const control: HTMLElement = (window as any).controls()[n];
      control.focus();
      return document.activeElement === control;
    };
    await expect.poll(() => page.evaluate(focus, n), `${kinds[n]} has the focus`).toBe(true);
    for (const key of ["Delete", "Backspace", "Shift+Delete", "?", "n", "t"]) await page.keyboard.press(key);
    expect(await builder.nodes.count(), `${n}: ${kinds[n]}`).toBe(2);
    expect(await page.locator("dialog[open], .add-node").count(), kinds[n]).toBe(0);
  }
  await builder.node("Push: Hello").focus();
  for (const key of ["Control+Delete", "Alt+Backspace"]) await page.keyboard.press(key);
  await expect(builder.nodes).toHaveCount(2);
});

test("what deletes does nothing in Setup, whatever has the focus there", async ({ app, page }) => {
  const builder = await open(app);
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const controls = setup.locator("button, select, input:is([type=radio], [type=checkbox])").and(page.locator(":not(:disabled)"));
  await expect.poll(() => controls.count()).toBeGreaterThan(8);
  const count = await controls.count();
  for (let n = 0; n < count; n++) {
    await controls.nth(n).focus();
    for (const key of ["Delete", "Backspace", "Shift+Delete"]) await page.keyboard.press(key);
    expect(await builder.nodes.count()).toBe(2);
  }
});

test("Ctrl+S never reaches the browser, in dialogs and on other layouts", async ({ app, page }) => {
  const builder = await open(app);
  for (const name of ["Setup", "Publish", "Share link", "Keyboard shortcuts"]) {
    await builder.button(name).click();
    await expect(page.locator("dialog[open]")).toHaveCount(1);
    expect(await passes(page, { key: "s", code: "KeyS", ctrlKey: true }), name).toBe(false);
    expect(await passes(page, { key: "ы", code: "KeyS", ctrlKey: true }), name).toBe(false);
    expect(await passes(page, { key: "d", code: "KeyD", ctrlKey: true }), name).toBe(false);
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
  }
});

test("on a Mac commands go by ⌘, and are shown so", async ({ app, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
  const builder = await open(app);
  await expect(builder.button("Undo")).toHaveAttribute("aria-keyshortcuts", "Meta+Z");
  await page.keyboard.press("Delete");
  await expect(builder.nodes).toHaveCount(1);
  expect(await passes(page, { key: "z", code: "KeyZ", ctrlKey: true })).toBe(true);
  await expect(builder.nodes).toHaveCount(1);
  expect(await passes(page, { key: "z", code: "KeyZ", metaKey: true })).toBe(false);
  await expect(builder.nodes).toHaveCount(2);
  await builder.button("Keyboard shortcuts").click();
  await expect(builder.dialog("Keyboard shortcuts").getByText("⌘Z", { exact: true })).toBeVisible();
});

test.describe("with words marked elsewhere on the page", () => {
  /** Marks words of the inspector, and goes back to the node by the keyboard. */
  async function mark(page: Page, builder: Builder) {
    const words = builder.inspector.getByText("What this node is called on the canvas.");
    await words.click({ clickCount: 3 });
    const marked = () => page.evaluate(() => String(getSelection()));
    await expect.poll(marked).toContain("What this node is called");
    const node = builder.canvas.locator("[aria-roledescription=node][tabindex='0']");
    for (let step = 0; step < 6 && !(await node.evaluate((one) => one === document.activeElement)); step++) await page.keyboard.press("F6");
    await expect(node).toBeFocused();
    expect(await marked(), "they are still marked").toContain("What this node is called");
  }

  test("nodes are copied and pasted", async ({ app, page }) => {
    const builder = await open(app);
    await mark(page, builder);
    await page.keyboard.press("Control+c");
    await expect(page.locator("[aria-live=polite]").filter({ hasText: "Copied 1 node." })).toBeAttached();
    await page.keyboard.press("Control+v");
    await expect(builder.nodes).toHaveCount(3);
  });

  test("nodes are cut, and pasted again", async ({ app, page }) => {
    const builder = await open(app);
    await mark(page, builder);
    await page.keyboard.press("Control+x");
    await expect(builder.nodes).toHaveCount(1);
    await mark(page, builder);
    await page.keyboard.press("Control+v");
    await expect(builder.nodes).toHaveCount(2);
  });
});
