// Keys on other layouts, on a Mac, during a composition, and with the focus elsewhere than on the canvas.
import { expect, test, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

type Mods = { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean };

/** Presses a key as a keyboard with another layout sends it. */
async function press(page: Page, key: string, code: string, { ctrl, meta, shift, alt }: Mods = {}) {
  const modifiers = (alt ? 1 : 0) | (ctrl ? 2 : 0) | (meta ? 4 : 0) | (shift ? 8 : 0);
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, code, modifiers });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code, modifiers });
  await session.detach();
}

/** Dispatches a key event on what has the focus. Whether the browser may still act on it. */
function passes(page: Page, init: KeyboardEventInit) {
  return page.evaluate((init) => {
    const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
    return (document.activeElement ?? document.body).dispatchEvent(event);
  }, init);
}

async function open(app: any) {
  const builder = new Builder(app);
  await keep(app, journey("Mine"));
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
  const builder = await open(app);
  const controls = [
    builder.palette.getByRole("button", { name: "Email", exact: true }),
    builder.button("Setup"),
    builder.button("Zoom in"),
    page.getByRole("link", { name: "Journeys", exact: true }).first(),
    builder.inspector.getByRole("button").first(),
  ];
  for (const control of controls) {
    await control.focus();
    for (const key of ["Delete", "Backspace", "?", "t"]) await page.keyboard.press(key);
    await expect(builder.nodes).toHaveCount(2);
    await expect(page.locator("dialog[open]")).toHaveCount(0);
  }
  await builder.select("Push: Hello");
  for (const key of ["Control+Delete", "Alt+Backspace"]) await page.keyboard.press(key);
  await expect(builder.nodes).toHaveCount(2);
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
