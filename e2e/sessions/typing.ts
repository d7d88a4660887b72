// What a person writes in a session: a word into a field, key by key.
import { expect, type Locator } from "@playwright/test";
import type { Choices } from "../random";
import type { Session } from "./session";
import type { Tab } from "./tab";

/** A text that is longer is written over: names and titles have limits. */
const LONG = 40;

/** Types a word at the end of a field. Text that would become too long is written over, which takes back its words. */
async function append(session: Session, tab: Tab, field: Locator, where: string) {
  const { keyboard } = tab.page;
  const before = await field.inputValue();
  if (before.length > LONG) {
    session.takeBack(before, "written over");
    await keyboard.press("ControlOrMeta+a");
    await keyboard.press("Delete");
  } else {
    await keyboard.press("ControlOrMeta+End");
    await keyboard.press("End");
  }
  const word = session.newWord(tab, where);
  // A question may come while somebody types: it has the keys then, also where it goes by itself. The rest is in the field.
  const typed = await tab.type(word);
  if (typed !== word) session.cut(tab, word, typed);
  // Some fields take only so many letters, and say so at once.
  const told = await field.evaluateAll((fields) =>
    fields.flatMap((field) => (field.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "")),
  );
  if (told.some((text) => text.includes("It is kept as it was before."))) session.takeBack(word, "the field says that it is too long");
  // Where the field is gone, what was typed is looked for with all the rest.
  const values = await field.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  if (values.length > 0 && !values[0].includes(typed)) {
    const has = await tab.page.evaluate(() => [document.activeElement?.outerHTML, ...[...document.querySelectorAll<HTMLInputElement>("input, textarea")].map((field) => field.value)].join("\n  "));
    throw new Error(`${typed} was typed into ${where}, and is not in the field. The focus and the fields:\n  ${has}`);
  }
}

/** Tries until it is done. Each attempt ends before the next begins: one that is left behind would press its button later, while
 * something else is typed. */
async function patiently(attempt: () => Promise<void>) {
  for (const until = Date.now() + 15_000; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** The text boxes of the inspector that can be written into. */
function fields(tab: Tab) {
  return tab.builder.inspector.locator(":is(input[type=text], textarea):not([readonly]):not(:disabled)");
}

/** Opens one of the cards that are in view; where none is, a new one. */
async function openNode(tab: Tab, random: Choices) {
  const { builder, page } = tab;
  const [at, kind] = [random.below(60), random.one(["Action", "Push", "Email"])];
  // A box that is being written in has its keys first.
  if ((await page.locator(".writing__field").count()) > 0) await page.keyboard.press("Escape");
  await patiently(async () => {
    const spots = await builder.nodes.evaluateAll((nodes) =>
      nodes.flatMap((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        const middle = { x: x + width / 2, y: y + height / 2 };
        return node.contains(document.elementFromPoint(middle.x, middle.y)) ? [middle] : [];
      }),
    );
    if (spots.length === 0) await builder.press(kind);
    expect(spots.length, "a card is in view").toBeGreaterThan(0);
    const { x, y } = spots[at % spots.length];
    await page.mouse.click(x, y);
    await page.keyboard.press("Enter");
    await expect(builder.inspector.locator(":focus"), "the fields of the node are open").toBeAttached({ timeout: 1_000 });
  });
  await expect(fields(tab).first()).toBeVisible();
}

/** Writes into a field of a node. */
export async function typeInNode(session: Session, tab: Tab, random: Choices) {
  await openNode(tab, random);
  const all = fields(tab);
  const field = all.nth(random.below(await all.count()));
  await field.focus();
  const label = await field.evaluate((field) => (field as HTMLInputElement).labels?.[0]?.textContent ?? field.getAttribute("aria-label") ?? "");
  await append(session, tab, field, `a node’s ${label}`);
  if (random.chance(0.3)) await field.blur();
}

/** Writes on a note; some stay open. */
export async function typeOnNote(session: Session, tab: Tab, random: Choices) {
  const { builder, page } = tab;
  const notes = builder.canvas.locator("[aria-roledescription=note]");
  const box = builder.canvas.getByRole("textbox", { name: "Text of the note" });
  const [at, old] = [random.below(60), random.chance(0.6)];
  // A question that comes and goes by itself closes the box.
  await patiently(async () => {
    const count = await notes.count();
    if (count > 0 && old) {
      await notes.nth(at % count).focus();
      await page.keyboard.press("F2");
    } else {
      // By the keyboard: a message may lie over the button.
      await builder.button("Add a note").press("Enter", { timeout: 1_000 });
    }
    await expect(box).toBeFocused({ timeout: 1_000 });
  });
  await append(session, tab, box, "a note");
  if (random.chance(0.6)) await page.keyboard.press("Escape");
}

/** Names a group: the one there is, or a new one of all nodes. */
export async function nameGroup(session: Session, tab: Tab, random: Choices) {
  const { builder, page } = tab;
  const groups = builder.canvas.locator("[aria-roledescription=group]");
  const box = page.getByRole("textbox", { name: "Name of the group" });
  // One node alone is no group.
  if ((await groups.count()) === 0 && (await builder.nodes.count()) < 2) return typeInNode(session, tab, random);
  await patiently(async () => {
    if ((await groups.count()) > 0) {
      await groups.first().focus();
      await page.keyboard.press("F2");
    } else {
      await builder.nodes.first().focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("ControlOrMeta+g");
    }
    await expect(box).toBeFocused({ timeout: 1_000 });
  });
  await append(session, tab, box, "a group’s name");
  if (random.chance(0.6)) await page.keyboard.press("Enter");
}

/** Saves; a new journey gets a name first. */
export async function save(session: Session, tab: Tab, random: Choices) {
  const { builder } = tab;
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  if (tab.app.address.startsWith("/journeys/new")) {
    await expect(dialog).toBeVisible();
    const name = dialog.getByRole("textbox", { name: "Journey name" });
    await expect(name).toBeFocused();
    await append(session, tab, name, "the journey’s name");
    // Left open, or saved.
    if (random.chance(0.2)) return;
    await tab.page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
  }
  // Where another tab has published it meanwhile, nothing is saved, and its version is shown.
  const status = /^(Saved|Not saved|Published, only What can be changed|Read only)$/;
  if (random.chance(0.5)) await expect(builder.page.getByRole("status").filter({ hasText: status })).toBeVisible();
}

/** Publishes with a description, or leaves the dialog open; what keeps it from being published is left as it is. */
export async function publish(session: Session, tab: Tab, random: Choices) {
  const { builder, page } = tab;
  await builder.button("Publish").click();
  const { publishing } = builder;
  await expect(publishing).toBeVisible();
  const description = publishing.getByRole("textbox", { name: "Description" });
  await description.focus();
  await append(session, tab, description, "the description");
  const written = await description.inputValue();
  if (random.chance(0.4)) return;
  const done = publishing.getByRole("button", { name: "Done", exact: true });
  if (await done.isEnabled()) {
    await done.click();
    await expect(publishing).toBeHidden();
    return;
  }
  session.takeBack(written, "cancelled");
  await page.keyboard.press("Escape");
  await expect(publishing).toBeHidden();
}
