// What changes a value without a key of a person, and what must not: the wheel, a password manager, a field that is emptied
// (issue 12, A2, A4, C5, C6). The kinds and their fields are those of the table (kinds.json is written from it).
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

type Kind = { name: string; entry_only: boolean; when: boolean; paths: { others: boolean } | null; fields: { input: { is: string } }[] };

const KINDS: Kind[] = JSON.parse(readFileSync(new URL("kinds.json", import.meta.url), "utf8"));
const WHOLE = KINDS.filter((kind) => !kind.entry_only);

/** The controls whose value Chromium changes by the wheel, or might. */
const TURNED = "input:is([type=number], [type=range], [type=time], [type=date], [type=datetime-local]):enabled";

async function begin(app: App) {
  await keep(app, journey("Other"));
  const builder = new Builder(app);
  await builder.open();
  return builder;
}

/** Adds a node of a kind, and opens all that its form has. */
async function unfold(builder: Builder, kind: Kind) {
  const { inspector } = builder;
  await builder.press(kind.name);
  await expect(inspector.getByText(kind.name, { exact: true }).first()).toBeVisible();
  // The fields come with a chunk.
  await expect(builder.text("Title").first()).toBeVisible();
  const add = inspector.getByRole("button", { name: /^Add (condition|behaviour|row|change)$/ });
  for (let n = 0; n < (await add.count()); n++) await add.nth(n).click();
  if (kind.when) await inspector.getByRole("radio", { name: "At a clock time" }).check();
  if (kind.paths && !kind.paths.others) await inspector.getByRole("combobox", { name: "Percentages" }).selectOption("Manual");
}

/** Turns the wheel over each field while it has the focus. How many there were. */
async function turn(page: Page, within: Locator) {
  const fields = within.locator(TURNED).and(page.locator(":visible"));
  const count = await fields.count();
  for (let n = 0; n < count; n++) {
    const field = fields.nth(n);
    await field.focus();
    const before = await field.inputValue();
    await field.evaluate((element: HTMLElement) => {
      element.dataset.turns = "0";
      element.addEventListener("wheel", () => (element.dataset.turns = `${Number(element.dataset.turns) + 1}`));
    });
    for (const turns of [0, 1]) {
      await field.hover();
      await page.mouse.wheel(0, -120);
      await expect(field, "the wheel is heard of").toHaveAttribute("data-turns", `${turns + 1}`);
    }
    expect(await field.inputValue(), (await field.getAttribute("aria-label")) ?? `field ${n}`).toBe(before);
    await expect(field).toBeFocused();
  }
  return count;
}

test("the wheel changes no value of any kind of node", async ({ app, page }) => {
  test.setTimeout(180_000);
  const builder = await begin(app);
  let count = 0;
  for (const kind of WHOLE) {
    await unfold(builder, kind);
    count += await turn(page, builder.inspector);
  }
  expect(count).toBeGreaterThan(10);
});

test("the wheel changes nothing in Setup, in a link's delay and in the clock", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.link("Action: Signed up Yes to Push: Hello").getByRole("button", { name: "Delay 1 h" }).click();
  const delay = builder.dialog("Delay of Action: Signed up Yes to Push: Hello");
  await expect(delay.getByRole("spinbutton")).toBeFocused();
  expect(await turn(page, delay)).toBe(1);
  await page.keyboard.press("Escape");
  await new Listings(app).open();
  await page.getByRole("button", { name: "Clock", exact: true }).click();
  const clock = page.getByRole("group", { name: "Clock", exact: true });
  // What the clock opens comes in a chunk.
  await expect(clock.locator(TURNED)).toBeVisible();
  expect(await turn(page, clock)).toBe(1);

  await builder.open();
  await builder.press("Past behaviour");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  await setup.getByRole("radio", { name: "Recurring" }).check();
  await setup.getByRole("radio", { name: "Later" }).check();
  await setup.getByRole("radio", { name: "On a date" }).check();
  await setup.getByRole("checkbox", { name: "Hold messages back at certain hours" }).check();
  await setup.getByRole("spinbutton", { name: "Control group" }).pressSequentially("10");
  await setup.getByRole("spinbutton", { name: "Journey timeout: number" }).pressSequentially("45");
  await setup.getByRole("button", { name: "Add goal" }).click();
  expect(await turn(page, setup)).toBeGreaterThan(6);
});

/** A journey whose split sends half of the users each way, live. */
function split() {
  const plain = journey("Split", { published: "2026-03-02T09:00:00Z" });
  const [version] = plain.versions;
  const nodes = [
    version.graph.nodes[0],
    { id: "half", kind: "split-test", title: "Half", at: [280, 0], what: { mode: "manual" }, paths: [{ percent: 50 }, { percent: 50 }] },
  ];
  const links = [{ from: "start", outcome: "yes", to: "half" }];
  return { ...plain, versions: [{ ...version, graph: { nodes, links } as never }] };
}

