// What is kept, what travels, and what happens where nothing can be kept (issue 2, point 6, and "What it stands on").
import { readFileSync } from "node:fs";
import { App, expect, test, type Page } from "./fixtures";
import { file, journey, keep, record, store } from "./journeys";
import { Builder } from "./pages/builder";
import { json, Listings } from "./pages/listings";

test("everything is there after the browser was closed and opened again", async ({ app, page, context }) => {
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await builder.open();
  await builder.buildByEvent();
  await builder.publishAs("Kept", "For good.");
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await listings.menu("Kept").choose("Clone");
  await listings.hasStatus("Clone of Kept", "Draft");
  const before = await listings.exported("Kept");
  await page.close();

  const again = new App(await context.newPage());
  const later = new Listings(again);
  await later.open();
  await later.hasStatus("Kept", "Running");
  await later.hasStatus("Clone of Kept", "Draft");
  expect(await later.exported("Kept")).toEqual(before);
  await later.link("Kept").click();
  await expect(new Builder(again).link("Action Yes to Push")).toBeVisible();
});

test("a journey that is exported and imported in another browser is the same", async ({ app, anotherBrowser }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  for (const name of ["Select all"]) await app.page.getByRole("checkbox", { name, exact: true }).check();
  const download = app.page.waitForEvent("download");
  await listings.bulk.getByRole("button", { name: "Export", exact: true }).click();
  const path = await (await download).path();
  const before = JSON.parse(readFileSync(path, "utf8"));
  expect(before).toMatchObject({ format: "sojourn", version: 2 });
  expect(before.journeys.length).toBeGreaterThanOrEqual(8);

  const there = new Listings(await anotherBrowser());
  await there.open();
  await expect(there.table).toHaveCount(0);
  await there.importFile({ name: "journeys.sojourn.json", text: readFileSync(path, "utf8") }, { statuses: true });
  await there.hasStatus("Win-back", "Paused");
  await there.hasStatus("Weekly digest", "Running");
  await there.hasStatus("Trial ending", "Stopped");
  await there.page.getByRole("checkbox", { name: "Select all", exact: true }).check();
  const again = there.page.waitForEvent("download");
  await there.bulk.getByRole("button", { name: "Export", exact: true }).click();
  const after = await json(await again);
  const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
  expect(after.journeys.toSorted(byId)).toEqual(before.journeys.toSorted(byId));

  // And it is kept there.
  await there.app.reload();
  await there.hasStatus("Win-back", "Paused");
});

test("an import beside a journey of the same name brings another one", async ({ app, page }) => {
  await keep(app, journey("Mine", { published: "2026-03-02T09:00:00Z" }));
  const listings = new Listings(app);
  await listings.open();
  await listings.importFile({ name: "mine.json", text: file(journey("Mine")) });
  await listings.hasStatus("Mine (2)", "Draft");
  await listings.hasStatus("Mine", "Running");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(listings.row("Mine (2)")).toHaveCount(0);
  await listings.hasStatus("Mine", "Running");
});

test.describe("a file that cannot be read says where, and brings nothing", () => {
  const broken: [string, string, RegExp][] = [
    ["no JSON", "{ this is not JSON", /cannot be read past line 1, column 3/],
    ["another format", JSON.stringify({ format: "zip", version: 1, journeys: [] }), /not a file of Sojourn/],
    ["a newer version", JSON.stringify({ format: "sojourn", version: 99, journeys: [] }), /version/],
    [
      "an unknown kind",
      file(journey("Good"), {
        ...journey("Bad"),
        versions: [
          {
            number: null,
            status: "draft",
            setup: {},
            graph: { nodes: [{ id: "a", kind: "pigeon", title: "", at: [0, 0] }], links: [] },
          },
        ],
      }),
      /journeys\[1\]\.versions\[0\]\.graph\.nodes\[0\]\.kind/,
    ],
    ["an unknown field", file({ ...journey("Bad"), colour: "red" }), /journeys\[0\]\.colour/],
  ];
  for (const [what, text, why] of broken) {
    test(what, async ({ app }) => {
      await keep(app, journey("Mine"));
      const listings = new Listings(app);
      await listings.open();
      await listings.chooseFile({ name: "broken.json", text });
      const dialog = listings.dialog("The file did not come in");
      await expect(dialog).toContainText("broken.json");
      await expect(dialog).toContainText(why);
      await dialog.getByRole("button", { name: "Close" }).click();
      expect(await listings.names()).toEqual(["Mine"]);
      await app.reload();
      expect(await listings.names()).toEqual(["Mine"]);
    });
  }
});

