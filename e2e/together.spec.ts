// A journey open in two tabs: changes come together, and what both changed is asked about (issue 6, Two tabs).
import { App, axe, expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { isKept } from "./kept";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";
import { deaf, hasCome, two } from "./two";

test("each tab shows what the other changes, as it comes; a save of one is a save of both", async ({ app }) => {
  const [here, there] = await two(app);
  await there.press("SMS");
  await expect(here.node("SMS")).toBeVisible();
  await here.says("Not saved");
  await here.select("Push: Hello");
  await here.text("Message").fill("From here");
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue("From here");
  await there.text("Title").last().fill("From there");
  await expect(here.text("Title").last()).toHaveValue("From there");
  await here.button("Save Draft").click();
  await here.says("Saved");
  await there.says("Saved");
  // And on from there.
  await there.text("Message").fill("Once more");
  await expect(here.text("Message")).toHaveValue("Once more");
  await there.button("Save Draft").click();
  await here.says("Saved");
  await here.app.reload();
  await here.select("Push: Hello");
  await expect(here.text("Message")).toHaveValue("Once more");
});

test("changes of different parts come together, without a question", async ({ app }) => {
  const [here, there] = await two(app);
  const listen = [await deaf(here.page), await deaf(there.page)];
  await here.select("Push: Hello");
  await here.text("Message").fill("From here");
  await there.select("Push: Hello");
  await there.text("Title").last().fill("From there");
  await there.press("SMS");
  await expect.poll(() => here.page.evaluate(() => Object.values({ ...localStorage }).some((text) => text.includes("From there")))).toBe(true);
  for (const tab of listen) await tab();
  await expect(here.node("SMS")).toBeVisible();
  await expect(here.text("Title").last()).toHaveValue("From there");
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue("From here");
  await expect(here.page.getByRole("dialog")).toHaveCount(0);
});

test("a tab that slept through a change and its save has both when it wakes up", async ({ app }) => {
  const [here, there] = await two(app);
  await deaf(here.page);
  const wake = await deaf(there.page);
  await there.press("SMS");
  await here.select("Push: Hello");
  await here.text("Message").fill("From here");
  await expect.poll(() => here.page.evaluate(() => Object.values({ ...localStorage }).some((text) => text.includes("From here")))).toBe(true);
  await here.button("Save Draft").click();
  await here.says("Saved");
  // The news of the change come first, when the record holds it already.
  await wake();
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue("From here");
  await expect(there.node("SMS")).toBeVisible();
  await there.button("Save Draft").click();
  await there.says("Saved");
  await there.app.reload();
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue("From here");
});

for (const choice of ["Keep mine", "Take theirs", "Keep both as a copy"]) {
  test(`changes of the same part are asked about: ${choice}`, async ({ app }) => {
    const [here, there] = await two(app);
    const listen = await deaf(here.page);
    await deaf(there.page);
    await here.select("Push: Hello");
    await here.text("Message").fill("From here");
    await there.select("Push: Hello");
    await there.text("Message").fill("From there");
    await expect.poll(() => here.page.evaluate(() => Object.values({ ...localStorage }).some((text) => text.includes("From there")))).toBe(true);
    await listen();
    const dialog = here.dialog("Changed in two tabs");
    await expect(dialog.getByRole("row", { name: "Push: Hello: Message From here From there" })).toBeVisible();
    await axe(here.page);
    await dialog.getByRole("button", { name: choice }).click();
    await expect(dialog).toBeHidden();
    await expect(here.text("Message")).toHaveValue(choice === "Take theirs" ? "From there" : "From here");
    if (choice === "Keep both as a copy") {
      const listings = new Listings(app);
      await listings.open();
      await listings.link("Mine (other tab)").click();
      await here.select("Push: Hello");
      await expect(here.text("Message")).toHaveValue("From there");
    }
  });
}

test("what is decided in one tab holds in the other", async ({ app }) => {
  const [here, there] = await two(app);
  const listen = [await deaf(here.page), await deaf(there.page)];
  await here.select("Push: Hello");
  await here.text("Message").fill("From here");
  await there.select("Push: Hello");
  await there.text("Message").fill("From there");
  await expect.poll(() => here.page.evaluate(() => Object.values({ ...localStorage }).some((text) => text.includes("From there")))).toBe(true);
  for (const tab of listen) await tab();
  const dialogs = [here, there].map((tab) => tab.dialog("Changed in two tabs"));
  await expect(dialogs[0]).toBeVisible();
  await expect(dialogs[1]).toBeVisible();
  await dialogs[1].getByRole("button", { name: "Keep mine" }).click();
  await expect(dialogs[0]).toBeHidden();
  await expect(here.text("Message")).toHaveValue("From there");
});

test("the other tab goes on when one is closed, and nothing of either is lost", async ({ app, page }) => {
  const [here, there] = await two(app);
  await here.press("SMS");
  await expect(there.node("SMS")).toBeVisible();
  await here.page.close();
  await there.press("Webhook");
  await there.app.reload();
  await expect(there.node("SMS")).toBeVisible();
  await expect(there.node("Webhook")).toBeVisible();
  const keys = await there.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/unsaved/")));
  expect(keys).toEqual(["sojourn/unsaved/of/mine"]);
});

test("the last change of a tab that is closed counts, though it arrives after the lock", async ({ app }) => {
  const [here, there] = await two(app);
  const { page } = there;
  await deaf(page);
  await deaf(here.page);
  await here.press("SMS");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("sojourn/unsaved/of/mine"))).toContain('"sms"');
  await here.press("Webhook");
  const last = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/journal/of/mine/")).sort().at(-1) ?? "");
  await expect.poll(last).toBeTruthy();
  await here.says("Not saved");
  const key = await last();
  const late = await page.evaluate((key) => localStorage.getItem(key) ?? "", key);
  // Nothing goes on there while the change is on its way.
  await page.clock.install();
  // The clock stops only ahead of itself: by more than any machine takes to get there.
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.evaluate((key) => localStorage.removeItem(key), key);
  await here.page.close();
  const holders = () => page.evaluate(async () => new Set((await navigator.locks.query()).held?.map((lock) => lock.clientId)).size);
  await expect.poll(holders).toBe(1);
  await page.evaluate(([key, late]) => localStorage.setItem(key, late), [key, late]);
  await page.clock.runFor(1_000);
  await page.clock.resume();
  await there.press("Email");
  await there.app.reload();
  for (const node of ["SMS", "Webhook", "Email"]) await expect(there.node(node)).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/aside/")))).toEqual([]);
});

