// Every dialog, menu and panel is opened, left and used, by pointer and by keyboard (interface.md, Dialogs).
import type { Locator } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "../fixtures";
import { journey } from "../journeys";
import { expect, keep, test } from "./fixtures";
import { At, BUILDER, FRESH, LISTED, LISTINGS, OPENED, SHARED, type Overlay } from "./overlays";

type Way = "pointer" | "keyboard";

/** The most presses of Tab or an arrow to a control. */
const FAR = 60;

/** Leads the focus to a control by keys, without leaving the page for the browser's own bars. */
async function reach({ page }: At, control: Locator) {
  const next = () =>
    control.evaluate((element) => {
      const here = document.activeElement!;
      if (element === here || element.getAttribute("aria-selected") === "true") return null;
      if (element.closest("[role=menu], [role=listbox]")) return "ArrowDown";
      return element.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING ? "Shift+Tab" : "Tab";
    });
  await expect(control).toBeVisible();
  // A menu has the focus a moment after it is seen; until then the arrows scroll the page.
  const isMenuReady = (element: Element) => element.closest("[role=menu]")?.contains(document.activeElement) ?? true;
  await expect.poll(() => control.evaluate(isMenuReady), `the focus is in the menu of ${control}`).toBe(true);
  for (let step = 0; step < FAR; step++) {
    const key = await next();
    if (!key) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${control} is not reached by the keyboard`);
}

async function press(at: At, control: Locator, way: Way) {
  if (way === "pointer") return control.click();
  await reach(at, control);
  await at.page.keyboard.press((await control.getAttribute("type")) === "checkbox" ? "Space" : "Enter");
}

async function open(at: At, overlay: Overlay, way: Way) {
  const chooser = overlay.file && at.page.waitForEvent("filechooser");
  const [first, ...more] = overlay.opens?.(at) ?? [];
  if (first) await expect(first).toBeVisible();
  if (overlay.itself) await overlay.itself(at);
  else if (way === "keyboard") {
    await first.focus();
    await at.page.keyboard.press(overlay.keys ?? "Enter");
  } else if (overlay.pointer) await overlay.pointer(at);
  else await first.click();
  for (const next of more) await press(at, next, way);
  if (overlay.file) await (await chooser)!.setFiles({ name: overlay.file.name, mimeType: "application/json", buffer: Buffer.from(overlay.file.text) });

  const panel = overlay.panel(at);
  await expect(panel).toBeVisible();
  await expect.poll(() => panel.evaluate(isInside), `${panel} is in the window`).toBe(true);
  if (["dialog", "menu"].includes((await role(panel))!)) {
    await expect.poll(() => panel.evaluate((panel) => panel.contains(document.activeElement)), `the focus is in ${panel}`).toBe(true);
  }
  return panel;
}

function role(panel: Locator) {
  return panel.evaluate((panel) => panel.getAttribute("role") ?? (panel.tagName === "DIALOG" ? "dialog" : null));
}

function isInside(panel: Element) {
  const { left, top, right, bottom } = panel.getBoundingClientRect();
  return Math.min(left, top, innerWidth - right, innerHeight - bottom) >= -0.5;
}

/** Leaves it as it is: by Escape, by the harmless button of a dialog, or by a press beside a menu. */
async function leave(at: At, overlay: Overlay, panel: Locator, way: Way) {
  const { page } = at;
  const isDialog = await panel.evaluate((panel) => panel.tagName === "DIALOG");
  if (way === "keyboard") await page.keyboard.press("Escape");
  else if (isDialog) await panel.getByRole("button", { name: /^(Cancel|Close|Done|Restore)$/ }).first().click();
  else {
    const { x, y } = await at.builder.middle(await at.beside());
    await page.mouse.click(x, y);
  }
  await expect(panel).toBeHidden();
  const opener = overlay.opens?.(at)[0];
  if (way === "keyboard" && opener) await expect(opener, `the focus comes back from ${panel}`).toBeFocused();
  else if (isDialog) await expect.poll(() => page.evaluate(() => document.activeElement?.matches("body *") ?? false), `the focus is on the page after ${panel}`).toBe(true);
}

async function goThrough(at: At, overlays: Overlay[], way: Way) {
  for (const overlay of overlays) {
    await overlay.before?.(at);
    if (!overlay.stays && !overlay.decides) await leave(at, overlay, await open(at, overlay, way), way);
    const panel = await open(at, overlay, way);
    if (overlay.types) await at.page.keyboard.type(overlay.types);
    await press(at, overlay.use(panel, at), way);
    if (!overlay.stays) await expect(panel).toBeHidden();
    await overlay.then(at, panel);
    if (overlay.stays) await leave(at, overlay, panel, way);
  }
}

/** A few at a time: one test has an end in time on a busy machine, too. */
function parts(overlays: Overlay[], most = 5) {
  return Array.from({ length: Math.ceil(overlays.length / most) }, (_, part) => overlays.slice(part * most, (part + 1) * most));
}

for (const way of ["pointer", "keyboard"] as const) {
  for (const [part, overlays] of parts(LISTINGS).entries()) {
    test(`every dialog, menu and panel of the listings, by ${way}, part ${part + 1}`, async ({ app }) => {
      await keep(app, ...LISTED);
      const at = new At(app);
      await at.listings.open();
      await goThrough(at, overlays, way);
    });
  }

  for (const [part, overlays] of parts(BUILDER).entries()) {
    test(`every dialog, menu and panel of the builder, by ${way}, part ${part + 1}`, async ({ app }) => {
      await keep(app, OPENED);
      const at = new At(app);
      await at.builder.open("mine");
      await goThrough(at, overlays, way);
    });
  }

  test(`the dialogs of a new journey, by ${way}`, async ({ app }) => {
    const at = new At(app);
    await at.builder.open();
    await goThrough(at, FRESH, way);
  });
}

test("the dialog of two tabs, by pointer", async ({ app, anotherTab }) => {
  await keep(app, journey("Mine"));
  const other = new At(await anotherTab());
  const at = new At(app, other);
  for (const { builder } of [at, other]) await builder.open("mine");
  await goThrough(at, SHARED, "pointer");
});

test("the list of dialogs, menus and panels is that of the source", () => {
  const root = join(import.meta.dirname, "../../src");
  // The components themselves, and the page that shows them.
  const files = (readdirSync(root, { recursive: true }) as string[]).filter((file) => file.endsWith(".rs") && !/^ui\/|^gallery/.test(file));
  const opens = /<(Dialog|Menu|PointMenu)\b|"popover"|role="(menu|listbox)"/;
  const found = files.filter((file) => opens.test(readFileSync(join(root, file), "utf8")));
  const listed = [...LISTINGS, ...BUILDER, ...FRESH, ...SHARED].map(({ source }) => source);
  expect([...new Set(listed)].sort()).toEqual(found.sort());
});
