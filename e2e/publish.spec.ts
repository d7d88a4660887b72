// A journey is published, at once or later (issue 2, point 4; timing.md §1).
import { App, expect, test } from "./fixtures";
import { keep, journey } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test.use({ timezoneId: "Europe/Berlin" });

/** The afternoon before the night in which Berlin's clocks go forward. */
const FRIDAY = "2026-03-27T17:00:00+01:00";

function instant(builder: Builder, name: string) {
  const term = builder.page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
  return builder.publishing.locator("dl > div").filter({ has: term }).locator("time");
}

test("Once and Now: activation, qualification and the first message stand in the dialog", async ({ app, page }) => {
  await page.clock.setFixedTime(FRIDAY);
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await builder.buildAtATime();
  await builder.saveAs("Spring news");
  await builder.button("Publish").click();
  const dialog = builder.publishing;
  await expect(dialog.getByRole("textbox", { name: "Journey name" })).toHaveValue("Spring news");
  const description = dialog.getByRole("textbox", { name: "Description" });
  await expect(description).toHaveAccessibleDescription(/120 of 120 left/);
  await description.fill("News for those who buy.");
  await expect(dialog.getByText("97 of 120 left")).toBeVisible();

  const midnight = "2026-03-28T00:00:00+01:00";
  await expect(instant(builder, "Published")).toHaveAttribute("datetime", FRIDAY);
  await expect(instant(builder, "Activates")).toHaveAttribute("datetime", FRIDAY);
  await expect(instant(builder, "First users qualify")).toHaveAttribute("datetime", midnight);
  await expect(instant(builder, "First users qualify")).toHaveText(/Sat,? 28 Mar 2026,? (at )?00:00/);
  const first = dialog.getByRole("listitem").filter({ hasText: "Push" }).locator("time");
  await expect(first).toHaveAttribute("datetime", midnight);

  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  const message = builder.message(/Spring news.*is published/);
  await expect(message).toBeVisible();
  await expect(message).toContainText(/Sat,? 28 Mar 2026,? (at )?00:00/);

  await listings.open();
  await listings.hasStatus("Spring news", "Running");
  const menu = listings.menu("Spring news");
  await menu.open();
  await menu.offersExactly([
    "Edit",
    "New version",
    "Clone",
    "Pause",
    "Stop",
    "Archive",
    "View description",
    "Export",
  ]);
  await menu.item("View description").click();
  await expect(listings.dialog("Spring news")).toContainText("News for those who buy.");
});

test("a journey that was never saved is published with the name given there", async ({ app }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await builder.buildByEvent();
  await builder.publishAs("Straight out", "No draft before.");
  await expect(builder.message(/Straight out.*is published/)).toBeVisible();
  expect(app.address).toMatch(/^\/journeys\/(?!new)[\w-]+$/);
  await listings.open();
  await listings.hasStatus("Straight out", "Running");
});

test("the name can be changed there, and one that cannot be used is refused", async ({ app }) => {
  await keep(app, journey("Mine"), journey("Other"));
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open("mine");
  await builder.button("Publish").click();
  const name = builder.publishing.getByRole("textbox", { name: "Journey name" });
  await name.fill("OTHER");
  await expect(name).toHaveAccessibleDescription(/Another journey has this name/);
  await builder.publishing.getByRole("button", { name: "Done" }).click({ force: true });
  await expect(builder.publishing).toBeVisible();
  await name.fill("Mine, renamed");
  await builder.publishing.getByRole("button", { name: "Done" }).click();
  await expect(builder.publishing).toBeHidden();
  await listings.open();
  await listings.hasStatus("Mine, renamed", "Running");
  await listings.hasStatus("Other", "Draft");
});

test("Cancel publishes nothing and changes no name", async ({ app }) => {
  await keep(app, journey("Mine"));
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open("mine");
  await builder.button("Publish").click();
  await builder.publishing.getByRole("textbox", { name: "Journey name" }).fill("Something else");
  await builder.publishing.getByRole("button", { name: "Cancel" }).click();
  await expect(builder.publishing).toBeHidden();
  await expect(builder.button("Publish")).toBeFocused();
  await builder.button("Publish").click();
  await expect(builder.publishing.getByRole("textbox", { name: "Journey name" })).toHaveValue("Mine");
  await listings.open();
  await listings.hasStatus("Mine", "Draft");
});

test("a description that is too long is refused", async ({ app }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.button("Publish").click();
  const description = builder.publishing.getByRole("textbox", { name: "Description" });
  await description.fill("x".repeat(121));
  await expect(description).toHaveAccessibleDescription(/at most 120/);
  await description.press("Control+End");
  await builder.publishing.getByRole("button", { name: "Done" }).click({ force: true });
  await expect(builder.publishing).toBeVisible();
});

test("Publish is refused while a check finds an error, which the dialog names", async ({ app, page }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  await builder.saveAs("Unfinished");
  await builder.button("Publish").click();
  const dialog = builder.publishing;
  const done = dialog.getByRole("button", { name: "Done" });
  await expect(done).toBeDisabled();
  await expect(done).toHaveAccessibleDescription(/errors have to be put right first/);
  await dialog.getByRole("textbox", { name: "Journey name" }).press("Enter");
  await expect(dialog).toBeVisible();
  // A finding leads to its field.
  await dialog.getByRole("region", { name: "What the checks found" }).getByRole("button", { name: /Event/ }).first().click();
  await expect(dialog).toBeHidden();
  await expect(builder.text("Event")).toBeFocused();
  await page.keyboard.type("Signed up");
  await builder.select("Push");
  await builder.fillPush();
  await builder.publishAs("Unfinished");
  await listings.open();
  await listings.hasStatus("Unfinished", "Running");
});

