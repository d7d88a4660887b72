// The canvas' own menu opens at the pointer.
import { journey } from "../journeys";
import { Builder } from "../pages/builder";
import { expect, keep, test } from "./fixtures";

/** The distance from a point to the nearest corner of a menu that is wholly in the window; without an end where it is not. */
function distance(menu: Element, [x, y]: number[]) {
  const { left, top, right, bottom } = menu.getBoundingClientRect();
  if (Math.min(left, top, innerWidth - right, innerHeight - bottom) < -0.5) return Infinity;
  return Math.hypot(Math.min(Math.abs(left - x), Math.abs(right - x)), Math.min(Math.abs(top - y), Math.abs(bottom - y)));
}

test("every context menu of the builder opens at the pointer", async ({ app }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  const { page } = app;
  const link = builder.link("Action: Signed up Yes to Push: Hello");
  await expect(link).toBeVisible();
  const menu = page.getByRole("menu", { name: "Canvas actions", exact: true });
  const places = [await builder.middle(builder.node("Push: Hello")), await builder.middle(link), await builder.spot(0.5, 0.85), await builder.spot(0.97, 0.5)];
  for (const { x, y } of places) {
    await page.mouse.click(x, y, { button: "right" });
    await expect(menu, `at ${x}, ${y}`).toBeVisible();
    await expect.poll(() => menu.evaluate(distance, [x, y]), `at ${x}, ${y}`).toBeLessThanOrEqual(12);
    await expect.poll(() => menu.evaluate((menu) => menu.contains(document.activeElement)), "the focus is in the menu").toBe(true);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
  }
});