test("work of a tab that was killed is among the restore points", async ({ app, page }) => {
  const [here, there] = await two(app);
  await deaf(here.page);
  await there.press("SMS");
  const key = () => here.page.evaluate(() => Object.keys(localStorage).find((key) => key.startsWith("sojourn/unsaved/of/mine/tab/")));
  await expect.poll(key).toBeTruthy();
  await there.page.close();
  await here.app.reload();
  await expect(here.message(/among the restore points/)).toBeVisible();
  await here.button("Restore points").click();
  await here.dialog("Restore points").getByRole("button", { name: /^Restore Not saved/ }).click();
  await expect(here.node("SMS")).toBeVisible();
  expect(await key()).toBeUndefined();
});

test("what was asked and not answered before both tabs were gone is among the restore points", async ({ app }) => {
  const [here, there] = await two(app);
  await deaf(there.page);
  await here.select("Push: Hello");
  await here.text("Message").fill("From here");
  await there.select("Push: Hello");
  await there.text("Message").fill("From there");
  for (const text of ["From here", "From there"]) {
    await expect.poll(() => here.page.evaluate((text) => Object.values({ ...localStorage }).some((kept) => kept.includes(text)), text)).toBe(true);
  }
  // The other one takes over the name under which the work of this one was kept.
  await here.page.goto("about:blank");
  await expect(there.dialog("Changed in two tabs")).toBeVisible();
  await there.page.goto("about:blank");
  await there.open("mine");
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue("From there");
  await there.button("Restore points").click();
  await there.dialog("Restore points").getByRole("button", { name: /^Restore Not saved, from another tab/ }).click();
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue("From here");
});

/** What the restore points of the journey hold, as text. */
const restorePoints = ({ page }: Builder) =>
  page.evaluate(() => Object.entries({ ...localStorage }).flatMap(([key, text]) => (key.startsWith("sojourn/point/mine/") ? [String(text)] : [])));

