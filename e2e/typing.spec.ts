// Every field is typed into key by key, as people do (issue 12). The kinds and their fields are those of the table
// (kinds.json is written from it), so a new field is covered by itself.
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { axe, expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

type Input = { is: string; min?: number; max?: number; lines?: boolean; tokens?: boolean };
type Field = { section: string; key: string; label: string; input: Input };
type Kind = { kind: string; name: string; entry_only: boolean; window: boolean; when: boolean; paths: { others: boolean } | null; fields: Field[] };

const KINDS: Kind[] = JSON.parse(readFileSync(new URL("kinds.json", import.meta.url), "utf8"));
/** No whole numbers, as a person types them. "abc" leaves the field empty where the browser takes no letters. */
const NO_NUMBERS = ["33.3", "-1", "1e2", "0.5", "2.5", "abc", ""];

/** Goes into a field and types key by key over what is there. */
async function type(page: Page, field: Locator, text: string) {
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
}

/** Types into a native time or date from its first part on. */
async function typeParts(page: Page, field: Locator, keys: string) {
  await field.focus();
  await page.keyboard.press("Home");
  await page.keyboard.type(keys);
}

/** The message at a field: announced, and named by the field. */
async function message(field: Locator) {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
  return field.page().locator(`#${ids[0]}`);
}

/** Types what is no number, leaves the field, and finds text and message still there. The value is that of before. */
async function refuses(page: Page, field: Locator, good: string, bad: string[], said: RegExp) {
  await type(page, field, good);
  await expect(field).toHaveValue(good);
  await field.blur();
  for (const text of bad) {
    await type(page, field, text);
    await field.blur();
    await expect(await message(field), `${text} is refused`).toHaveText(said);
    // A browser that takes no letters holds nothing, and one that holds half a number says nothing.
    if (/^-?[\d.]+(e\d)?$/.test(text)) await expect(field, `${text} stays`).toHaveValue(text);
  }
}

/** The value in effect is what the field shows once it is drawn anew. */
async function holds(builder: Builder, label: string, field: Locator, value: string) {
  await builder.page.getByRole("button", { name: "Close inspector" }).click();
  await builder.select(label);
  await expect(field).toHaveValue(value);
  await expect(builder.inspector.getByText("Enter a whole number")).toHaveCount(0);
}

async function begin(app: App) {
  await keep(app, journey("Other"));
  const builder = new Builder(app);
  await builder.open();
  return builder;
}

async function saved(builder: Builder, name: string) {
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  await type(builder.page, dialog.getByRole("textbox", { name: "Journey name" }), name);
  await builder.page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await builder.says("Saved");
  await builder.app.reload();
  await expect(builder.name).toHaveText(name);
}

const frame = (builder: Builder, field: Field) => builder.inspector.locator(`[data-field="${field.section}.${field.key}"]`);

for (const kind of KINDS) {
  test(`every field of ${kind.name} holds what was typed, after leaving it and after a reload`, async ({ app, page }) => {
    const builder = await begin(app);
    await builder.press(kind.name);
    const { inspector } = builder;
    const check: [string, () => Locator, string][] = [];
    const put = async (field: () => Locator, text: string, what: string) => {
      await type(page, field(), text);
      await expect(field(), what).toHaveValue(text);
      // In the middle of it: the caret stays where the person is.
      if ((await field().getAttribute("type")) !== "number") {
        await page.keyboard.press("Home");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.type("xyz");
        text = `${text.slice(0, 1)}xyz${text.slice(1)}`;
        await expect(field(), `${what}, typed into its middle`).toHaveValue(text);
      }
      await field().blur();
      check.push([what, field, text]);
    };
    await put(() => builder.text("Title").first(), "My node", "Title");
    for (const field of kind.fields) {
      const at = () => frame(builder, field);
      const { is, max = 0, min = 0, lines } = field.input;
      if (is === "text" && lines) await put(() => at().getByRole("textbox"), `Good day ${field.key}`, field.label);
      else if (is === "text") await put(() => at().getByRole("textbox"), `A ${field.key}`.slice(0, max - 3), field.label);
      else if (is === "address") await put(() => at().getByRole("textbox"), "https://a.example/b", field.label);
      else if (is === "event" || is === "property") await put(() => at().getByRole("combobox"), `Did ${field.key}`, field.label);
      else if (is === "number") {
        const box = () => at().getByRole("spinbutton");
        await refuses(page, box(), `${max}`, [...NO_NUMBERS, `${max + 1}`], new RegExp(`^Enter a whole number from ${min} to ${max}\\.$`));
        check.push([field.label, box, `${max}`]);
      } else if (is === "span") {
        const box = () => at().getByRole("spinbutton");
        const said = /^(Enter a whole number from 0 to \d+\.|Enter how long\.)$/;
        await refuses(page, box(), "27", NO_NUMBERS, said);
        check.push([field.label, box, "27"]);
      } else if (["conditions", "behaviours", "pairs", "updates"].includes(is)) {
        await at().getByRole("button", { name: /^Add (condition|behaviour|row|change)$/ }).click();
        const cells = at().locator("input.rows__text");
        for (let n = 0; n < (await cells.count()); n++) await put(() => at().locator("input.rows__text").nth(n), `Cell ${n}`, `${field.label} ${n}`);
        if (is === "behaviours") {
          const box = () => at().getByRole("spinbutton");
          await refuses(page, box(), "14", NO_NUMBERS, /^Enter (a whole number from 0 to \d+|how long)\.$/);
          check.push([field.label, box, "14"]);
        }
      } else expect(["choice", "journey", "journey-node"], `this test can type into ${is}`).toContain(is);
    }
    const window = () => inspector.getByRole("spinbutton", { name: "Qualifying window: number" });
    if (kind.window && (await window().count())) {
      await refuses(page, window(), "36", NO_NUMBERS.filter(Boolean), /^Enter a whole number from 0 to \d+\.$/);
      check.push(["Qualifying window", window, "36"]);
    }
    if (kind.when) {
      await inspector.getByRole("radio", { name: "At a clock time" }).check();
      const time = () => inspector.getByLabel("Clock time", { exact: true });
      await typeParts(page, time(), "1745");
      await expect(time()).toHaveValue("17:45");
      await time().blur();
      await time().focus();
      await page.keyboard.press("Delete");
      await time().blur();
      await expect(await message(time())).toHaveText(/^Enter a whole time/);
      check.push(["Clock time", time, "17:45"]);
    }
    if (kind.paths) {
      const name = () => inspector.getByRole("textbox", { name: "Name of Path 1" });
      await put(name, "Left", "Name of Path 1");
    }
    // Drawn anew the fields show what is in effect: also what was refused is gone then.
    await saved(builder, "Typed");
    await builder.nodes.first().click();
    for (const [what, field, text] of check) await expect(field(), `${what} after a reload`).toHaveValue(text);
  });
}

test("a percentage that is none is refused with what is allowed, and the one before holds", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Action");
  await builder.press("Split test");
  const label = (await builder.nodes.last().getAttribute("aria-label")) ?? "";
  await builder.inspector.locator('[data-field="what.mode"]').getByRole("combobox").selectOption("manual");
  const share = builder.inspector.getByRole("spinbutton", { name: "Percentage of Path 1" });
  await expect(share).toHaveValue("50");
  await refuses(page, share, "40", [...NO_NUMBERS, "300", "150"], /^Enter a whole number from 0 to 100\.$/);
  await holds(builder, label, share, "40");
  await type(page, share, "0");
  await expect(share).toHaveValue("0");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("100");
  await expect(builder.inspector.getByText("150 % of 100 %")).toBeVisible();
});