test("the banner counts and lists what the checks find", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  const button = builder.button(/^Checks \(\d+\)$/);
  await expect(button).toHaveText(/Checks \([1-9]\d*\)/);
  await button.click();
  const list = page.getByRole("region", { name: "Checks", exact: true });
  await expect(list.getByRole("listitem").first()).toBeVisible();
  // What needs time is found a moment later.
  let before = 0;
  await expect(async () => {
    before = await list.getByRole("listitem").count();
    expect(await button.textContent()).toBe(`Checks (${before})`);
  }).toPass();
  await builder.text("Event").fill("Signed up");
  await expect(button).toHaveText(`Checks (${before - 1})`);
});

async function publishForMonday(builder: Builder) {
  await builder.open();
  await builder.buildByEvent();
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  await setup.getByRole("radio", { name: "Later" }).check();
  await setup.getByLabel("Start date and time").fill("2026-03-30T09:00");
  await setup.getByRole("button", { name: "Done" }).click();
  await builder.button("Publish").click();
  await expect(instant(builder, "Activates")).toHaveAttribute("datetime", "2026-03-30T09:00:00+02:00");
  await builder.publishing.getByRole("textbox", { name: "Journey name" }).fill("On Monday");
  await builder.publishing.getByRole("button", { name: "Done" }).click();
  await expect(builder.publishing).toBeHidden();
}

test("a later start gives Scheduled, which turns Running by itself", async ({ app, page }) => {
  await page.clock.install({ time: FRIDAY });
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await publishForMonday(builder);
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await listings.hasStatus("On Monday", "Scheduled");
  await page.clock.fastForward(60 * 3_600_000);
  await listings.hasStatus("On Monday", "Scheduled");
  await page.clock.fastForward(5 * 3_600_000);
  await listings.hasStatus("On Monday", "Running");
});

test("it turns Running while the page is closed, too", async ({ app, page, context }) => {
  await page.clock.setFixedTime(FRIDAY);
  await publishForMonday(new Builder(app));
  await page.close();
  await context.clock.setFixedTime("2026-03-30T08:59:00+02:00");
  const again = new Listings(new App(await context.newPage()));
  await again.open();
  await again.hasStatus("On Monday", "Scheduled");
  await context.clock.setFixedTime("2026-03-30T09:00:00+02:00");
  await again.hasStatus("On Monday", "Running");
  await again.open();
  await again.hasStatus("On Monday", "Running");
});

test("a start in the past is refused", async ({ app, page }) => {
  await page.clock.setFixedTime(FRIDAY);
  const builder = new Builder(app);
  await builder.open();
  await builder.buildByEvent();
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  await setup.getByRole("radio", { name: "Later" }).check();
  await setup.getByLabel("Start date and time").fill("2026-03-27T16:00");
  await setup.getByLabel("Start date and time").blur();
  await expect(setup.getByText("The start has passed. Choose a later one.")).toBeVisible();
  await setup.getByRole("button", { name: "Done" }).click();
  await builder.button("Publish").click();
  await builder.publishing.getByRole("textbox", { name: "Journey name" }).fill("Too late");
  await expect(builder.publishing.getByRole("button", { name: "Done" })).toBeDisabled();
});

/** At each Monday until a last day, a push at once. */
function mondays(name: string, setup: object = {}) {
  const { versions, ...rest } = journey(name);
  const [version] = versions;
  const timeline = { kind: "recurring", every: 1, unit: "week", weekdays: ["mon"] };
  const entry = { id: "start", kind: "past-behavior", at: [0, 0], entry: true, segment: { behaviours: { match: "all", list: [{ did: true, event: "Purchased", within: { days: 30 } }] } } };
  const graph = { ...version.graph, nodes: [entry, version.graph.nodes[1]] };
  return { ...rest, versions: [{ ...version, setup: { zone: "Europe/Berlin", timeline, end: "2026-05-31", ...setup }, graph }] };
}

test("an error that needs the timetable is told when Publish is pressed, however short before the edit was", async ({ app, page }) => {
  await page.clock.setFixedTime(FRIDAY);
  // The moment without edits after which the list is made anew never comes.
  await page.addInitScript(() => {
    const real = window.setTimeout;
    window.setTimeout = ((run: TimerHandler, wait?: number, ...rest: unknown[]) => (wait === 300 ? 0 : real(run, wait, ...rest))) as typeof setTimeout;
  });
  await keep(app, mondays("Mondays"));
  const builder = new Builder(app);
  await builder.open("mondays");
  await builder.button("Setup").click();
  const day = builder.dialog("Setup").getByLabel("Last day");
  // A Sunday: no Monday is left.
  await day.fill("2026-03-29");
  await builder.dialog("Setup").getByRole("button", { name: "Done" }).click();
  await builder.button("Publish").click();
  const error = builder.publishing.getByRole("listitem").filter({ hasText: "there is no day that the timeline names" });
  await expect(error).toBeVisible();
  await expect(builder.publishing.getByRole("button", { name: "Done" })).toBeDisabled();
  await error.getByRole("button").first().click();
  // It leads to the field, and once that is put right the dialog knows at once.
  await day.fill("2026-03-30");
  await builder.dialog("Setup").getByRole("button", { name: "Done" }).click();
  await builder.button("Publish").click();
  await expect(error).toHaveCount(0);
  await builder.publishing.getByRole("button", { name: "Done" }).click();
  await expect(builder.publishing).toBeHidden();
});