test("what was saved while a tab slept is among the restore points when a third one saves the sleeper’s work over it", async ({ app }) => {
  const [here, there] = await two(app);
  await here.select("Push: Hello");
  await here.text("Message").press("End");
  await here.text("Message").pressSequentially(" from the sleeper");
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue(/ from the sleeper$/);
  await deaf(here.page);
  await there.text("Title").last().press("End");
  await there.text("Title").last().pressSequentially(" saved meanwhile");
  await there.button("Save Draft").click();
  await there.says("Saved");
  await there.page.close({ runBeforeUnload: true });
  // It goes on from the sleeper’s work, which has not taken in what was saved.
  const third = new Builder(new App(await app.page.context().newPage()));
  await third.open("mine");
  await third.select("Push: Hello");
  await expect(third.text("Message")).toHaveValue(/ from the sleeper$/);
  await expect(third.text("Title").last()).not.toHaveValue(/ saved meanwhile$/);
  await third.press("SMS");
  const meanwhile = expect.arrayContaining([expect.stringContaining(" saved meanwhile")]);
  expect(await restorePoints(third)).not.toEqual(meanwhile);
  await third.button("Save Draft").click();
  await third.says("Saved");
  expect(await restorePoints(third)).toEqual(meanwhile);
  await third.button("Restore points").click();
  await expect(third.dialog("Restore points").getByText("Saved in another tab, and then replaced", { exact: true })).toBeVisible();
});

test("what one tab takes back and does again stays, whatever the other one undoes and redoes in between", async ({ app }) => {
  const [here, there] = await two(app);
  await here.select("Push: Hello");
  await here.text("Message").press("End");
  await here.text("Message").pressSequentially(" from here");
  await isKept(here.page, " from here");
  // It goes on from the other tab's work, and has its steps.
  await there.app.reload();
  await there.select("Push: Hello");
  await expect(there.text("Message")).toHaveValue(/ from here$/);
  await here.button("Undo").click();
  await expect(there.text("Message")).not.toHaveValue(/ from here$/);
  await there.button("Undo").click();
  await here.button("Redo").click();
  await expect(there.text("Message")).toHaveValue(/ from here$/);
  await there.button("Redo").click();
  await expect(there.button("Redo")).toBeDisabled();
  // News come in order: what redo has changed would be here before this.
  await there.press("SMS");
  await expect(here.node("SMS")).toBeVisible();
  for (const tab of [here, there]) {
    await tab.select("Push: Hello");
    await expect(tab.text("Message")).toHaveValue(/ from here$/);
  }
});

test("what redo replaces of another tab is among the restore points", async ({ app }) => {
  const [here, there] = await two(app);
  for (const tab of [here, there]) await tab.select("Push: Hello");
  await there.text("Message").press("End");
  await there.text("Message").pressSequentially(" from there");
  await expect(here.text("Message")).toHaveValue(/ from there$/);
  await there.button("Undo").click();
  await expect(here.text("Message")).not.toHaveValue(/ from there$/);
  await here.text("Message").press("End");
  await here.text("Message").pressSequentially(" from here");
  await expect(there.text("Message")).toHaveValue(/ from here$/);
  expect(await restorePoints(there)).toEqual([]);
  await there.button("Redo").click();
  await expect(there.message(/replaced changes from another tab/)).toBeVisible();
  await expect(here.text("Message")).toHaveValue(/ from there$/);
  await here.button("Restore points").click();
  await here.dialog("Restore points").getByRole("button", { name: /^Restore Before undo or redo/ }).click();
  await here.select("Push: Hello");
  await expect(here.text("Message")).toHaveValue(/ from here$/);
});

/** Both write at the end of one message, and hear nothing of each other; the answer wakes the first one up. */
async function bothWrite(here: Builder, there: Builder) {
  const wake = await deaf(here.page);
  await deaf(there.page);
  for (const [tab, text] of [[here, " from here"], [there, " from there"]] as const) {
    await tab.select("Push: Hello");
    await tab.text("Message").press("End");
    await tab.text("Message").pressSequentially(text);
  }
  return wake;
}

