// When: the timetable before publishing, the rehearsal, the clock set forward, the calendar (issue 4; timing.md §1, §5).
import { parse as readCsv } from "csv-parse/sync";
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
import { axe, expect, test, type App } from "./fixtures";
import { keep, weekly } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test.use({ timezoneId: "Europe/Berlin" });

/** A Tuesday, as the worked example has it. */
const TUESDAY = "2026-03-10T17:00:00+01:00";

class Rehearsal {
  readonly dock;
  readonly table;
  readonly slider;

  constructor(readonly builder: Builder) {
    this.dock = builder.page.getByRole("region", { name: "Rehearsal", exact: true });
    this.table = this.dock.getByRole("table", { name: "Timetable", exact: true });
    this.slider = this.dock.getByRole("slider", { name: "Instant" });
  }

  async open() {
    await this.builder.button("Rehearse").click();
    await expect(this.dock).toBeVisible();
  }

  /** The instants at which users qualify, as the table's groups say. */
  runs() {
    return this.table.getByRole("rowheader").filter({ hasText: "Users qualify" }).locator("time");
  }

  /** The rows of a message. */
  rows(message: string) {
    return this.table.getByRole("row").filter({ has: this.builder.page.getByRole("rowheader", { name: message, exact: true }) });
  }

  /** The earliest instants of a message, run by run. */
  async earliest(message: string) {
    const times = this.rows(message).locator("[data-label=Earliest] time");
    return times.evaluateAll((all) => all.map((one) => one.getAttribute("datetime")));
  }
}

async function opened(app: App, journey: { id: string }) {
  await app.page.clock.setFixedTime(TUESDAY);
  await keep(app, journey);
  const builder = new Builder(app);
  await builder.open(journey.id);
  return builder;
}

for (const atActivation of [false, true]) {
  test(`the worked example with the run at activation ${atActivation ? "on" : "off"}`, async ({ app }) => {
    const builder = await opened(app, weekly("Tuesdays", { atActivation }));
    const first = atActivation ? [["2026-03-10T17:00:00+01:00", "2026-03-10T20:00:00+01:00"]] : [];
    const expected = [
      ...first,
      ["2026-03-11T00:00:00+01:00", "2026-03-11T20:00:00+01:00"],
      ["2026-03-18T00:00:00+01:00", "2026-03-18T20:00:00+01:00"],
    ];

    const rehearsal = new Rehearsal(builder);
    await rehearsal.open();
    for (const [i, [qualifies]] of expected.entries()) {
      await expect(rehearsal.runs().nth(i)).toHaveAttribute("datetime", qualifies);
    }
    const pushes = await rehearsal.earliest("Push: Hello");
    expect(pushes.slice(0, expected.length)).toEqual(expected.map((row) => row[1]));
    // Why, in sentences.
    await rehearsal.rows("Push: Hello").first().getByText("At its clock time").click();
    await expect(rehearsal.rows("Push: Hello").first()).toContainText("Goes out at the next 20:00");
    await builder.page.keyboard.press("Escape");
    await expect(rehearsal.dock).toBeHidden();
    await expect(builder.button("Rehearse")).toBeFocused();

    await builder.button("Publish").click();
    const runs = builder.publishing.getByRole("listitem").locator("time");
    for (const [i, [qualifies]] of expected.entries()) {
      await expect(runs.nth(i)).toHaveAttribute("datetime", qualifies);
    }
    const channels = builder.publishing.getByRole("table", { name: "First and last message of each channel" });
    const push = channels.getByRole("row").filter({ hasText: "Push: Hello" }).locator("time");
    await expect(push.first()).toHaveAttribute("datetime", expected[0][1]);
    await expect(push.last()).toHaveAttribute("datetime", "2026-04-01T20:00:00+02:00");
  });
}

