// What room is used, what happens when there is none, and the workspace as one file (issue 6, Space and Backup).
import { readFileSync } from "node:fs";
import { axe, expect, test } from "./fixtures";
import { file, journey, keep, record, store } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test("the settings tell what room is used, by what, and warn at 80 %", async ({ app, page }) => {
  await keep(app, journey("Mine"), journey("Other"));
  await app.goto("/settings");
  await expect(page.getByRole("term").filter({ hasText: /^Journeys$/ })).toBeVisible();
  await expect(page.getByRole("meter")).toHaveAttribute("value", "1");
  await expect(page.getByRole("link", { name: "Mine" })).toBeVisible();
  const warning = page.getByText("The storage of this browser is nearly full.");
  await expect(warning).toHaveCount(0);
  await page.evaluate(() => localStorage.setItem("another page", "x".repeat(4_300_000)));
  await app.reload();
  await expect(warning).toBeVisible();
  await expect(page.getByRole("term").filter({ hasText: "Other pages of this address" })).toBeVisible();
  await axe(page);
  await page.evaluate(() => localStorage.removeItem("another page"));
  await app.reload();
  await expect(warning).toHaveCount(0);
});

test("what was deleted makes way when the room is needed, and nothing else does", async ({ app, page }) => {
  const deleted = JSON.stringify({
    sojourn: 1,
    revision: 1,
    saved: "2026-11-22T12:00:00Z",
    deleted: { from: "sojourn/journey/gone", name: "Gone", record: { filler: "x".repeat(200_000) } },
  });
  await page.clock.setFixedTime("2026-11-22T12:00:00Z");
  await keep(app, journey("Mine"));
  await store(app, { "sojourn/bin/1": deleted });
  const builder = new Builder(app);
  await builder.open("mine");
  await page.evaluate(() => {
    for (let size = 4_000_000, n = 0; size >= 1; ) {
      try {
        localStorage.setItem(`filler${n++}`, "x".repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
  expect(await page.evaluate(() => localStorage.getItem("sojourn/bin/1"))).toBe(deleted);
  await page.clock.resume();
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Words that need room. ".repeat(20));
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  expect(await page.evaluate(() => localStorage.getItem("sojourn/bin/1"))).toBeNull();
});

test("a backup is restored with a preview, all of it, and undone by one undo", async ({ app, page }) => {
  const changed = journey("Changed");
  await keep(app, journey("Same"), changed, journey("Here alone"));
  await app.goto("/settings");
  const text = file(journey("Same"), { ...changed, name: "Changed there" }, journey("New"));
  const restore = async () => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Restore a backup" }).click();
    await (await chooser).setFiles({ name: "backup.json", mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await restore();
  const dialog = page.getByRole("dialog", { name: "Restore a backup" });
  for (const [group, name] of [["New (1)", "New"], ["Changed (1)", "Changed there"], ["The same (1)", "Same"], ["Kept (1)", "Here alone"]]) {
    await expect(dialog.locator("section").filter({ has: page.getByRole("heading", { name: group }) })).toContainText(name);
  }
  await axe(page);
  await dialog.getByRole("button", { name: "Restore backup" }).click();
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  const listings = new Listings(app);
  await expect(listings.heading).toBeVisible();
  expect((await listings.names()).sort()).toEqual(["Changed there", "Here alone", "New", "Same"]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(listings.link("New")).toHaveCount(0);
  expect((await listings.names()).sort()).toEqual(["Changed", "Here alone", "Same"]);
  await app.reload();
  expect((await listings.names()).sort()).toEqual(["Changed", "Here alone", "Same"]);
});

test("a backup that fails half-way brings nothing", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  await app.goto("/settings");
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    let writes = 0;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith("sojourn/journey/") && ++writes === 2) throw new DOMException("Full.", "QuotaExceededError");
      set.call(this, key, text);
    };
  });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Restore a backup" }).click();
  const text = file({ ...journey("Mine"), name: "Mine there" }, journey("New"));
  await (await chooser).setFiles({ name: "backup.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Restore backup" }).click();
  await expect(page.getByRole("alert").getByText(/storage is full/)).toBeVisible();
  const listings = new Listings(app);
  await listings.open();
  expect(await listings.names()).toEqual(["Mine"]);
});

test("the whole workspace fits into one file and comes back as it was", async ({ app, page, anotherBrowser }) => {
  const nodes = Array.from({ length: 300 }, (_, n) => ({ id: `n${n}`, kind: "webhook", title: `Hook ${n}`, at: [n * 300, 0], what: { address: "https://example.com", body: "å".repeat(600) } }));
  const big = (n: number) => {
    const one = journey(`Big ${n}`);
    one.versions[0].graph = { nodes, links: [] } as never;
    return one;
  };
  const all = Array.from({ length: 18 }, (_, n) => big(n));
  await store(app, Object.fromEntries(all.map((one) => [`sojourn/journey/${one.id}`, record(one)])));
  await app.goto("/settings");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export all journeys" }).click();
  const path = await (await download).path();
  expect(readFileSync(path).length).toBeGreaterThan(5 * 1024 * 1024);
  const there = await anotherBrowser();
  await there.goto("/settings");
  const chooser = there.page.waitForEvent("filechooser");
  await there.page.getByRole("button", { name: "Restore a backup" }).click();
  await (await chooser).setFiles(path);
  await there.page.getByRole("button", { name: "Restore backup" }).click();
  await expect(there.page.getByText("The backup is restored.")).toBeVisible();
  expect(await there.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/journey/")).length)).toBe(18);
});
