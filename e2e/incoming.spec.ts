// What comes in from outside, and taking it back (issue 12: A16, A18, A20 and the smaller ones).
import { deflateRawSync } from "node:zlib";
import { axe, expect, test, type App } from "./fixtures";
import { file, journey, keep, record, store } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

const PUBLISHED = "2026-03-02T09:00:00Z";

/** A share link's part behind the `#`. */
function squeezed(...journeys: object[]) {
  return deflateRawSync(Buffer.from(file(...journeys))).toString("base64url");
}

/** Every word that this browser has stored. */
function stored(app: App) {
  return app.page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("sojourn/")).map(String).join("\n"));
}

async function undo(app: App) {
  await app.page.getByRole("button", { name: "Undo", exact: true }).last().click();
}

/** Types a message into the first push, key by key. */
async function write(builder: Builder, words: string) {
  await builder.select("Push: Hello");
  const message = builder.text("Message");
  await message.press("Control+A");
  await message.pressSequentially(words);
}

/** Goes to the listings within the page, where the toasts stay. */
async function toListings(app: App) {
  await app.page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await expect(new Listings(app).heading).toBeVisible();
}

test.describe("undo never removes later work", () => {
  test("an import that was edited and saved since stays, and says why", async ({ app, page }) => {
    const [listings, builder] = [new Listings(app), new Builder(app)];
    await listings.open();
    await listings.importFile({ name: "two.json", text: file(journey("Mine"), journey("Other")) });
    await listings.link("Mine").click();
    await write(builder, "Later work");
    await builder.button("Save Draft").click();
    await builder.says("Saved");
    await toListings(app);
    await page.getByText("2 journeys came in").locator("..").getByRole("button", { name: "Undo", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("“Mine” stays as it is. It was changed since.");
    // What nobody has touched is gone again.
    await expect(listings.link("Other")).toHaveCount(0);
    await expect(listings.link("Mine")).toBeVisible();
    expect(await stored(app)).toContain("Later work");
  });

  test("work that is not saved counts, also what was typed a moment ago", async ({ app, page }) => {
    const [listings, builder] = [new Listings(app), new Builder(app)];
    await listings.open();
    await listings.importFile({ name: "mine.json", text: file(journey("Mine")) });
    await listings.link("Mine").click();
    await write(builder, "Not saved");
    await undo(app);
    await expect(page.getByRole("alert")).toContainText("“Mine” stays as it is. There are changes to it that are not saved.");
    await expect(builder.text("Message")).toHaveValue("Not saved");
    await app.reload();
    await builder.select("Push: Hello");
    await expect(builder.text("Message")).toHaveValue("Not saved");
  });

  test("another tab has saved it meanwhile", async ({ app, page, context }) => {
    const listings = new Listings(app);
    await listings.open();
    await listings.importFile({ name: "mine.json", text: file(journey("Mine")) });
    const there = await context.newPage();
    await there.goto("journeys/mine");
    const builder = new Builder({ ...app, page: there } as App);
    await builder.select("Push: Hello");
    await write(builder, "From the other tab");
    await there.keyboard.press("Control+S");
    await builder.says("Saved");
    await undo(app);
    await expect(page.getByRole("alert")).toContainText("It was changed since.");
    expect(await stored(app)).toContain("From the other tab");
  });

  test("a restored backup: what was changed since stays as it is", async ({ app, page }) => {
    await keep(app, journey("Mine"), journey("Other"));
    const builder = new Builder(app);
    await restoreBackup(app, file({ ...journey("Mine"), description: "There" }, { ...journey("Other"), description: "There" }));
    await toListings(app);
    await new Listings(app).link("Mine").click();
    await write(builder, "After the backup");
    await builder.button("Save Draft").click();
    await builder.says("Saved");
    await page.getByText("The backup is restored.").locator("..").getByRole("button", { name: "Undo", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("“Mine” stays as it is.");
    const all = await stored(app);
    expect(all).toContain("After the backup");
    expect(all.match(/"There"/g)).toHaveLength(1);
  });

  test("a deleted journey that another tab has brought back and gone on with", async ({ app, page, context }) => {
    await keep(app, journey("Mine"));
    const listings = new Listings(app);
    await listings.open();
    await listings.menu("Mine").choose("Delete");
    await listings.confirm("Delete journey");
    const there = await context.newPage();
    await there.goto("settings");
    await there.getByRole("button", { name: "Restore Mine" }).click();
    await there.goto("journeys/mine");
    const builder = new Builder({ ...app, page: there } as App);
    await write(builder, "Gone on with");
    await there.keyboard.press("Control+S");
    await builder.says("Saved");
    await undo(app);
    await expect(page.getByRole("alert")).toContainText("“Mine” is here again already.");
    expect(await stored(app)).toContain("Gone on with");
  });

  test("a discarded draft, where another one was begun since", async ({ app, page }) => {
    const { versions, ...mine } = journey("Mine", { published: PUBLISHED });
    await keep(app, { ...mine, versions: [...versions, ...journey("Mine").versions] } as { id: string });
    const builder = new Builder(app);
    await builder.open("mine");
    await builder.button("Versions").click();
    await page.getByRole("button", { name: "Discard draft" }).click();
    await builder.menu("Mine").choose("New version");
    await write(builder, "The draft after it");
    await builder.button("Save Draft").click();
    await builder.says("Saved");
    await page.getByText("The draft is discarded.").locator("..").getByRole("button", { name: "Undo", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("“Mine” stays as it is.");
    await expect(builder.text("Message")).toHaveValue("The draft after it");
    expect(await stored(app)).toContain("The draft after it");
  });
});

async function restoreBackup(app: App, text: string) {
  await app.goto("/settings");
  const chooser = app.page.waitForEvent("filechooser");
  await app.page.getByRole("button", { name: "Restore a backup" }).click();
  await (await chooser).setFiles({ name: "backup.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await app.page.getByRole("button", { name: "Restore backup" }).click();
  await expect(app.page.getByText("The backup is restored.")).toBeVisible();
}

test("a backup over unsaved work shows the file's text, and the work is a restore point", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await write(builder, "Never saved");
  await builder.says("Not saved");
  const there = JSON.parse(JSON.stringify(journey("Mine")));
  there.versions[0].graph.nodes[1].what.body = "From the backup";
  await restoreBackup(app, file(there));
  await builder.open("mine");
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("From the backup");
  await builder.says("Saved");
  await builder.button("Restore points").click();
  const points = builder.dialog("Restore points");
  await expect(points.getByRole("listitem")).toContainText(["Not saved, before a file came in"]);
  await points.getByRole("button", { name: /^Restore Not saved/ }).click();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Never saved");
});

test("an import shows what it holds, and brings what is chosen: drafts, unless one asks for more", async ({ app, page }) => {
  await keep(app, journey("Running", { published: PUBLISHED }), journey("Named alike", { id: "other" }));
  const listings = new Listings(app);
  await listings.open();
  const paused = journey("Paused", { published: PUBLISHED });
  (paused.versions[0].status as any).published.paused = [["2026-03-03T09:00:00Z", null]];
  const labelled = { ...journey("Named  Alike"), labels: ["vip"], description: "What it is for" };
  await listings.chooseFile({ name: "three.json", text: file(journey("Running", { published: PUBLISHED }), paused, labelled) });
  const dialog = listings.incoming;
  await expect(dialog).toContainText("This is what “three.json” holds.");
  const row = (name: string) => dialog.getByRole("listitem").filter({ has: page.getByRole("checkbox", { name, exact: true }) });
  await expect(dialog.getByRole("heading", { name: "New (2)" })).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "Here already (1)" })).toBeVisible();
  await expect(row("Running")).toContainText(/Running.*comes in as “Running \(2\)”.*comes in as a draft/);
  await expect(row("Paused")).toContainText(/Paused.*comes in as a draft/);
  await expect(row("Named Alike")).toContainText(/Draft.*What it is for · Labels: vip\..*comes in as “Named\s+Alike \(2\)”/);
  await axe(page);
  expect((await listings.names()).sort(), "nothing comes in before it is chosen").toEqual(["Named alike", "Running"]);

  // The keyboard alone: the first box has the focus, a space takes it out, Enter imports.
  await dialog.getByRole("radio", { name: "With versions and statuses" }).check();
  await expect(row("Paused")).not.toContainText("comes in as a draft");
  await dialog.getByRole("radio", { name: "As drafts" }).check();
  await dialog.getByRole("checkbox", { name: "Running", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(dialog.getByRole("checkbox", { name: "All 3 journeys" })).toHaveJSProperty("indeterminate", true);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("2 journeys came in from “three.json”, as drafts.")).toBeVisible();
  await listings.hasStatus("Paused", "Draft");
  expect((await listings.names()).length).toBe(4);

  await listings.chooseFile({ name: "three.json", text: file(paused) });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect((await listings.names()).length).toBe(4);
});

test("journeys are pasted with the same preview, out of a mail's words as well", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.open();
  const paste = (text: string) =>
    page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste(`Hello,\nhere it is: ${file(journey("Mine", { published: PUBLISHED }))} Bye.`);
  await listings.incoming.getByRole("button", { name: "Import 1 journey" }).click();
  await expect(page.getByText("1 journey came in from the clipboard, as a draft.")).toBeVisible();
  await listings.hasStatus("Mine", "Draft");
});

test("a link with 20 journeys shows all 20, each can be looked at, and only the chosen come in, as drafts", async ({ app, page }) => {
  const all = Array.from({ length: 20 }, (_, n) => journey(`Journey ${n + 1}`, { published: n % 2 ? PUBLISHED : "" }));
  await app.goto(`/share#${squeezed(...all)}`);
  await expect(page.getByRole("heading", { name: "20 journeys came with a link" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(20);
  await axe(page);
  expect(await stored(app)).toBe("");
  await page.getByRole("checkbox", { name: "All 20 journeys" }).uncheck();
  await expect(page.getByRole("button", { name: "Take over 0 journeys" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("checkbox", { name: "Journey 2", exact: true }).check();
  await page.getByRole("checkbox", { name: "Journey 5", exact: true }).check();
  await page.getByRole("link", { name: "Open Journey 7" }).click();
  await expect(page.getByText("“Journey 7” came with a link")).toBeVisible();
  await expect(new Builder(app).node("Push: Hello")).toBeVisible();
  await page.getByRole("link", { name: "All 20 journeys" }).click();
  await expect(page.getByRole("checkbox", { name: "Journey 5", exact: true })).toBeChecked();
  await page.getByRole("button", { name: "Take over 2 journeys" }).click();
  await expect(page.getByText("2 journeys came in from the link, as drafts.")).toBeVisible();
  const listings = new Listings(app);
  expect((await listings.names()).sort()).toEqual(["Journey 2", "Journey 5"]);
  await listings.hasStatus("Journey 2", "Draft");
  await undo(app);
  await expect(listings.table).toHaveCount(0);
});

test("a shared published journey comes in as a draft, and that is what is said", async ({ app, page }) => {
  await app.goto(`/share#${squeezed(journey("Live", { published: PUBLISHED }))}`);
  await page.getByRole("button", { name: "Take it over" }).click();
  await expect(page.getByText("1 journey came in from the link, as a draft.")).toBeVisible();
  await expect(page.getByRole("main").getByText("Draft", { exact: true }).first()).toBeVisible();
  const listings = new Listings(app);
  await listings.open();
  await listings.hasStatus("Live", "Draft");
});

for (const behind of [".", ")", ">", "&utm_source=x", "”", "%0D%0A", "%2E", " and more", "_"]) {
  test(`a link with ${JSON.stringify(behind)} behind it is read`, async ({ app, page }) => {
    await app.goto(`/share#${squeezed(journey("Mine"))}${behind}`);
    await expect(page.getByText("“Mine” came with a link")).toBeVisible();
  });
}

test("a link over two lines is read, and one that is cut says so", async ({ app, page }) => {
  const link = squeezed(journey("Mine"));
  await app.goto(`/share#${link.slice(0, 60)}%0A${link.slice(60)}`);
  await expect(page.getByText("“Mine” came with a link")).toBeVisible();
  for (const length of [20, 100, link.length - 3]) {
    await app.goto(`/?${length}`);
    await app.goto(`/share#${link.slice(0, length)}`);
    await expect(page.getByRole("heading", { name: "This link cannot be read" })).toBeVisible();
    await expect(page.getByText("It was cut or changed on its way.")).toBeVisible();
  }
});

test("ids that an address cannot hold are others here, and each journey opens", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.open();
  const ids = ["new", "", "a/b", "a?b", "a#b", "ä", "constructor", "__proto__", "toString", "x".repeat(70)];
  await listings.chooseFile({ name: "ids.json", text: file(...ids.map((id, n) => journey(`Journey ${n}`, { id }))) });
  await expect(listings.incoming.getByText(/cannot stand in an address/)).toHaveCount(7);
  await listings.incoming.getByRole("button", { name: "Import 10 journeys" }).click();
  for (const n of ids.keys()) {
    await listings.link(`Journey ${n}`).click();
    await expect(new Builder(app).node("Push: Hello")).toBeVisible();
    await toListings(app);
  }
  await app.reload();
  expect((await listings.names()).length).toBe(10);
  await expect(page.getByText("could not be read")).toHaveCount(0);
});

test("names that look alike are one name: at an import, at Save and for a clone", async ({ app, page }) => {
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  await listings.importFile({ name: "names.json", text: file(journey("Café", { id: "a" }), journey("Cafe\u0301", { id: "b" }), journey("Stra\u00dfe", { id: "c" }), journey("STRASSE", { id: "d" })) });
  expect((await listings.names()).map((name) => name.normalize("NFC")).sort()).toEqual(["Café", "Café (2)", "STRASSE (2)", "Straße"]);
  await builder.open();
  await builder.press("Action");
  await builder.button("Save Draft").click();
  const save = builder.dialog("Save this journey as");
  const name = save.getByRole("textbox", { name: "Journey name" });
  for (const taken of ["cafe\u0301", "CAF\u00c9", "stra\u00dfe", "Stra\u200bsse"]) {
    await name.press("Control+A");
    await page.keyboard.insertText(taken);
    await save.getByRole("button", { name: "Save", exact: true }).click();
    await expect(save.getByText("Another journey has this name.")).toBeVisible();
  }
});

test("a file of another tool is named, a doubled key has its path, and 1 more is 1", async ({ app }) => {
  const listings = new Listings(app);
  await listings.open();
  const dialog = listings.dialog("The file did not come in");
  const doubled = file(journey("First")).replace('"name":"First"', '"name":"First","name":"Second"');
  const unknown = file(Object.fromEntries([...Object.entries(journey("Mine")), ...Array.from({ length: 51 }, (_, n) => [`x${n}`, 1])]) as object);
  const number = journey("High", { published: PUBLISHED });
  (number.versions[0] as any).number = 4_294_967_295;
  for (const [text, why] of [
    ["flow:\n  name: x\n", "This is a YAML file, not a file of Sojourn."],
    ["graph TD\n  A --> B\n", "This is a Mermaid diagram"],
    ["<?xml version='1.0'?><a/>", "This is an XML file"],
    ["name,status\nA,Draft\n", "This is a table (CSV)"],
    ['{"nodes":[],"connections":{}}', "This is an n8n workflow"],
    [doubled, "The key “name” is there twice."],
    [unknown, "There is 1 more problem."],
    [file(number), "Versions are numbered from 1 to 1000000; this one is 4294967295."],
  ]) {
    await listings.chooseFile({ name: "other", text });
    await expect(dialog).toContainText(why);
    await dialog.getByRole("button", { name: "Close" }).click();
  }
});

test("two live versions in a file become one, and the preview says so", async ({ app }) => {
  const listings = new Listings(app);
  await listings.open();
  const one = journey("Mine", { published: PUBLISHED });
  const text = file({ ...one, versions: [one.versions[0], { ...one.versions[0], number: 2 }] });
  await listings.chooseFile({ name: "two.json", text });
  await expect(listings.incoming).toContainText("Versions 1 and 2 were both live. Version 1 is closed.");
  await listings.incoming.getByRole("radio", { name: "With versions and statuses" }).check();
  await listings.incoming.getByRole("button", { name: "Import 1 journey" }).click();
  await listings.hasStatus("Mine", "Running");
  const kept = JSON.parse((await app.page.evaluate(() => localStorage.getItem("sojourn/journey/mine"))) ?? "");
  expect(kept.journey.versions.map((version: any) => !!version.status.published.superseded)).toEqual([true, false]);
});

test("work that waits under the id of an imported journey does not stand in its way", async ({ app }) => {
  const draft = JSON.parse(JSON.stringify(journey("Mine").versions[0]));
  draft.graph.nodes[1].what.body = "Left behind";
  const { setup, graph } = draft;
  const work = { sojourn: 1, revision: 1, saved: "2026-03-01T09:00:00Z", unsaved: { journey: "mine", name: "Mine", draft: { setup, graph } } };
  await store(app, { "sojourn/unsaved/of/mine": JSON.stringify(work), "sojourn/journey/other": record(journey("Other")) });
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  await listings.importFile({ name: "mine.json", text: file(journey("Mine")) });
  await listings.link("Mine").click();
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Good to see you.");
  expect(await stored(app)).toContain("Left behind");
});

test("inside another site's page the app does not run, and says so", async ({ page, baseURL }) => {
  await page.route("http://elsewhere.test/", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${baseURL}" width="900" height="600"></iframe>` }));
  // As a host that sends no headers.
  await page.route(`${baseURL}`, async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": _, "x-frame-options": __, "cross-origin-resource-policy": ___, "cross-origin-opener-policy": ____, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await page.goto("http://elsewhere.test/");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("Sojourn does not run inside another site’s page.")).toBeVisible();
  await expect(frame.getByRole("link", { name: "Open Sojourn" })).toHaveAttribute("target", "_blank");
  await expect(frame.getByRole("heading", { name: "Journeys" })).toHaveCount(0);
});
