// 240 hostile strings (hostile.json: our own list, after the public cheat sheets) through every text field, file, link,
// clipboard, record and export: none runs, none breaks out of its element, each is shown as what it is (issue 6, Safe).
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { parse as readCsv } from "csv-parse/sync";
import { expect, test as base, type App, type Page } from "./fixtures";
import { FORMAT, journey, keep, store } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

const ALL: string[] = JSON.parse(readFileSync(new URL("hostile.json", import.meta.url), "utf8"));
const KINDS: { name: string; entry_only: boolean }[] = JSON.parse(readFileSync(new URL("kinds.json", import.meta.url), "utf8"));
/** JSON has no halves of characters. */
const WHOLE = ALL.filter((text) => text.isWellFormed());
/** What a name, a title or a line can hold: one line, within the limit. */
const LINES = WHOLE.filter((text) => !/\p{Cc}/u.test(text) && [...text].length <= 100 && text.trim() === text);

const test = base.extend<{ trap: void }>({
  /** What runs says so: the guard of the fixtures then fails the test. A dialog of the browser does, too. */
  trap: [
    async ({ context, page }, use) => {
      await context.addInitScript(() => {
        (globalThis as any).hacked = () => console.error("hacked");
        for (const name of ["alert", "confirm", "prompt", "open"]) (globalThis as any)[name] = () => console.error(`hacked: ${name}`);
      });
      page.on("dialog", (dialog) => dialog.accept().then(() => expect(dialog.message(), "a dialog of the browser").toBe("")));
      await use();
    },
    { auto: true },
  ],
});

/** Nothing on the page is there that a text could have brought: no handler, no odd address, no element that we never make. */
async function clean(page: Page) {
  const found = await page.evaluate(() => {
    const odd: string[] = [];
    const known = /^(?:https?:\/\/127\.0\.0\.1:\d+\/|blob:http:\/\/127\.0\.0\.1|data:image\/(?:png|svg\+xml|webp)[,;]|#|\/|\.|[\w-]+(?:[./?#]|$))/;
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName;
      const ours = name === "script" ? /^http:\/\/127/.test((element as HTMLScriptElement).src) : !/^(?:i?frame|frameset|object|embed|base|applet|marquee|isindex|keygen|math|xmp|foreignobject|animate|set|video|audio|style|template|font)$/i.test(name);
      const allowed = name === "base" || ours;
      const handlers = [...element.attributes].filter((one) => /^on/i.test(one.name));
      const addresses = [...element.attributes].filter((one) => /^(?:href|src|action|formaction|data|srcset|srcdoc|xlink:href|poster|background)$/i.test(one.name) && !known.test(one.value.trim()));
      if (!allowed || handlers.length || addresses.length) odd.push(element.outerHTML.slice(0, 200));
    }
    if (({} as any).x !== undefined) odd.push("the prototype of all objects was changed");
    if (document.querySelectorAll("h1").length > 2) odd.push("there are more headings than ours");
    return odd;
  });
  expect(found, "what a text brought in").toEqual([]);
}

/** A journey whose nodes bear the strings as titles and contents. */
function full(name: string, texts: string[]) {
  const nodes = texts.map((text, n) => {
    const line = LINES.includes(text) ? text : `Node ${n}`;
    return { id: `n${n}`, kind: n ? "push" : "action", title: line, entry: n === 0 || undefined, at: [(n % 16) * 280, Math.floor(n / 16) * 140], ...(n ? { what: { title: line, body: text } } : { segment: { event: line } }) };
  });
  const links = nodes.slice(1).map((to, n) => ({ from: `n${n}`, outcome: n ? "sent" : "yes", to: to.id }));
  const plain = journey(name, { id: "full" });
  return { ...plain, versions: [{ ...plain.versions[0], graph: { nodes: JSON.parse(JSON.stringify(nodes)), links } }] };
}

/** The cards that are drawn bear their texts to the letter. */
async function listed(builder: Builder, texts: string[]) {
  await expect(builder.nodes.first()).toBeVisible();
  const names = await builder.nodes.evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? card.textContent ?? ""));
  const strange = names.filter((name) => !/Node \d+/.test(name) && !texts.some((text) => name.includes(text)));
  expect(strange, "cards whose names are not as they were given").toEqual([]);
}