async function unsavedIsKept(page: Page, key: string) {
  await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), key)).not.toBeNull();
}

test("unsaved work on a new journey survives a reload: Restore", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  await builder.text("Message").fill("Not saved yet");
  await app.reload();
  const dialog = builder.dialog("Unsaved journey");
  await expect(dialog.getByRole("button", { name: "Start fresh" })).toBeVisible();
  await dialog.getByRole("button", { name: "Restore" }).click();
  await builder.select("Push");
  await expect(builder.text("Message")).toHaveValue("Not saved yet");
  await builder.says("Not saved");
  await builder.saveAs("Restored");
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await page.getByRole("link", { name: "New journey", exact: true }).first().click();
  await expect(builder.canvas).toBeVisible();
  await expect(builder.nodes).toHaveCount(0);
  await expect(dialog).toBeHidden();
});

test("what was set up for a new journey before its first node survives a reload", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.button("Setup").click();
  const control = builder.dialog("Setup").getByRole("spinbutton", { name: "Control group" });
  await control.click();
  await page.keyboard.type("20");
  await app.reload();
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Restore" }).click();
  await builder.button("Setup").click();
  await expect(control).toHaveValue("20");
});

test("unsaved work on a new journey: Start fresh", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await new Listings(app).open();
  await page.getByRole("link", { name: "New journey", exact: true }).first().click();
  const dialog = builder.dialog("Unsaved journey");
  await dialog.getByRole("button", { name: "Start fresh" }).click();
  await expect(builder.canvas).toBeVisible();
  await expect(builder.nodes).toHaveCount(0);
  await app.reload();
  await expect(builder.canvas).toBeVisible();
  await expect(dialog).toBeHidden();
});

test("unsaved work on a saved journey is there again by itself", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open("mine");
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Changed, not saved");
  await unsavedIsKept(page, "sojourn/unsaved/of/mine");
  await app.reload();
  await expect(builder.message(/not saved are here again/)).toBeVisible();
  await builder.says("Not saved");
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Changed, not saved");
  // The saved draft is as it was.
  await listings.open();
  const exported = await listings.exported("Mine");
  expect(JSON.stringify(exported)).not.toContain("Changed, not saved");
  await builder.open("mine");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await app.reload();
  await builder.says("Saved");
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Changed, not saved");
});

test("where storage is denied the app works, and says that nothing is kept", async ({ app, page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    }),
  );
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await listings.open();
  await expect(page.getByText("Nothing is being kept in this browser.")).toBeVisible();
  await page.getByRole("link", { name: "New journey", exact: true }).first().click();
  await builder.buildByEvent();
  await builder.publishAs("Of this visit");
  await expect(page.getByText("Nothing is being kept in this browser.")).toBeVisible();
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await listings.hasStatus("Of this visit", "Running");
  const exported = await listings.exported("Of this visit");
  expect(exported.journeys[0].name).toBe("Of this visit");
});

