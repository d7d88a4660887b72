// The canvas by mouse, wheel and keyboard (interface.md, Builder).
import { journey } from "../journeys";
import { Builder } from "../pages/builder";
import { expect, keep, test } from "./fixtures";
import type { App } from "../fixtures";

const [ACTION, PUSH] = ["Action: Signed up", "Push: Hello"];

async function opened(app: App) {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await expect(builder.node(PUSH)).toBeVisible();
  return builder;
}

test("a node is dragged from the palette to where it is let go", async ({ app }) => {
  const builder = await opened(app);
  const at = await builder.spot(0.5, 0.8);
  await builder.drag(await builder.middle(builder.palette.getByRole("button", { name: "Email", exact: true })), at);
  await expect(builder.nodes).toHaveCount(3);
  const put = await builder.middle(builder.node("Email"));
  expect(Math.hypot(put.x - at.x, put.y - at.y)).toBeLessThan(60);
});

test("a node is dragged, and undo takes it back", async ({ app }) => {
  const builder = await opened(app);
  const from = await builder.middle(builder.node(PUSH));
  await builder.drag(from, { x: from.x + 40, y: from.y + 120 });
  await expect.poll(async () => Math.round((await builder.middle(builder.node(PUSH))).y - from.y)).toBeGreaterThan(80);
  await builder.says("Not saved");
  await app.page.keyboard.press("Control+z");
  await expect.poll(async () => Math.round((await builder.middle(builder.node(PUSH))).y - from.y)).toBe(0);
});

test("a link is drawn from a handle to a node", async ({ app }) => {
  const builder = await opened(app);
  const at = await builder.spot(0.5, 0.85);
  await builder.drag(await builder.middle(builder.palette.getByRole("button", { name: "Email", exact: true })), at);
  await expect(builder.nodes).toHaveCount(3);
  const before = await builder.links.count();
  await builder.draw(ACTION, "No", await builder.middle(builder.node("Email")));
  await expect(builder.links).toHaveCount(before + 1);
});

test("the wheel moves the view, and with Ctrl it zooms", async ({ app }) => {
  const builder = await opened(app);
  const { mouse, keyboard } = app.page;
  const from = await builder.middle(builder.node(PUSH));
  const spot = await builder.spot(0.5, 0.85);
  await mouse.move(spot.x, spot.y);
  await mouse.wheel(0, 60);
  await expect.poll(async () => (await builder.middle(builder.node(PUSH))).y - from.y).toBeLessThan(-20);
  const { width } = await builder.box(builder.node(PUSH));
  await keyboard.down("Control");
  await mouse.wheel(0, -120);
  await keyboard.up("Control");
  await expect.poll(async () => (await builder.box(builder.node(PUSH))).width / width).toBeGreaterThan(1.05);
});

test("a box drawn with Shift selects what is in it", async ({ app }) => {
  const builder = await opened(app);
  const [first, last] = [await builder.box(builder.node(ACTION)), await builder.box(builder.node(PUSH))];
  const from = { x: first.x - 20, y: Math.min(first.y, last.y) - 30 };
  const to = { x: last.x + last.width + 20, y: Math.max(first.y + first.height, last.y + last.height) + 30 };
  await app.page.keyboard.down("Shift");
  await builder.drag(from, to, () => expect(app.page.locator(".marquee")).toHaveCount(1));
  await app.page.keyboard.up("Shift");
  await expect(app.page.locator(".marquee")).toHaveCount(0);
  await app.page.keyboard.press("Delete");
  await expect(builder.nodes).toHaveCount(0);
});

test("the keyboard enters the canvas, goes along a link, opens, deletes and takes back", async ({ app }) => {
  const builder = await opened(app);
  const { keyboard } = app.page;
  const inCanvas = () => builder.canvas.evaluate((canvas) => !!document.activeElement?.closest("[aria-roledescription=node]") && canvas.contains(document.activeElement));
  await builder.palette.getByRole("button").last().focus();
  for (let step = 0; step < 12 && !(await inCanvas()); step++) await keyboard.press("Tab");
  expect(await inCanvas(), "Tab comes to a node").toBe(true);
  await expect(builder.node(ACTION)).toBeFocused();
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await expect(builder.node(PUSH)).toBeFocused();
  await keyboard.press("Enter");
  await expect.poll(() => builder.inspector.evaluate((inspector) => inspector.contains(document.activeElement)), "Enter leads to the fields").toBe(true);
  await builder.text("Message").press("End");
  await keyboard.type(" Come in!");
  await expect(builder.text("Message")).toHaveValue("Good to see you. Come in!");
  await keyboard.press("Escape");
  await expect(builder.node(PUSH)).toBeFocused();
  await keyboard.press("Delete");
  await expect(builder.nodes).toHaveCount(1);
  await keyboard.press("Control+z");
  await expect(builder.nodes).toHaveCount(2);
  await keyboard.press("Control+Shift+Z");
  await expect(builder.nodes).toHaveCount(1);
});