test("the setup is typed, refuses what is wrong, and keeps what was before", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Past behaviour");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  await setup.getByRole("radio", { name: "Recurring" }).check();
  const every = setup.getByRole("spinbutton", { name: "Every" });
  await refuses(page, every, "12", [...NO_NUMBERS, "367", "0"], /^Enter a whole number from 1 to 366\.$/);
  await type(page, every, "12");
  const control = setup.getByRole("spinbutton", { name: "Control group" });
  await refuses(page, control, "33", ["33.3", "300", "-1", "1e2", "1"], /^Enter a whole number from 2 to 99, or nothing/);
  const timeout = setup.getByRole("spinbutton", { name: "Journey timeout: number" });
  await refuses(page, timeout, "45", ["2.5", "-1", "1e2"], /^Enter a whole number from 0 to \d+\.$/);
  await setup.getByRole("radio", { name: "Later" }).check();
  const start = setup.getByLabel("Start date and time");
  await typeParts(page, start, "07072030");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("0930");
  await expect(start).toHaveValue("2030-07-07T09:30");
  await setup.getByRole("radio", { name: "On a date" }).check();
  const end = setup.getByLabel("Last day");
  await typeParts(page, end, "12122031");
  await expect(end).toHaveValue("2031-12-12");
  await end.focus();
  await page.keyboard.press("Delete");
  await end.blur();
  await expect(await message(end)).toHaveText(/^That is no date/);
  await setup.getByRole("checkbox", { name: "Hold messages back at certain hours" }).check();
  const from = setup.getByLabel("From", { exact: true });
  await typeParts(page, from, "1745");
  await expect(from).toHaveValue("17:45");
  await setup.getByRole("button", { name: "Add goal" }).click();
  await type(page, setup.getByRole("textbox", { name: "Goal name" }), "Came back");
  await axe(page);
  // What is refused is not passed over in silence.
  await setup.getByRole("button", { name: "Done" }).click();
  await expect(setup).toBeVisible();
  await expect(end, "the first of them").toBeFocused();
  await type(page, control, "34");
  await type(page, timeout, "46");
  await typeParts(page, end, "11112031");
  await setup.getByRole("button", { name: "Done" }).click();
  await expect(setup).toBeHidden();
  await saved(builder, "Set up");
  await builder.button("Setup").click();
  await expect(every).toHaveValue("12");
  await expect(control).toHaveValue("34");
  await expect(timeout).toHaveValue("46");
  await expect(start).toHaveValue("2030-07-07T09:30");
  await expect(end).toHaveValue("2031-11-11");
  await expect(from).toHaveValue("17:45");
  await expect(setup.getByRole("textbox", { name: "Goal name" })).toHaveValue("Came back");
});

