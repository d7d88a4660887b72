// A file that is dropped on any page is shown for import, and never leaves the app (issue 12, C9).
import { writeFileSync } from "node:fs";
import { expect, test, type Page } from "./fixtures";
import { file, journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

/** Drags a file over the page and drops it at a spot, as the system does. */
async function drop(page: Page, path: string, { x, y } = { x: 600, y: 400 }) {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) await cdp.send("Input.dispatchDragEvent", { type, x, y, data });
  await cdp.detach();
}

for (const [where, address] of [
  ["the builder", "/journeys/mine"],
  ["the listings", "/"],
  ["the settings", "/settings"],
  ["the calendar", "/calendar"],
  ["the help", "/help"],
] as const) {
  test(`on ${where}`, async ({ app, page, context }, info) => {
    await keep(app, journey("Mine"));
    const path = info.outputPath("dropped.json");
    writeFileSync(path, file(journey("Dropped")));
    const listings = new Listings(app);
    await app.goto(address);
    await drop(page, path);
    await expect(listings.incoming).toBeVisible();
    await expect(listings.incoming.getByRole("checkbox", { name: /Dropped/ })).toBeVisible();
    expect([app.address, context.pages().length]).toEqual([address, 1]);
    await listings.incoming.getByRole("button", { name: "Import 1 journey" }).click();
    await expect(page.getByText("1 journey came in from “dropped.json”, as a draft.")).toBeVisible();
    await listings.open();
    expect((await listings.names()).sort()).toEqual(["Dropped", "Mine"]);
  });
}

test("on a field, on an open dialog, and a file that is none of ours", async ({ app, page, context }, info) => {
  await keep(app, journey("Mine"));
  const [ours, other] = [info.outputPath("ours.json"), info.outputPath("other.txt")];
  writeFileSync(ours, file(journey("Dropped")));
  writeFileSync(other, "Hello");
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open("mine");
  await builder.select("Push: Hello");
  await drop(page, ours, await builder.middle(builder.text("Message")));
  await expect(listings.incoming).toBeVisible();
  await listings.incoming.getByRole("button", { name: "Cancel" }).click();
  await expect(listings.incoming).toBeHidden();
  await builder.button("Setup").click();
  await expect(builder.dialog("Setup")).toBeVisible();
  await drop(page, ours);
  await expect(listings.incoming).toBeVisible();
  await listings.incoming.getByRole("button", { name: "Cancel" }).click();
  await expect(builder.dialog("Setup")).toBeVisible();
  await page.keyboard.press("Escape");
  await drop(page, other);
  await expect(listings.dialog().getByText("other.txt").first()).toBeVisible();
  expect([app.address, context.pages().length]).toEqual(["/journeys/mine", 1]);
});
