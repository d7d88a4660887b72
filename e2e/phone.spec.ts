// On a phone: the outline first, and the same editing (interface.md, region Outline).
import { expect, test } from "./fixtures";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { hasTouch: true, isMobile: true } });

test("a journey is made on a phone", async ({ app, page }) => {
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open();
  await expect(builder.outline).toBeVisible();
  await expect(builder.canvas).toBeHidden();
  const view = page.getByRole("navigation", { name: "View" });
  const item = (name: string | RegExp) => builder.outline.getByRole("treeitem", { name });

  const add = async (kind: string) => {
    if (await builder.palette.isHidden()) await view.getByRole("button", { name: "Add" }).tap();
    await builder.palette.getByRole("button", { name: kind, exact: true }).tap();
  };
  await add("Action");
  await expect(builder.text("Event")).toBeVisible();
  await builder.text("Event").fill("Signed up");
  await builder.inspector.getByRole("button", { name: "Close inspector" }).tap();
  await expect(item(/^Action/)).toBeVisible();
  await item(/^Action/).tap();
  await add("Push");
  await builder.fillPush();
  await builder.inspector.getByRole("button", { name: "Close inspector" }).tap();
  await expect(item(/^Yes: Push/)).toHaveAttribute("aria-level", "2");

  await builder.saveAs("On the way");
  await expect(item(/^Yes: Push/)).toBeVisible();

  await view.getByRole("button", { name: "Canvas" }).tap();
  await expect(builder.link("Action Yes to Push")).toBeVisible();
  await expect(builder.outline).toBeHidden();

  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, "nothing stands out at the side").toBeLessThanOrEqual(390);

  await builder.publishAs("On the way");
  await expect(builder.message(/On the way.*is published/)).toBeVisible();
  await listings.open();
  await listings.hasStatus("On the way", "Running");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("the outline offers the next node behind an outcome", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await page.getByRole("navigation", { name: "View" }).getByRole("button", { name: "Add" }).tap();
  await builder.palette.getByRole("button", { name: "Action", exact: true }).tap();
  await expect(builder.palette, "it makes way for the fields").toBeHidden();
  await builder.inspector.getByRole("combobox", { name: "Timeout leads to" }).selectOption("A new node…");
  await page.getByRole("menu").getByRole("menuitem", { name: "WhatsApp", exact: true }).tap();
  await expect(builder.inspector.getByRole("heading", { name: "WhatsApp" })).toBeVisible();
  await builder.inspector.getByRole("button", { name: "Close inspector" }).tap();
  await expect(builder.outline.getByRole("treeitem", { name: /^Timeout: WhatsApp/ })).toBeVisible();
});

test("two fingers zoom, one pans", async ({ app, page, context }) => {
  const builder = new Builder(app);
  const listings = new Listings(app);
  await listings.loadSamples();
  await builder.open("weekly-digest");
  await page.getByRole("navigation", { name: "View" }).getByRole("button", { name: "Canvas" }).tap();
  await expect(builder.nodes.first()).toBeVisible();
  const fingers = await context.newCDPSession(page);
  const touch = (type: string, ...points: { x: number; y: number }[]) =>
    fingers.send("Input.dispatchTouchEvent", {
      type: type as "touchStart",
      touchPoints: points.map((point, id) => ({ ...point, id })),
    });
  const { x, y } = await builder.spot(0.5, 0.9);
  const before = await builder.box(builder.nodes.first());
  await touch("touchStart", { x, y });
  await touch("touchMove", { x: x + 10, y: y - 10 });
  await touch("touchMove", { x: x + 40, y: y - 30 });
  await touch("touchEnd");
  const panned = await builder.box(builder.nodes.first());
  expect(panned.x - before.x).toBeCloseTo(40, 0);
  expect(panned.y - before.y).toBeCloseTo(-30, 0);

  await touch("touchStart", { x: x - 30, y }, { x: x + 30, y });
  await touch("touchMove", { x: x - 60, y }, { x: x + 60, y });
  await touch("touchEnd");
  await expect
    .poll(async () => (await builder.box(builder.nodes.first())).width)
    .toBeGreaterThan(panned.width * 1.5);
});