test("week by week the clock goes on: the timetable and the status with it", async ({ app, page }) => {
  const builder = await opened(app, weekly("Tuesdays", { published: "2026-03-10T16:00:00Z" }));
  const rehearsal = new Rehearsal(builder);
  const listings = new Listings(app);
  await rehearsal.open();
  await expect(rehearsal.runs().first()).toHaveAttribute("datetime", "2026-03-11T00:00:00+01:00");
  await rehearsal.dock.getByRole("button", { name: "Set the clock to this instant" }).click();
  await expect(page.getByText("The clock is set by hand.")).toBeVisible();
  // The run before is still told: its users are inside. A week on is 168 hours, and the clocks go forward on the way to the
  // third: it is 01:00 then, an hour after the last run.
  for (const { run, pushes, mails, status } of [
    {
      run: "2026-03-11T00:00:00+01:00",
      pushes: ["2026-03-11T20:00:00+01:00", "2026-03-18T20:00:00+01:00", "2026-03-25T20:00:00+01:00", "2026-04-01T20:00:00+02:00"],
      mails: ["2026-03-13T20:00:00+01:00", "2026-03-20T20:00:00+01:00", "2026-03-27T20:00:00+01:00", "2026-04-03T20:00:00+02:00"],
      status: "Running",
    },
    {
      run: "2026-03-18T00:00:00+01:00",
      pushes: ["2026-03-18T20:00:00+01:00", "2026-03-25T20:00:00+01:00", "2026-04-01T20:00:00+02:00"],
      mails: ["2026-03-20T20:00:00+01:00", "2026-03-27T20:00:00+01:00", "2026-04-03T20:00:00+02:00"],
      status: "Running",
    },
    // Entry has closed; who came in last is inside and still gets both.
    { run: "2026-04-01T00:00:00+02:00", pushes: ["2026-04-01T20:00:00+02:00"], mails: ["2026-04-03T20:00:00+02:00"], status: "Completed" },
  ]) {
    await page.getByRole("button", { name: "1 week on" }).click();
    // Seen from the clock, not from an instant chosen before.
    const now = rehearsal.dock.getByRole("button", { name: "Now", exact: true });
    await expect(rehearsal.runs().first()).toBeVisible();
    if (await now.isVisible()) await now.click();
    await expect(rehearsal.runs().first()).toHaveAttribute("datetime", run);
    await expect.poll(() => rehearsal.earliest("Push: Hello")).toEqual(pushes);
    await expect.poll(() => rehearsal.earliest("Email: Again")).toEqual(mails);
    await expect(page.getByRole("heading", { level: 1 }).locator("..")).toContainText(status);
    // The listings say the same.
    await listings.open();
    await listings.hasStatus("Tuesdays", status);
    await builder.open("tuesdays/v/1");
    await rehearsal.open();
  }
  await listings.open();
  await page.getByRole("button", { name: "Back to real time" }).first().click();
  await listings.hasStatus("Tuesdays", "Running");
});

test("the slider lights up on the canvas where somebody can be", async ({ app, page }) => {
  const builder = await opened(app, weekly("Tuesdays"));
  const rehearsal = new Rehearsal(builder);
  await rehearsal.open();
  await rehearsal.slider.focus();
  await page.keyboard.press("Home");
  await expect(builder.node("Push: Hello")).not.toHaveAttribute("data-present");
  // To the first run, and then to the push.
  await page.keyboard.press("PageUp");
  await expect(rehearsal.slider).toHaveAttribute("aria-valuetext", /11 Mar 2026,? (at )?00:00/);
  await expect(builder.node("Push: Hello")).toHaveAttribute("data-present", "waits");
  await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowRight");
  await expect(builder.node("Email: Again")).toHaveAttribute("data-present", "comes");
  await expect(rehearsal.dock.getByRole("button", { name: "on the way to Email: Again" })).toBeVisible();
  await rehearsal.dock.getByRole("button", { name: "Close rehearsal" }).click();
  await expect(builder.node("Email: Again")).not.toHaveAttribute("data-present");
});