test("where storage is full Save says so, and the canvas keeps everything", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await page.evaluate(() => {
    // To the last character.
    for (let size = 4_000_000, n = 0; size >= 1; ) {
      try {
        localStorage.setItem(`filler${n++}`, "x".repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
  await builder.select("Push: Hello");
  await builder.text("Message").fill("Words that need room. ".repeat(20));
  await builder.button("Save Draft").click();
  await expect(page.getByRole("alert").getByText(/storage is full/)).toBeVisible();
  await builder.says("Not saved");
  await expect(builder.text("Message")).toHaveValue(/^Words that need room/);
  // Once there is room again it is saved.
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("filler")).forEach((key) => localStorage.removeItem(key)));
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await app.reload();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue(/^Words that need room/);
});

test("where storage is full a first save says so in its dialog", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.buildByEvent();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  await dialog.getByRole("textbox", { name: "Journey name" }).fill("No room");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog.getByText(/storage is full/)).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(builder.link("Action Yes to Push")).toBeVisible();
  await builder.says("Not saved");
  // A publication does not happen either.
  await builder.button("Publish").click();
  await builder.publishing.getByRole("button", { name: "Done" }).click();
  await expect(builder.publishing.getByText(/storage is full/)).toBeVisible();
});

const DAMAGED: [string, string][] = [
  ["no JSON", "{ this is not JSON"],
  ["no record", "[]"],
  ["a record of something else", record({ id: "x", name: 7 })],
  ["odd characters", "\u0000\uffff 💥"],
  ["half a character", "half \ud83d"],
];
for (const [what, raw] of DAMAGED) {
  test(`a damaged record (${what}) is set aside to the letter, and the others are there`, async ({ app, page }) => {
    await keep(app, journey("Mine"));
    await store(app, { "sojourn/journey/x": raw });
    const listings = new Listings(app);
    await listings.open();
    await listings.hasStatus("Mine", "Draft");
    await expect(page.getByText("Some records could not be read.")).toBeVisible();
    const kept = async () => JSON.parse(await page.evaluate(() => JSON.stringify(Object.values({ ...localStorage }))));
    expect(await kept()).toContain(raw);
    // A journey that is saved meanwhile does not touch it.
    await listings.menu("Mine").choose("Clone");
    await listings.hasStatus("Clone of Mine", "Draft");
    await app.reload();
    await listings.hasStatus("Clone of Mine", "Draft");
    expect(await kept()).toContain(raw);
  });
}

test("a record of a newer Sojourn is left alone, and the others are there", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const raw = JSON.stringify({ sojourn: 99, revision: 3, saved: "2030-01-01T00:00:00Z", journey: { id: "x", shape: "of the future" } });
  await store(app, { "sojourn/journey/x": raw });
  const listings = new Listings(app);
  await listings.open();
  await listings.hasStatus("Mine", "Draft");
  await expect(page.getByText("Some records could not be read.")).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("sojourn/journey/x"))).toBe(raw);
  await app.goto("/journeys/x");
  await expect(page.getByRole("heading", { name: "This journey is not here" })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("sojourn/journey/x"))).toBe(raw);
});

test("the builder that was left hears no more of the page", async ({ app, page }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await builder.press("Action");
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await expect(listings.heading).toBeVisible();
  // As when another tab is chosen; the guard tells if something broke.
  await page.evaluate(() => {
    for (const type of ["visibilitychange", "pagehide", "blur", "focus", "resize"]) dispatchEvent(new Event(type));
    for (const key of ["z", "Escape", " "]) {
      dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: key === "z", bubbles: true }));
      dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true }));
    }
  });
  await page.getByRole("button", { name: "Load sample workspace" }).click();
  await listings.hasStatus("Weekly digest", "Running");
});

test("two tabs: what one saves the other shows", async ({ app, context }) => {
  await keep(app, journey("Mine"));
  const listings = new Listings(app);
  await listings.open();
  const other = new Builder(new App(await context.newPage()));
  await other.open();
  await other.buildByEvent();
  await other.publishAs("From the other tab");
  await listings.hasStatus("From the other tab", "Running");
});

test("a record under the id “new” is opened, saved and found again", async ({ app }) => {
  await keep(app, journey("Mine", { id: "new" }));
  const listings = new Listings(app);
  await listings.open();
  await listings.link("Mine").click();
  const builder = new Builder(app);
  await builder.press("SMS");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await app.reload();
  await expect(builder.node("SMS")).toBeVisible();
  await expect(builder.name).toHaveText("Mine");
  // The page of a new journey is another one.
  await builder.open();
  await expect(builder.nodes).toHaveCount(0);
});
