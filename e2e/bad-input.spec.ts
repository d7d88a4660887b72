// What no form takes but a file or a record can hold: told at its field, and nothing hangs (issue 4; journey.md §7).
import { expect, test } from "./fixtures";
import { file, journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test.use({ timezoneId: "Europe/Berlin" });

/** A journey whose setup has this in it. */
function withSetup(name: string, setup: object) {
  const { versions, ...rest } = journey(name);
  return { ...rest, versions: [{ ...versions[0], setup: { ...versions[0].setup, ...setup } }] };
}

test("a file with a zone that this browser does not know is imported; Setup says so at the field, and Publish does", async ({ app }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await listings.open();
  await listings.importFile({ name: "mars.json", text: file(withSetup("Mars", { zone: "Mars/Olympus" })) });
  await listings.link("Mars").click();
  await builder.button("Publish").click();
  const error = builder.publishing.getByRole("listitem").filter({ hasText: "does not know the time zone “Mars/Olympus”" });
  await expect(error).toBeVisible();
  await expect(builder.publishing).toContainText("Nobody can tell when");
  await expect(builder.publishing.getByRole("button", { name: "Done" })).toBeDisabled();
  await error.getByRole("button").first().click();

  const setup = builder.dialog("Setup");
  const zone = setup.getByRole("combobox", { name: "Journey’s time zone" });
  await expect(zone).toBeFocused();
  await expect(zone).toHaveAttribute("aria-invalid", "true");
  await expect(zone).toHaveAccessibleDescription(/does not know the time zone “Mars\/Olympus”/);
  await zone.fill("Europe/Berlin");
  await zone.press("Enter");
  await expect(zone).not.toHaveAttribute("aria-invalid", "true");
  await setup.getByRole("button", { name: "Done" }).click();
  await builder.button("Publish").click();
  await builder.publishing.getByRole("button", { name: "Done" }).click();
  await expect(builder.publishing).toBeHidden();
});

test("the rehearsal of a journey in an unknown zone says in which clocks it is told", async ({ app, page }) => {
  await keep(app, withSetup("Mars", { zone: "Mars/Olympus" }));
  const builder = new Builder(app);
  await builder.open("mars");
  await builder.button("Rehearse").click();
  await expect(page.getByRole("region", { name: "Rehearsal", exact: true })).toContainText("UTC, for this browser does not know Mars/Olympus");
});

test("a file with impossible times is refused, each with its path", async ({ app }) => {
  const listings = new Listings(app);
  await listings.open();
  const timeline = { kind: "recurring", every: 1_000_000_000, unit: "week", weekdays: ["tue"] };
  await listings.chooseFile({ name: "never.json", text: file(withSetup("Never", { entry: "at-a-time", end: "9999-12-31", timeline })) });
  const dialog = listings.dialog("The file did not come in");
  for (const path of ["end", "timeline.every"]) {
    await expect(dialog.getByText(`journeys[0].versions[0].setup.${path}`)).toBeVisible();
  }
});

test("a date that cannot be one is refused at its field, and quiet hours that overlap are told at the window", async ({ app }) => {
  const night = { days: ["mon", "tue"], from: "22:00", to: "08:00" };
  const quiet_hours = { windows: [night, { ...night, from: "07:00", to: "09:00" }], handling: "after" };
  await keep(app, withSetup("Mine", { end: "2999-12-31", quiet_hours }));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.button("Setup").click();
  const setup = builder.dialog("Setup");
  const second = setup.getByRole("group", { name: "Quiet hours 2", exact: true });
  await expect(second).toContainText("overlap with quiet hours 1");
  await expect(setup.getByRole("group", { name: "Quiet hours 1", exact: true })).not.toContainText("overlap");

  const end = setup.locator('[data-field="setup.end"]');
  await setup.getByLabel("Last day").fill("9999-12-31");
  await expect(end).toContainText("no date from 1970 to 2999");
  await setup.getByLabel("Last day").fill("2027-01-31");
  await expect(end).not.toContainText("no date");
});
