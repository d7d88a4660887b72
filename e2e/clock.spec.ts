// The clock, real or set by hand (timing.md §5): statuses are those of that instant, and nothing on record changes.
import { expect, test } from "./fixtures";
import { Listings } from "./pages/listings";

test("a clock set by hand shows the statuses of that instant, says so, and is one press from real time", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await listings.hasStatus("Members’ sale", "Scheduled");
  const before = await page.evaluate(() => JSON.stringify(localStorage));

  await page.getByRole("button", { name: "Clock", exact: true }).click();
  const panel = page.getByRole("group", { name: "Clock", exact: true });
  const year = new Date().getFullYear() + 1;
  await panel.getByLabel("Date and time").fill(`${year}-12-31T12:00`);
  await panel.getByRole("button", { name: "Set clock" }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByText("The clock is set by hand.")).toBeVisible();
  await listings.hasStatus("Members’ sale", "Completed");
  await listings.hasStatus("Trail collection launch", "Completed");

  // What bears an instant waits for real time, and says so.
  await listings.menu("Win-back").open();
  const stop = listings.menu("Win-back").item("Stop");
  await expect(stop).toBeDisabled();
  await expect(stop).toHaveAccessibleDescription(/clock is set by hand/);
  await listings.menu("Win-back").close();

  // It stays after a reload, also on another page; another step on is one press.
  await app.goto("/settings");
  const moment = page.locator(".notice time");
  await expect(moment).toHaveAttribute("datetime", `${year}-12-31T12:00:00+01:00`);
  await page.getByRole("button", { name: "1 week on" }).click();
  await expect(moment).toHaveAttribute("datetime", `${year + 1}-01-07T12:00:00+01:00`);

  await page.getByRole("button", { name: "Back to real time" }).first().click();
  await expect(page.getByText("The clock is set by hand.")).toHaveCount(0);
  await listings.open();
  await listings.hasStatus("Members’ sale", "Scheduled");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe(before);
});

test("what is published is published in real time: with the clock set by hand it waits, and nothing is lost", async ({ app, page }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await page.getByRole("button", { name: "Clock", exact: true }).click();
  await page.getByLabel("Date and time").fill(`${new Date().getFullYear() + 1}-03-01T12:00`);
  await page.getByRole("button", { name: "Set clock" }).click();
  await listings.link("Birthday treat").click();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog.getByText(/clock is set by hand/)).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Back to real time" }).click();
  await listings.open();
  await listings.hasStatus("Birthday treat", "Draft");
});