test("an undo shows in a field that holds refused text", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Page count");
  const pages = builder.inspector.getByRole("spinbutton", { name: "Pages" });
  await type(page, pages, "8");
  await pages.blur();
  await type(page, pages, "2.5");
  await pages.blur();
  await expect(pages).toHaveAttribute("aria-invalid", "true");
  // Typing may be one step or several, by its speed: what was refused changed nothing in the end.
  const undo = builder.button("Undo");
  for (let step = 0; step < 3 && (await pages.inputValue()) === "2.5"; step++) await undo.click();
  await expect(pages).toHaveValue(/^\d+$/);
  await expect(pages).not.toHaveAttribute("aria-invalid", "true");
});

test("the wheel over a field with the focus scrolls and changes nothing", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Page count");
  const pages = builder.inspector.getByRole("spinbutton", { name: "Pages" });
  await type(page, pages, "8");
  await pages.hover();
  await page.mouse.wheel(0, 120);
  await page.mouse.wheel(0, -120);
  await expect(pages).toHaveValue("8");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const control = setup.getByRole("spinbutton", { name: "Control group" });
  await type(page, control, "20");
  const body = setup.locator(".dialog__body");
  const before = await body.evaluate((element) => element.scrollTop);
  await control.hover();
  await page.mouse.wheel(0, -150);
  await expect.poll(() => body.evaluate((element) => element.scrollTop), "the dialog scrolls").toBeLessThan(before);
  await expect(control).toHaveValue("20");
});