test("what was saved elsewhere is among the restore points when the question about it was closed and it is saved over", async ({ app }) => {
  const [here, there] = await two(app);
  const wake = await bothWrite(here, there);
  await there.button("Save Draft").click();
  await there.says("Saved");
  // What comes later would be asked about again.
  await hasCome(there, here);
  await wake();
  await expect(here.dialog("Changed in two tabs")).toBeVisible();
  await here.page.keyboard.press("Escape");
  await expect(here.dialog("Changed in two tabs")).toBeHidden();
  await here.button("Save Draft").click();
  await here.says("Saved");
  expect(await restorePoints(here)).toEqual([expect.stringContaining(" from there")]);
});

test("a question stays open when the other tab saves meanwhile, and is answered", async ({ app }) => {
  const [here, there] = await two(app);
  const wake = await bothWrite(here, there);
  await isKept(there.page, " from there");
  await hasCome(there, here);
  await wake();
  const question = here.dialog("Changed in two tabs");
  await expect(question).toBeVisible();
  await there.button("Save Draft").click();
  await there.says("Saved");
  await hasCome(there, here);
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Keep mine" }).click();
  await expect(question).toBeHidden();
  await expect(here.text("Message")).toHaveValue(/ from here$/);
});

test("two new journeys in two tabs are two", async ({ app, context }) => {
  const here = new Builder(app);
  await here.open();
  await here.press("Action");
  const there = new Builder(new App(await context.newPage()));
  await there.open();
  await expect(there.dialog("Unsaved journey")).toBeHidden();
  await there.press("Past behaviour");
  await there.press("Email");
  // Each is offered again where it was.
  for (const [tab, nodes] of [[there, 2], [here, 1]] as const) {
    await tab.app.reload();
    await tab.dialog("Unsaved journey").getByRole("button", { name: "Restore" }).click();
    await expect(tab.nodes).toHaveCount(nodes);
  }
});

test("a draft that is published in another tab keeps apart what was not saved here", async ({ app }) => {
  const [here, there] = await two(app);
  const listen = await deaf(there.page);
  await here.publishAs("Mine");
  await there.press("SMS");
  await listen();
  await expect(there.message(/among the restore points, or as a copy/)).toBeVisible();
});

for (const way of ["reloaded", "left for the listings"]) {
  test(`what was done before the browser gave the lock is kept when the page is ${way}`, async ({ app }) => {
    await app.page.context().addInitScript(() => {
      navigator.locks.request = () => new Promise(() => {});
    });
    await keep(app, journey("Mine"));
    const here = new Builder(app);
    await here.open("mine");
    await here.select("Push: Hello");
    await here.text("Message").click();
    await here.page.keyboard.press("End");
    await here.page.keyboard.type(" Once more.");
    if (way === "reloaded") await app.reload();
    else {
      await here.page.getByRole("link", { name: "Journeys", exact: true }).first().click();
      await expect(new Listings(app).heading).toBeVisible();
    }
    await expect.poll(() => here.page.evaluate(() => Object.values({ ...localStorage }).some((text) => text.includes("Once more.")))).toBe(true);
  });
}

test("who types while another tab types in the same node loses no letter", async ({ app }) => {
  const [here, there] = await two(app);
  for (const tab of [here, there]) await tab.select("Push: Hello");
  const [message, title] = [here.text("Message"), there.text("Title").last()];
  const field = await message.elementHandle();
  await Promise.all([message.focus(), title.focus()]);
  await Promise.all([here.page.keyboard.press("Control+End"), there.page.keyboard.press("End")]);
  const words = "sphinx of black quartz judge my vow ".repeat(2).trim();
  await Promise.all([message.pressSequentially(words, { delay: 25 }), title.pressSequentially(words, { delay: 25 })]);
  await expect(message).toHaveValue(`Good to see you.${words}`);
  expect(await field?.evaluate((field) => field.isConnected && field === document.activeElement), "the field is the one that was typed into").toBe(true);
  await expect(title).toHaveValue(`Hello${words}`);
  await expect(here.text("Title").last()).toHaveValue(`Hello${words}`);
  await expect(there.text("Message")).toHaveValue(`Good to see you.${words}`);
});