test("the timetable leaves as a calendar and as a table", async ({ app, page }) => {
  const builder = await opened(app, weekly("Tuesdays; all, of them"));
  const rehearsal = new Rehearsal(builder);
  await rehearsal.open();
  const file = async (button: string) => {
    const download = page.waitForEvent("download");
    await rehearsal.dock.getByRole("button", { name: button }).click();
    return readFileSync(await (await download).path(), "utf8");
  };
  const calendar = new ICAL.Component(ICAL.parse(await file("Export ICS")));
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  expect(events).toHaveLength(8);
  expect(events[0].summary).toBe("Tuesdays; all, of them: Push: Hello");
  expect(new Set(events.map((event) => event.uid)).size).toBe(8);
  // Instants in UTC, over the clock change as well: 20:00 in Berlin each time.
  const pushes = events.filter((event) => event.summary.endsWith("Push: Hello")).map((event) => event.startDate.toJSDate().toISOString());
  expect(pushes).toEqual(["2026-03-11T19:00:00.000Z", "2026-03-18T19:00:00.000Z", "2026-03-25T19:00:00.000Z", "2026-04-01T18:00:00.000Z"]);
  expect(events[0].description).toContain("Goes out at the next 20:00");

  const rows = readCsv(await file("Export CSV"), { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(8);
  expect(rows[0]).toMatchObject({ Message: "Push: Hello", Channel: "Push", Earliest: "2026-03-11T20:00:00+01:00" });
  expect(rows[0].Why).toContain("midnight");
  // What the file says is what the table shows.
  const shown = await rehearsal.earliest("Email: Again");
  expect(rows.filter((row) => row.Message === "Email: Again").map((row) => row.Earliest)).toEqual(shown);
  expect(new Set(rows.map((row) => row["Users qualify"]))).toEqual(new Set(await rehearsal.runs().evaluateAll((all) => all.map((one) => one.getAttribute("datetime")))));
});

test("it starts from any publishing instant", async ({ app }) => {
  const builder = await opened(app, weekly("Tuesdays"));
  const rehearsal = new Rehearsal(builder);
  await rehearsal.open();
  await rehearsal.dock.getByLabel("Published at").fill("2026-03-19T09:00");
  await rehearsal.dock.getByLabel("Published at").blur();
  await expect(rehearsal.runs().first()).toHaveAttribute("datetime", "2026-03-20T00:00:00+01:00");
});

test("Setup shows the next runs as they are set", async ({ app }) => {
  const builder = await opened(app, weekly("Tuesdays"));
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const runs = setup.getByRole("group", { name: "Next runs" }).locator("time");
  await expect(runs.first()).toHaveAttribute("datetime", "2026-03-11T00:00:00+01:00");
  await setup.getByRole("checkbox", { name: "One more run at activation" }).check();
  await expect(runs.first()).toHaveAttribute("datetime", TUESDAY);
});

test("Setup names the day that each run belongs to, and what the midnight rule makes of the plan", async ({ app }) => {
  const builder = await opened(app, weekly("Tuesdays"));
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const runs = setup.getByRole("group", { name: "Next runs" });
  await expect(runs.getByRole("listitem").nth(0)).toContainText("the day it starts");
  await expect(runs.getByRole("listitem").nth(1)).toContainText(/, 00:00 CET Tuesday$/);
  await expect(runs).toContainText("every Tuesday sends on Wednesday");
  await setup.getByRole("checkbox", { name: "Monday", exact: true }).check();
  await expect(runs).toContainText("every Monday and Tuesday sends on Tuesday and Wednesday");
});

test("a journey that repeats without re-entry is warned of where that is set, and put right with one press", async ({ app }) => {
  const builder = await opened(app, weekly("Tuesdays"));
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const warning = setup.getByRole("listitem").filter({ hasText: "each user is reached once" });
  await warning.getByRole("button", { name: "Allow re-entry" }).click();
  await expect(warning).toHaveCount(0);
  await expect(setup.getByRole("checkbox", { name: "Users who have left may come in again" })).toBeChecked();
});

test("the wait of an Inaction entry is in Setup, the timetable and its reasons", async ({ app }) => {
  const journey = weekly("Forgotten baskets");
  const [version] = journey.versions;
  const entry = { id: "start", kind: "inaction", at: [0, 0], entry: true, segment: { event: "Filled basket", not_event: "Bought", within: { hours: 1 } } };
  const graph = { ...version.graph, nodes: [entry, { ...version.graph.nodes[1], when: undefined }, version.graph.nodes[2]] };
  const setup = { zone: "Europe/Berlin", entry: "on-event" };
  const builder = await opened(app, { ...journey, versions: [{ ...version, setup, graph }] });
  await builder.button("Setup").click();
  const runs = builder.dialog("Setup").getByRole("group", { name: "Next runs" });
  await expect(runs).toContainText("1 hour after their event, from");
  await expect(runs.locator("time")).toHaveAttribute("datetime", "2026-03-10T18:00:00+01:00");
  await builder.dialog("Setup").getByRole("button", { name: "Done" }).click();
  const rehearsal = new Rehearsal(builder);
  await rehearsal.open();
  expect((await rehearsal.earliest("Push: Hello"))[0]).toBe("2026-03-10T18:00:00+01:00");
  await rehearsal.table.getByText("On qualifying").first().click();
  await expect(rehearsal.table).toContainText("Users qualify 1 hour after their event, if the other one stays out");
});

test("the calendar shows what is sent on which day, and who collides; its state is in the address", async ({ app, page }) => {
  await page.clock.setFixedTime(TUESDAY);
  await keep(app, weekly("Tuesdays", { published: "2026-03-10T16:00:00Z" }), weekly("Others"));
  await app.goto("/");
  await page.getByRole("link", { name: "Calendar", exact: true }).click();
  const table = page.getByRole("table", { name: "March 2026" });
  const day = (date: string) => table.getByRole("cell").filter({ has: page.locator(`time[datetime="${date}"]`) });
  await expect(day("2026-03-11").getByRole("link", { name: "Tuesdays" })).toBeVisible();
  await expect(day("2026-03-11")).not.toContainText("Others");
  await expect(day("2026-03-12")).not.toContainText("Tuesdays");
  await page.getByRole("checkbox", { name: "Drafts as well" }).check();
  await expect(day("2026-03-11")).toContainText(/Same entry: .*Tuesdays/);
  expect(app.address).toBe("/calendar?drafts=1");
  await page.getByRole("link", { name: /^Next month/ }).click();
  await expect(page.getByRole("table", { name: "April 2026" })).toBeVisible();
  expect(app.address).toBe("/calendar?month=2026-04&drafts=1");
  await app.reload();
  await expect(page.getByRole("table", { name: "April 2026" })).toContainText("Tuesdays");
  await axe(page);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing in the rehearsal, ${colorScheme}, ${width} px`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 844 });
      const builder = await opened(app, weekly("Tuesdays"));
      const rehearsal = new Rehearsal(builder);
      await rehearsal.open();
      await rehearsal.rows("Push: Hello").first().getByText("At its clock time").click();
      await axe(page);
    });
  }
}
