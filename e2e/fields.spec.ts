// Every field of every kind is set by hand, saved, loaded again, exported, and is what was entered (issue 3). The kinds and
// their fields are those of the table (kinds.json is written from it), so a new one that this cannot set fails it.
import { readFileSync } from "node:fs";
import { axe, expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import type { Locator } from "@playwright/test";

type Input = {
  is: string;
  max?: number;
  min?: number;
  lines?: boolean;
  tokens?: boolean;
  choices?: [string, string][];
};
type Field = { section: string; key: string; label: string; input: Input };
type Kind = {
  kind: string;
  name: string;
  entry_only: boolean;
  window: boolean;
  when: boolean;
  paths: { min: number; max: number; others: boolean } | null;
  fields: Field[];
};

const KINDS: Kind[] = JSON.parse(readFileSync(new URL("kinds.json", import.meta.url), "utf8"));

/** Fills in a list: presses its button for each row, then fills its cells by their names. Returns nothing. */
async function fillRows(frame: Locator, label: string, rows: Record<string, string>[]) {
  for (const [i, cells] of rows.entries()) {
    await frame.getByRole("button", { name: /^Add (condition|behaviour|row|change)$/ }).click();
    const row = frame.getByRole("group", { name: `${label} ${i + 1}`, exact: true });
    for (const [name, text] of Object.entries(cells)) {
      const span = /^(\d+) (days|hours|minutes)$/.exec(text);
      if (name === "Within the last" && span) {
        await row.getByRole("spinbutton", { name: `${name}: number` }).fill(span[1]!);
        await row.getByRole("combobox", { name: `${name}: unit` }).selectOption(span[2]!);
        continue;
      }
      const cell = row.getByLabel(name, { exact: true });
      const select = await cell.evaluate((element) => element.tagName === "SELECT");
      await (select ? cell.selectOption(text) : cell.fill(text));
    }
  }
}

const CONDITIONS = [
  { Property: "Plan", Operator: "does not contain", Value: "Free" },
  { Property: "City", Operator: "is known" },
];
const CONDITIONS_FILE = {
  match: "any",
  list: [
    { property: "Plan", operator: "contains-not", value: "Free" },
    { property: "City", operator: "known" },
  ],
};

/** How a field of each type is filled in, and what the file then holds. */
const FILL: Record<string, (frame: Locator, field: Field, builder: Builder) => Promise<unknown>> = {
  async text(frame, { key, input }) {
    const text = (input.tokens ? `${key} {{first_name | default: "there"}}` : `A ${key}`).slice(0, input.max);
    const whole = input.lines ? `${text}\n\nand more` : text;
    await frame.locator("input, textarea").fill(whole);
    return whole;
  },
  async address(frame, { key }) {
    const address = `https://a.example/${key}?user={{user_id}}`;
    await frame.getByRole("textbox").fill(address);
    return address;
  },
  async event(frame, { key }) {
    await frame.getByRole("combobox").fill(`An ${key}`);
    return `An ${key}`;
  },
  async property(frame, { key }) {
    await frame.getByRole("combobox").fill(`A ${key}`);
    return `A ${key}`;
  },
  async number(frame, { input }) {
    await frame.getByRole("spinbutton").fill(`${input.max}`);
    return input.max;
  },
  async span(frame) {
    await frame.getByRole("spinbutton").fill("7");
    await frame.getByRole("combobox").selectOption("hours");
    return { hours: 7 };
  },
  async choice(frame, { input }) {
    const [value, name] = input.choices!.at(-1)!;
    await frame.getByRole("combobox").selectOption(name);
    return value;
  },
  async journey(frame) {
    await frame.getByRole("combobox").selectOption("Other");
    return "other";
  },
  async "journey-node"(frame) {
    await frame.getByRole("combobox").selectOption("Push: Hello");
    return "hello";
  },
  async conditions(frame, { label }) {
    await fillRows(frame, label, CONDITIONS);
    await frame.getByRole("combobox", { name: "Match" }).selectOption("Any of these");
    return CONDITIONS_FILE;
  },
  async behaviours(frame, { label }) {
    await fillRows(frame, label, [
      { "Did or did not": "did", Event: "Bought", "Within the last": "12 hours" },
      { "Did or did not": "did not", Event: "Returned", "Within the last": "90 days" },
    ]);
    return {
      list: [
        { did: true, event: "Bought", within: { hours: 12 } },
        { did: false, event: "Returned", within: { days: 90 } },
      ],
    };
  },
  async pairs(frame, { label }) {
    await fillRows(frame, label, [
      { Name: "Accept", Value: "text/plain" },
      { Name: "X-User", Value: "{{user_id}}" },
    ]);
    return [
      { name: "Accept", value: "text/plain" },
      { name: "X-User", value: "{{user_id}}" },
    ];
  },
  async updates(frame, { label }) {
    await fillRows(frame, label, [
      { Property: "Stage", Operation: "Set to", Value: "New" },
      { Property: "Badges", Operation: "Remove from list", Value: "Old" },
    ]);
    return [
      { property: "Stage", operation: "set", value: "New" },
      { property: "Badges", operation: "remove", value: "Old" },
    ];
  },
};

/** Fills in everything the inspector offers for the selected node; returns what the file must hold of it. */
async function fillNode(builder: Builder, kind: Kind) {
  const { inspector } = builder;
  const node: Record<string, any> = { kind: kind.kind, title: `My ${kind.kind}` };
  await builder.text("Title").first().fill(node.title);
  for (const field of kind.fields) {
    const frame = inspector.locator(`[data-field="${field.section}.${field.key}"]`);
    const fill = FILL[field.input.is];
    expect(fill, `this test can set a field of the type ${field.input.is}`).toBeTruthy();
    (node[field.section] ??= {})[field.key] = await fill!(frame, field, builder);
  }
  const entry = (await inspector.getByText("Users come into the journey here.").count()) > 0;
  if (entry) node.entry = true;
  if (kind.window && !entry) {
    await builder.setSpan("Qualifying window", 36, "hours");
    node.window = { hours: 36 };
  }
  if (kind.when) {
    await inspector.getByRole("radio", { name: "At a clock time" }).check();
    await inspector.getByLabel("Clock time", { exact: true }).fill("07:45");
    await inspector.getByLabel("Clock time", { exact: true }).blur();
    await inspector.getByRole("checkbox", { name: "In the user’s own time zone" }).uncheck();
    Object.assign(node, { when: { clock: "07:45" }, user_zone: false });
  }
  if (kind.paths) {
    for (let paths = kind.paths.min; paths < 3; paths++) await inspector.getByRole("button", { name: "Add path" }).click();
    node.paths = [];
    for (let i = 1; i <= 3; i++) {
      const path = inspector.getByRole("group", { name: `Path ${i}`, exact: true });
      await path.getByRole("textbox", { name: `Name of Path ${i}` }).fill(`Way ${i}`);
      if (kind.paths.others) {
        await fillRows(path, "Who takes it", CONDITIONS);
        await path.getByRole("combobox", { name: "Match" }).selectOption("Any of these");
        node.paths.push({ name: `Way ${i}`, conditions: CONDITIONS_FILE });
      } else {
        const percent = [50, 30, 20][i - 1]!;
        await path.getByRole("spinbutton").fill(`${percent}`);
        await path.getByRole("spinbutton").blur();
        node.paths.push({ name: `Way ${i}`, percent });
      }
    }
    // The last one goes to the front, the way a person does it.
    await inspector.getByRole("button", { name: "Move path 3 up" }).click();
    await inspector.getByRole("button", { name: "Move path 1 down" }).click();
    node.paths = [node.paths[2], node.paths[0], node.paths[1]];
  }
  return node;
}

/** What is exported of the open journey. */
async function exported(builder: Builder, name: string) {
  const download = builder.page.waitForEvent("download");
  await builder.menu(name).choose("Export");
  const file = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  expect(file).toMatchObject({ format: "sojourn", version: 2 });
  return file.journeys[0].versions[0];
}

/** The nodes of a version without what is not a field: ids and places. */
const fieldsOf = (version: any) => version.graph.nodes.map(({ id, at, ...node }: any) => node);

async function begin(app: App) {
  await keep(app, journey("Other"));
  const builder = new Builder(app);
  await builder.open();
  return builder;
}

/** Saves, loads the page anew, and gives what is exported then. */
async function savedAndExported(builder: Builder, name: string) {
  await builder.saveAs(name);
  await builder.app.reload();
  await expect(builder.name).toHaveText(name);
  return exported(builder, name);
}

test("every field of every kind comes back as it was entered", async ({ app }) => {
  test.setTimeout(180_000);
  const builder = await begin(app);
  await builder.button("Setup").click();
  await builder.dialog("Setup").getByRole("checkbox", { name: "Deliver in each user’s own time zone" }).check();
  await builder.dialog("Setup").getByRole("radio", { name: "By an event trigger" }).check();
  await builder.page.keyboard.press("Escape");
  const expected = [];
  for (const kind of KINDS.filter((kind) => !kind.entry_only)) {
    await builder.press(kind.name);
    await expect(builder.inspector.getByText(kind.name, { exact: true }).first()).toBeVisible();
    expected.push(await fillNode(builder, kind));
  }
  const version = await savedAndExported(builder, "Everything");
  expect(fieldsOf(version)).toEqual(expected);
});

for (const kind of KINDS.filter((kind) => kind.entry_only)) {
  test(`every field of ${kind.name}, which is an entry alone, comes back as it was entered`, async ({ app }) => {
    const builder = await begin(app);
    await builder.press(kind.name);
    const expected = await fillNode(builder, kind);
    expect(fieldsOf(await savedAndExported(builder, "Entry"))).toEqual([expected]);
  });
}

test("the fields of links come back as they were entered", async ({ app }) => {
  const builder = await begin(app);
  await builder.press("Action");
  await builder.press("Email");
  await builder.press("SMS");
  await builder.select("Email");
  await builder.inspector.getByRole("combobox", { name: "Clicked", exact: false }).first().selectOption("SMS");
  await builder.button("Fit view").click();
  // The handles of a selected node lie over its links.
  await builder.select("Action");
  await builder.link("Email Clicked to SMS").click();
  await builder.setSpan("Window", 3, "days");
  await builder.setSpan("Delay", 90, "minutes");
  const version = await savedAndExported(builder, "Links");
  const link = version.graph.links.find((link: any) => link.outcome === "clicked");
  expect(link).toMatchObject({ delay: { minutes: 90 }, window: { days: 3 } });
});

test("every part of the setup comes back as it was entered", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.press("Past behaviour");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const check = (name: string) => setup.getByRole("checkbox", { name, exact: true }).check();
  await setup.getByRole("radio", { name: "Recurring" }).check();
  await setup.getByRole("spinbutton", { name: "Every" }).fill("2");
  await setup.getByRole("combobox", { name: "Unit", exact: true }).selectOption("months");
  await setup.getByRole("combobox", { name: "In the month" }).selectOption("On a weekday");
  await setup.getByRole("combobox", { name: "Which" }).selectOption({ index: 1 });
  await check("One more run at activation");
  await check("Users who have left may come in again");
  await setup.getByRole("radio", { name: "Later" }).check();
  await setup.getByLabel("Start date and time").fill("2030-01-07T09:30");
  await setup.getByLabel("Start date and time").blur();
  await setup.getByRole("radio", { name: "On a date" }).check();
  await setup.getByLabel("Last day").fill("2030-12-31");
  await setup.getByLabel("Last day").blur();
  const zone = setup.getByRole("combobox", { name: "Journey’s time zone" });
  await zone.fill("new york");
  await page.keyboard.press("ArrowDown");
  await axe(page);
  await page.keyboard.press("Enter");
  await expect(zone).toHaveValue("America/New_York");
  await expect(setup.getByText(/^UTC−0[45]:00 now/)).toBeVisible();
  await check("Deliver in each user’s own time zone");
  await check("Hold messages back at certain hours");
  await setup.getByLabel("From", { exact: true }).fill("20:15");
  await setup.getByLabel("From", { exact: true }).blur();
  await setup.getByRole("group", { name: "Quiet hours 1" }).getByRole("checkbox", { name: /^Sun/ }).uncheck();
  await setup.getByRole("radio", { name: "Send after" }).check();
  await setup.getByRole("spinbutton", { name: "Control group" }).fill("10");
  await builder.setSpan("Journey timeout", 45, "days", setup);
  await setup.getByRole("button", { name: "Add goal" }).click();
  await setup.getByRole("textbox", { name: "Goal name" }).fill("Came back");
  await expect(setup.getByText("“Event” is empty. Fill it in.")).toBeVisible();
  await setup.locator('[data-field="setup.goal.0.event"]').getByRole("combobox").fill("Bought");
  await expect(setup.getByText("Who does “Bought”.")).toBeVisible();
  await axe(page);
  await setup.getByRole("button", { name: "Done" }).click();
  const version = await savedAndExported(builder, "Set up");
  expect(version.setup).toMatchObject({
    zone: "America/New_York",
    timeline: { kind: "recurring", every: 2, unit: "month", on: { nth: 2, weekday: "mon" } },
    start: { later: "2030-01-07T09:30" },
    end: "2030-12-31",
    run_at_activation: true,
    reentry: true,
    user_zone: true,
    quiet_hours: { windows: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat"], from: "20:15", to: "08:00" }], handling: "after" },
    control_percent: 10,
    timeout: { days: 45 },
    goals: [{ name: "Came back" }],
  });
});