async function download(page: Page, act: () => Promise<void>) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("through a file: names, descriptions and labels in the listings; what cannot be a name is refused with its path", async ({ app, page }) => {
  test.setTimeout(90_000);
  const listings = new Listings(app);
  await listings.open();
  const journeys = LINES.map((text, n) => ({ ...journey("x", { id: `j${n}` }), name: text, description: text, labels: [[...text].slice(0, 30).join("")] }));
  await listings.chooseFile({ name: `"><img src=x onerror=hacked()>.json`, text: JSON.stringify({ ...FORMAT, journeys }) });
  const refused = listings.dialog("The file did not come in");
  await expect(refused.or(listings.incoming)).toBeVisible();
  await clean(page);
  let came = journeys.length;
  if (await refused.isVisible()) {
    // Names that nobody could see, or twice the same: each with its path, and nothing came in.
    const why = (await refused.textContent()) ?? "";
    const bad = new Set([...why.matchAll(/journeys\[(\d+)\]/g)].map((match) => Number(match[1])));
    expect(bad.size, why).toBeGreaterThan(0);
    expect(bad.size, why).toBeLessThan(20);
    came -= bad.size;
    await refused.getByRole("button", { name: "Close" }).click();
    await expect(listings.table).toHaveCount(0);
    await listings.chooseFile({ name: "again.json", text: JSON.stringify({ ...FORMAT, journeys: journeys.filter((_, n) => !bad.has(n)) }) });
  }
  await expect(listings.incoming).toBeVisible();
  await clean(page);
  await listings.incoming.getByRole("button", { name: /^Import \d+ journeys$/ }).click();
  await expect(listings.table).toBeVisible();
  // A long table is filled in steps.
  await expect(listings.table.getByRole("button", { name: /^Actions for / })).toHaveCount(came);
  expect(came).toBeGreaterThan(150);
  const names = await listings.names();
  expect(names.filter((name) => !LINES.includes(name) && !LINES.includes(name.replace(/ \(\d+\)$/, ""))), "names that are not as they were given").toEqual([]);
  await clean(page);
  for (const text of LINES.slice(0, 6)) await listings.search.fill(text);
  await clean(page);
  const file = await download(page, async () => {
    await listings.search.fill("");
    await page.getByRole("checkbox", { name: "Select all", exact: true }).check();
    await listings.bulk.getByRole("button", { name: "Export", exact: true }).click();
  });
  expect(JSON.parse(file.text).journeys.map((one: { name: string }) => one.name).toSorted()).toEqual(names.toSorted());
  await app.goto("/settings");
  await clean(page);
  await app.goto("/calendar");
  await clean(page);
});

