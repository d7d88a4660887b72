// What a person does in a session. Each step begins in a tab without an open dialog.
import { expect } from "@playwright/test";
import type { Choices } from "../random";
import type { Session } from "./session";
import type { Tab } from "./tab";
import { nameGroup, publish, save, typeInNode, typeOnNote } from "./typing";

type Step = {
  name: string;
  weight: number;
  /** Whether a draft has to be open in the tab. */
  draft: boolean;
  run(session: Session, tab: Tab, random: Choices): Promise<void>;
};

const KINDS = ["Push", "SMS", "Webhook", "Email"];
const PLACES = ["/", "/settings", "/calendar", "/help", "/journeys/new", "/journeys/gone"];

/** Opens a journey: by its row, or by its address. */
export async function openJourney(session: Session, tab: Tab, random: Choices) {
  const ids = await session.journeys();
  const id = ids.length > 0 && random.chance(0.85) ? random.one(ids.slice(0, 2)) : "new";
  if (id !== "new" && random.chance(0.3)) {
    await tab.goto("/");
    const link = tab.listings.table.locator(`a[href$="/journeys/${id}"]`).first();
    if ((await link.count()) > 0) {
      await link.click();
      return;
    }
  }
  await tab.goto(`/journeys/${id}`);
}

export const STEPS: Step[] = [
  { name: "types in a node", weight: 30, draft: true, run: typeInNode },
  { name: "writes on a note", weight: 10, draft: true, run: typeOnNote },
  { name: "names a group", weight: 5, draft: true, run: nameGroup },
  { name: "saves", weight: 9, draft: true, run: save },
  { name: "publishes", weight: 2, draft: true, run: publish },
  { name: "adds a node", weight: 7, draft: true, run: (_, tab, random) => tab.builder.press(random.one(KINDS)) },
  { name: "adds a node and takes that back", weight: 2, draft: true, run: addAndUndo },
  { name: "undoes and does it again", weight: 4, draft: true, run: undoAndRedo },
  { name: "types in two tabs at once", weight: 8, draft: true, run: typeInTwo },
  { name: "opens a journey", weight: 6, draft: false, run: openJourney },
  { name: "goes to another address", weight: 5, draft: false, run: (_, tab, random) => tab.goto(random.one(PLACES)) },
  { name: "goes on to the listings", weight: 3, draft: true, run: (_, tab) => tab.page.getByRole("link", { name: "Journeys", exact: true }).first().click() },
  { name: "reloads", weight: 5, draft: false, run: (_, tab) => tab.reload() },
  { name: "falls asleep", weight: 5, draft: false, run: (_, tab) => tab.sleep() },
  { name: "wakes up", weight: 6, draft: false, run: (_, tab) => tab.wake() },
  { name: "is brought to the front", weight: 3, draft: false, run: (_, tab) => tab.page.bringToFront() },
  { name: "is closed", weight: 3, draft: false, run: (session, tab) => session.replace(tab, () => tab.close()) },
  { name: "is killed", weight: 3, draft: false, run: kill },
  { name: "deletes a journey", weight: 3, draft: false, run: deleteJourney },
  { name: "restores what was deleted", weight: 3, draft: false, run: restore },
];

async function addAndUndo(_: Session, tab: Tab, random: Choices) {
  await tab.builder.press(random.one(KINDS));
  await tab.builder.button("Undo").click();
}

/** Some steps back, and as many forward again. A question that comes in between is answered first: what is not done again was
 * taken back by a person. */
async function undoAndRedo(session: Session, tab: Tab, random: Choices) {
  const press = async (name: "Undo" | "Redo") => {
    const button = tab.builder.button(name);
    for (;;) {
      try {
        if (!(await button.isEnabled())) return false;
        await button.click({ timeout: 3_000 });
        return true;
      } catch (error) {
        if ((await tab.dialog()) === undefined) throw error;
        await session.answer(tab, random, ["Keep both as a copy", "Take theirs", "Keep mine"]);
      }
    }
  };
  let steps = 0;
  for (const most = 1 + random.below(3); steps < most && (await press("Undo")); ) steps++;
  const undone = steps;
  while (steps > 0 && (await press("Redo"))) steps--;
  session.note(tab, `undid ${undone} and did ${undone - steps} again`);
}

/** Types in this tab and another one, at the same time. */
async function typeInTwo(session: Session, tab: Tab, random: Choices) {
  const others: Tab[] = [];
  for (const other of session.tabs) {
    if (other !== tab && (await other.dialog()) === undefined && (await other.hasDraft())) others.push(other);
  }
  const both = others.length > 0 ? [tab, random.one(others)] : [tab];
  const done = await Promise.allSettled(both.map((one) => session.interruptible(one, () => typeInNode(session, one, random))));
  for (const one of done) if (one.status === "rejected") throw one.reason;
}

/** A killed tab may lose its last moment: what is older has to be kept by then. A question that is open in it goes with it. */
async function kill(session: Session, tab: Tab) {
  await session.allKept(tab);
  await session.replace(tab, () => tab.kill());
}

async function deleteJourney(session: Session, tab: Tab, random: Choices) {
  await tab.goto("/");
  await expect(tab.listings.heading).toBeVisible();
  const all = (await tab.listings.table.count()) > 0 ? await tab.listings.names() : [];
  // Two tabs that keep a copy at the same time may give it the same name.
  const names = all.filter((name) => all.filter((other) => other === name).length === 1);
  if (names.length === 0) return;
  const menu = tab.listings.menu(random.one(names));
  await menu.open();
  if (!(await menu.item("Delete").isEnabled())) return menu.close();
  await menu.item("Delete").click();
  await tab.listings.confirm("Delete journey");
}

async function restore(_: Session, tab: Tab, random: Choices) {
  await tab.goto("/settings");
  await expect(tab.page.getByRole("heading", { name: "Recently deleted" })).toBeVisible();
  const buttons = tab.page.getByRole("button", { name: /^Restore (?!a backup)/ });
  const count = await buttons.count();
  if (count > 0) await buttons.nth(random.below(count)).click();
}
