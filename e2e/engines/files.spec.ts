// Journeys come and go: a share link, a file that is imported, one that is exported; and one is rehearsed.
import { file, journey } from "../journeys";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";
import { expect, keep, test } from "./fixtures";

test("a share link is made, opened in another browser and taken over", async ({ app, anotherBrowser }) => {
  await keep(app, journey("Mine"));
  const here = new Builder(app);
  await here.open("mine");
  await here.button("Share link").click();
  const box = here.dialog("Share link").getByRole("textbox", { name: "Link" });
  await expect(box).toHaveValue(/\/share#[\w-]{100,}$/);
  const { pathname, hash } = new URL(await box.inputValue());

  const there = await anotherBrowser();
  await there.page.goto(pathname + hash);
  const builder = new Builder(there);
  await builder.says("Read only");
  await expect(builder.node("Push: Hello")).toBeVisible();
  await there.page.getByRole("button", { name: "Take it over" }).click();
  await builder.says("Saved");
  await there.reload();
  await expect(builder.node("Push: Hello")).toBeVisible();
});

test("a file is imported, and comes out again as it was", async ({ app }) => {
  const listings = new Listings(app);
  await listings.open();
  await listings.importFile({ name: "mine.json", text: file(journey("Mine")) });
  await expect(listings.link("Mine")).toBeVisible();
  const { journeys } = await listings.exported("Mine");
  expect(journeys.map(({ name }: { name: string }) => name)).toEqual(["Mine"]);
  expect(journeys[0].versions[0].graph.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(["action", "push"]);
});

test("a journey is rehearsed: its timetable names the message", async ({ app }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.button("Rehearse").click();
  const dock = app.page.getByRole("region", { name: "Rehearsal", exact: true });
  const table = dock.getByRole("table", { name: "Timetable", exact: true });
  const row = table.getByRole("row").filter({ has: app.page.getByRole("rowheader", { name: "Push: Hello", exact: true }) });
  await expect(row).toBeVisible();
  await expect(row.locator("time").first()).toBeVisible();
  await dock.getByRole("button", { name: "Close rehearsal" }).click();
  await expect(dock).toBeHidden();
});