test("through a record: the canvas, the outline, the inspector, the checks, the picture, the print, a link and a paste", async ({ app, page, context }) => {
  test.setTimeout(90_000);
  const name = `<img src=x onerror=hacked()>"'`;
  await keep(app, full(name, WHOLE));
  const builder = new Builder(app);
  await builder.open("full");
  await listed(builder, LINES);
  await clean(page);
  await builder.button(/^Checks/).click();
  await clean(page);
  await builder.nodes.first().click();
  await clean(page);
  const picture = await download(page, async () => {
    await builder.button("Canvas actions").click();
    await page.getByRole("menuitem", { name: "Save picture as SVG", exact: true }).click();
  });
  expect(picture.name).not.toMatch(/[<>"/\\]/);
  const parsed = await page.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...picture.querySelectorAll("*")];
    const bad = all.filter((one) => /^(?:script|foreignobject|animate|set|a|use|image|iframe|style|parsererror)$/i.test(one.localName) || [...one.attributes].some((at) => /^on|href/i.test(at.name) || /javascript:|url\((?!#)/i.test(at.value)));
    return { bad: bad.map((one) => one.outerHTML.slice(0, 200)), texts: picture.querySelectorAll("text").length };
  }, picture.text);
  expect(parsed.bad).toEqual([]);
  expect(parsed.texts).toBeGreaterThan(WHOLE.length);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".printed svg")).toBeAttached();
  await clean(page);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));

  // A link, opened elsewhere.
  await builder.button("Share link").click();
  const box = builder.dialog("Share link").getByRole("textbox", { name: "Link" });
  await expect(box).toHaveValue(/#[\w-]{100,}$/);
  const link = await box.inputValue();
  await builder.dialog("Share link").getByRole("button", { name: "Close" }).first().click();
  const other = await context.newPage();
  await other.goto(link);
  const shared = new Builder({ page: other } as App);
  await listed(shared, LINES);
  await clean(other);
  await other.close();

  // A paste, of what a file holds.
  await builder.open("new");
  const text = JSON.stringify({ ...FORMAT, journeys: [full("x", WHOLE)] });
  for (const paste of [text, ...ALL.slice(0, 60)]) {
    await page.evaluate((paste) => {
      const data = new DataTransfer();
      data.setData("text/plain", paste);
      data.setData("text/html", paste);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, paste);
  }
  await listed(builder, LINES);
  await clean(page);
});

test("through texts that are no records, and keys that are none of ours", async ({ app, page }) => {
  test.setTimeout(60_000);
  const entries = ALL.flatMap((text, n) => [
    [`sojourn/journey/h${n}`, text],
    [`sojourn/journey/${text}`, `{"sojourn":1,"revision":1,"saved":"2026-03-01T09:00:00Z","journey":{"name":${JSON.stringify(text)}}}`],
  ]);
  await keep(app, journey("Mine"));
  await store(app, { ...Object.fromEntries(entries), "sojourn/settings": JSON.stringify({ schema: 1, filters: LINES.slice(0, 20).map((text) => [text, text]), columns: LINES.slice(0, 20) }) });
  const listings = new Listings(app);
  await listings.open();
  await expect(listings.row("Mine")).toBeVisible({ timeout: 20_000 });
  await clean(page);
  await app.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await clean(page);
});

for (const part of [0, 1]) {
  test(`through every text field of every kind, by hand (${part + 1} of 2)`, async ({ app, page }) => {
    test.setTimeout(90_000);
    const builder = new Builder(app);
    await builder.open();
    let next = (part * WHOLE.length) >> 1;
    for (const kind of KINDS.filter((kind) => !kind.entry_only).filter((_, n) => n % 2 === part)) {
      await builder.press(kind.name);
      // The fields come with a chunk of their own.
      await expect(builder.text("Title").first()).toBeVisible();
      for (const add of await builder.inspector.getByRole("button", { name: /^Add (condition|behaviour|row|change)$/ }).all()) await add.click();
      for (const field of await builder.inspector.locator("input[type=text]:visible, input:not([type]):visible, textarea:visible, input[role=combobox]:visible").all()) {
        const given = WHOLE[next++ % WHOLE.length];
        await field.fill(given);
        const is = await field.inputValue();
        // A field takes it as it is, up to its limit, without what a line cannot hold.
        const plain = (text: string) => text.replace(/[\p{Cc}\s]/gu, "");
        expect(plain(given).startsWith(plain(is)) || plain(is) === plain(given), JSON.stringify([given, is])).toBe(true);
      }
      await clean(page);
    }
  });
}

test("all of them through one text field", async ({ app, page }) => {
  test.setTimeout(60_000);
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Push");
  const message = builder.text("Message");
  for (const text of ALL) await message.fill(text);
  await clean(page);
});

test("through the text fields of the dialogs, by hand", async ({ app, page }) => {
  test.setTimeout(60_000);
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Push");
  await builder.text("Title").first().fill(LINES[20]);
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  for (let n = 0; n < 3; n++) await setup.getByRole("button", { name: "Add goal" }).click();
  const fields = await setup.locator("input[type=text]:visible, input:not([type]):visible, input[role=combobox]:visible").all();
  expect(fields.length).toBeGreaterThan(3);
  for (const [n, field] of fields.entries()) await field.fill(WHOLE[n % WHOLE.length]);
  await clean(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  for (const name of WHOLE.slice(0, 30)) await dialog.getByRole("textbox", { name: "Journey name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Journey name" }).fill(LINES[12]);
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await builder.says("Saved");
  await expect(builder.name).toHaveText(LINES[12]);
  await builder.button("Restore points").click();
  await builder.dialog("Restore points").getByRole("textbox", { name: "Name of the restore point" }).fill(LINES[13]);
  await page.keyboard.press("Enter");
  await expect(builder.dialog("Restore points").getByRole("listitem")).toContainText([LINES[13]]);
  await clean(page);
  await page.keyboard.press("Escape");
  await builder.button("Publish").click();
  await builder.publishing.getByRole("textbox", { name: "Description" }).fill(LINES[14]);
  await clean(page);
});

test("through the timetable: a table without formulas, a calendar without more events", async ({ app, page }) => {
  const nodes = LINES.filter((text) => /^\s*[=+\-@]|[,;"\\]|VEVENT|VCAL/.test(text)).slice(0, 30);
  const one = full("=1+1", ["Start", ...nodes]);
  one.versions[0].setup = { zone: "Europe/Berlin", entry: "on-event" };
  await keep(app, one);
  const builder = new Builder(app);
  await builder.open("full");
  await builder.button("Rehearse").click();
  const dock = page.getByRole("region", { name: "Rehearsal" });
  const csv = await download(page, () => dock.getByRole("button", { name: "Export CSV" }).click());
  const cells = (readCsv(csv.text) as string[][]).flat();
  expect(cells.length).toBeGreaterThan(60);
  expect(cells.filter((cell) => /^\s*[=+\-@\t\r]/.test(cell)), "cells that a spreadsheet would compute").toEqual([]);
  const ics = await download(page, () => dock.getByRole("button", { name: "Export ICS" }).click());
  const events = new ICAL.Component(ICAL.parse(ics.text)).getAllSubcomponents();
  expect(new Set(events.map((event) => event.name))).toEqual(new Set(["vevent"]));
  expect(events.length).toBe(cells.length / 6 - 1);
  await clean(page);
});