test("a percentage on a live version takes whole numbers only, tells why, and the one before holds", async ({ app, page }) => {
  await keep(app, split());
  const builder = new Builder(app);
  await builder.open("split");
  await builder.select("Split test: Half");
  const share = builder.inspector.getByRole("spinbutton", { name: "Percentage of Path 1" });
  await expect(share).toHaveValue("50");
  expect(await turn(page, builder.inspector)).toBe(2);
  const type = async (text: string) => {
    await share.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
    await share.blur();
  };
  for (const text of ["33.3", "300", "-1", "0.5", "1e1", "150", ""]) {
    await type(text);
    if (!text) {
      await share.focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await share.blur();
    }
    await expect(share, `“${text}” stays`).toHaveValue(text);
    await expect(share).toHaveAttribute("aria-invalid", "true");
    await expect(share, `“${text}” is refused`).toHaveAccessibleDescription("Enter a whole number from 0 to 100.");
    await expect(builder.inspector.getByText("100 % of 100 %"), "the 50 from before hold").toBeVisible();
  }
  await builder.select("Action: Signed up");
  await builder.select("Split test: Half");
  await expect(share).toHaveValue("50");
  await type("40");
  await expect(builder.inspector.getByText("90 % of 100 %")).toBeVisible();
});

test("an emptied time of the quiet hours says that the one before holds, and it does", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Action");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  await setup.getByRole("checkbox", { name: "Hold messages back at certain hours" }).check();
  for (const [label, keys, time] of [["From", "1745", "17:45"], ["To", "1630", "16:30"]] as const) {
    const field = setup.getByLabel(label, { exact: true });
    await field.focus();
    await page.keyboard.press("Home");
    await page.keyboard.type(keys);
    await expect(field).toHaveValue(time);
    await field.blur();
    await field.focus();
    await page.keyboard.press("Home");
    for (const key of ["Delete", "ArrowRight", "Delete"]) await page.keyboard.press(key);
    await field.blur();
    await expect(field).toHaveValue("");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription("Enter a whole time, hours and minutes. Until then the one before holds.");
  }
  await page.keyboard.press("Escape");
  await expect(setup).toBeHidden();
  await builder.button("Setup").click();
  await expect(setup.getByLabel("From", { exact: true })).toHaveValue("17:45");
  await expect(setup.getByLabel("To", { exact: true })).toHaveValue("16:30");
});

const TEXTS = "input:is([type=text], [type=url], [type=email], [type=search], :not([type])), textarea";

/** Fills in each text field as browsers and password managers do: by a value, and by events that have no key. */
async function autofill(within: Locator) {
  return within.evaluate((root, texts) => {
    const fields = [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(texts)];
    return fields.map((field, n) => {
      const text = `Filled ${n}`;
      field.focus();
      field.dispatchEvent(new Event("keydown", { bubbles: true, cancelable: true }));
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")!.set!.call(field, text);
      for (const name of ["input", "keyup", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
      return text;
    });
  }, TEXTS);
}

test("what a browser or a password manager fills in is taken, in every text field", async ({ app }) => {
  test.setTimeout(180_000);
  const builder = await begin(app);
  const filled: [string, string[]][] = [];
  for (const kind of WHOLE) {
    await unfold(builder, kind);
    const texts = await autofill(builder.inspector);
    const selected = builder.canvas.locator("[aria-roledescription=node][aria-current=true]");
    await expect(selected).toHaveAccessibleName(`${kind.name}: Filled 0`);
    filled.push([`${kind.name}: Filled 0`, texts]);
  }
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  await expect(dialog.getByRole("textbox", { name: "Journey name" })).toBeFocused();
  await autofill(dialog);
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await builder.says("Saved");
  await builder.app.reload();
  await expect(builder.name).toHaveText("Filled 0");
  await builder.button("Fit view").click();
  for (const [label, texts] of filled) {
    await builder.node(label).focus();
    await builder.page.keyboard.press("Enter");
    const fields = builder.inspector.locator(TEXTS);
    await expect(fields.first()).toBeFocused();
    await expect.poll(() => fields.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)), label).toEqual(texts);
  }
});

test("a value that is filled into Setup and into the search is taken", async ({ app }) => {
  const builder = await begin(app);
  await builder.press("Action");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  await setup.getByRole("button", { name: "Add goal" }).click();
  await autofill(setup.locator('[data-field="setup.goal.0"]'));
  await setup.getByRole("button", { name: "Done" }).click();
  await builder.button("Setup").click();
  await expect(setup.getByRole("textbox", { name: "Goal name" })).toHaveValue("Filled 0");
  const listings = new Listings(app);
  await listings.open();
  await autofill(listings.page.getByRole("main"));
  await expect(listings.search).toHaveValue("Filled 0");
  await expect(listings.link("Other")).toHaveCount(0);
});
