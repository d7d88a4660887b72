// Every edit is on record, and after a reload the canvas is where it was (issue 6, Kept).
import { expect, test, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

/** How many texts of the app begin so, and how long they are together. */
const kept = (page: Page, prefix: string) =>
  page.evaluate((prefix) => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return { count: keys.length, length: keys.reduce((sum, key) => sum + localStorage.getItem(key)!.length, 0) };
  }, prefix);

test("after a reload the canvas is where it was, with its whole undo and redo history", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.select("Push: Hello");
  await builder.text("Message").fill("One");
  await builder.press("SMS");
  await builder.text("Message").fill("Two");
  await builder.press("Webhook");
  await builder.button("Undo").click();
  await builder.select("SMS");
  await builder.button("Zoom out").click();
  const zoom = await builder.zoom.textContent();
  const at = await builder.box(builder.node("SMS"));
  await app.reload();
  await builder.says("Not saved");
  expect(await builder.zoom.textContent()).toBe(zoom);
  await expect(builder.node("SMS")).toHaveAttribute("aria-current", "true");
  const again = await builder.box(builder.node("SMS"));
  expect(Math.round(again.x - at.x) + Math.round(again.y - at.y)).toBe(0);
  // Forward, and all the way back to what was saved.
  await builder.button("Redo").click();
  await expect(builder.node("Webhook")).toBeVisible();
  await expect(builder.button("Redo")).toHaveAttribute("aria-disabled", "true");
  await builder.undoAll();
  await builder.says("Saved");
  await builder.button("Fit view").click();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Good to see you.");
  // What was undone can be done again after one more reload.
  await app.reload();
  await builder.says("Saved");
  await builder.button("Redo").click();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("One");
});

test("the history goes on over a save and a reload", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  await builder.saveAs("Kept");
  await builder.press("SMS");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await app.reload();
  await builder.says("Saved");
  await builder.undoAll();
  await expect(builder.nodes).toHaveCount(0);
  await builder.says("Not saved");
});

test("a write costs the edit and not the journey", async ({ app, page }) => {
  const nodes = Array.from({ length: 100 }, (_, n) => ({ id: `n${n}`, kind: "push", title: `Push ${n}`, at: [(n % 10) * 300, Math.floor(n / 10) * 150] }));
  const big = journey("Big");
  big.versions[0].graph = { nodes, links: [] } as never;
  await keep(app, big);
  const builder = new Builder(app);
  await builder.open("big");
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    const written: number[] = ((window as any).written = []);
    Storage.prototype.setItem = function (key, text) {
      written.push(text.length);
      set.call(this, key, text);
    };
  });
  const written = () => page.evaluate(() => (window as any).written as number[]);
  await builder.select("Push: Push 0");
  for (let n = 1; n <= 5; n++) {
    await builder.text("Message").fill(`Change ${n}`);
    await expect.poll(async () => (await written()).length).toBe(n);
  }
  const [whole, ...edits] = await written();
  expect(whole).toBeGreaterThan(5_000);
  for (const edit of edits) expect(edit).toBeLessThan(600);
  expect((await kept(page, "sojourn/journal/of/big/")).count).toBe(4);
  // Saved, it is the history alone.
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  expect((await kept(page, "sojourn/journal/")).count).toBe(0);
  expect((await kept(page, "sojourn/unsaved/")).length).toBeLessThan(2_000);
});

test("a torn end of the journal loses its last edits, says so, and sets them aside", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.select("Push: Hello");
  for (const text of ["First", "Second", "Third"]) {
    await builder.text("Message").fill(text);
    await expect.poll(() => page.evaluate((text) => Object.values({ ...localStorage }).some((one) => one.includes(text)), text)).toBe(true);
  }
  const last = "sojourn/journal/of/mine/1";
  const torn = await page.evaluate((key) => {
    const torn = localStorage.getItem(key)!.slice(0, 90);
    localStorage.setItem(key, torn);
    return torn;
  }, last);
  // As after a crash: the page does not get to write.
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  await app.reload();
  await expect(page.getByText("Some records could not be read.")).toBeVisible();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Second");
  expect(await page.evaluate(() => Object.entries({ ...localStorage }).find(([key]) => key.startsWith("sojourn/aside/")))).toEqual([
    `sojourn/aside/1/${last}`,
    torn,
  ]);
});

test("what was changed of a published version and not saved is there again", async ({ app }) => {
  await keep(app, journey("Live", { published: "2026-03-02T09:00:00Z" }));
  const builder = new Builder(app);
  await builder.open("live");
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Changed");
  await app.reload();
  await expect(builder.message(/not saved are here again/)).toBeVisible();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Changed");
  await builder.button("Save changes").click();
  await builder.says("Published, only What can be changed");
  await builder.button("Undo").click();
  await expect(builder.text("Message")).toHaveValue("Good to see you.");
});