test("an event that is named like a key and has none is passed over everywhere", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Email");
  const fire = () =>
    page.evaluate(() => {
      const names = ["keydown", "keyup", "keypress", "input", "change", "storage", "wheel", "pointerdown", "pointermove", "pointerup", "click"];
      for (const target of [document.activeElement!, document.body, window, ...document.querySelectorAll("main input, main button, [role=group], aside, aside *")])
        for (const name of names.slice(0, 3)) target.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
      for (const name of names.slice(5)) window.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    });
  await builder.text("Title").first().click();
  await fire();
  await builder.button("Setup").click();
  await fire();
  await page.keyboard.press("Escape");
  await new Listings(app).open();
  await fire();
  await expect(page.getByRole("heading", { level: 1, name: "Journeys" })).toBeVisible();
});

test("the Escape of a composition leaves the field, the dialog and the search as they are", async ({ app, page }) => {
  const builder = await begin(app);
  const cdp = await page.context().newCDPSession(page);
  const composing = async (text: string) => {
    await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    for (const type of ["rawKeyDown", "keyUp"] as const) {
      await cdp.send("Input.dispatchKeyEvent", { type, key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 });
    }
  };
  await builder.press("Email");
  const title = builder.text("Title").first();
  await title.click();
  await composing("にほ");
  await expect(title).toBeFocused();
  await cdp.send("Input.insertText", { text: "日本" });
  await expect(title).toHaveValue("日本");
  await builder.button("Setup").click();
  const zone = builder.dialog("Setup").getByRole("combobox", { name: "Journey’s time zone" });
  await type(page, zone, "ber");
  await composing("l");
  await expect(builder.dialog("Setup")).toBeVisible();
  await expect(zone).toHaveValue(/^ber/);
  await cdp.send("Input.insertText", { text: "lin" });
  await page.keyboard.press("Enter");
  await expect(zone).toHaveValue("Europe/Berlin");
  const listings = new Listings(app);
  await listings.open();
  await listings.search.click();
  await page.keyboard.type("ot");
  await composing("へ");
  await expect(listings.search).toHaveValue(/^ot/);
  await cdp.send("Input.insertText", { text: "her" });
  await expect(listings.search).toHaveValue("other");
});

test("a zone that is none stays in the field with the reason, and the zone before it holds", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  const setup = builder.dialog("Setup");
  const zone = setup.getByRole("combobox", { name: "Journey’s time zone" });
  await builder.button("Setup").click();
  await type(page, zone, "Atlantis");
  await expect(setup.getByText("No zone has this in its name.")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(zone).toHaveValue("Atlantis");
  await expect(zone).toHaveAttribute("aria-invalid", "true");
  await expect(zone).toHaveAccessibleDescription(/does not know the zone “Atlantis”/);
  await expect(zone).toHaveAttribute("aria-expanded", "false");
  // Done goes to what is to be put right; the text is still there, and goes on being typed.
  await setup.getByRole("button", { name: "Done" }).click();
  await expect(zone).toBeFocused();
  await expect(zone).toHaveValue("Atlantis");
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await expect(zone).toHaveValue("Atlanti");
  await expect(zone).not.toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Tab");
  await expect(zone).toHaveValue("");
  await expect(zone).toHaveAccessibleDescription(/Enter a time zone/);
  // A list that was only opened changes nothing.
  await setup.getByRole("button", { name: "Done" }).focus();
  await page.keyboard.press("Escape");
  await expect(setup).toBeHidden();
  await builder.button("Setup").click();
  await expect(zone).toHaveValue("Europe/Berlin");
  await zone.focus();
  await page.keyboard.press("ArrowDown");
  await expect(zone).toHaveAttribute("aria-expanded", "true");
  await expect(zone).toHaveValue("Europe/Berlin");
  await page.keyboard.press("Tab");
  await expect(zone).toHaveValue("Europe/Berlin");
  await expect(zone).not.toHaveAttribute("aria-invalid", "true");
  await type(page, zone, "lisb");
  await page.keyboard.press("Enter");
  await expect(zone).toHaveValue("Europe/Lisbon");
  await type(page, zone, "europe/lisbon");
  await page.keyboard.press("Tab");
  await expect(zone).toHaveValue("Europe/Lisbon");
  await setup.getByRole("button", { name: "Done" }).click();
  await expect(setup).toBeHidden();
});
