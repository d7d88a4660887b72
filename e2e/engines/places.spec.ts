// Every menu opens at its button, and Escape closes it.
import type { App } from "../fixtures";
import { journey } from "../journeys";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";
import { expect, keep, test } from "./fixtures";

/** The faults of an open panel's place: it adjoins its button, unless it is too tall for either side, and is wholly in the window. */
function faults(button: Element) {
  const panel = document.getElementById(button.getAttribute("popovertarget")!)!;
  const [own, at] = [panel.getBoundingClientRect(), button.getBoundingClientRect()];
  const room = Math.max(at.top, innerHeight - at.bottom) - 12;
  const gap = Math.min(Math.abs(own.top - at.bottom), Math.abs(at.top - own.bottom));
  const aside = Math.min(Math.abs(own.left - at.left), Math.abs(own.right - at.right));
  const found: [boolean, string][] = [
    [Math.min(own.left, own.top, innerWidth - own.right, innerHeight - own.bottom) < -0.5, "out of the window"],
    [own.height <= room && gap > 8, `${gap} px from its button`],
    [aside > 8, `${aside} px out of line with its button`],
  ];
  const label = button.getAttribute("aria-label") ?? button.textContent;
  return found.filter(([fault]) => fault).map(([, fault]) => `${label}: ${fault}`);
}

async function everyMenu(app: App, least: number) {
  const { page } = app;
  const buttons = page.locator("button[popovertarget]:visible");
  await expect.poll(() => buttons.count(), "buttons with a menu").toBeGreaterThanOrEqual(least);
  const count = await buttons.count();
  for (let at = 0; at < count; at++) {
    const button = buttons.nth(at);
    const panel = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
    await button.click();
    await expect(panel).toBeVisible();
    await expect.poll(() => button.evaluate(faults)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
  }
}

test("every menu of the listings opens at its button", async ({ app }) => {
  const listings = new Listings(app);
  await listings.loadSamples();
  await everyMenu(app, 5);
});

test("the field of a link's delay opens at its chip", async ({ app }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  const link = "Action: Signed up Yes to Push: Hello";
  const chip = builder.link(link).getByRole("button", { name: "Delay 1 h" });
  await chip.click();
  const field = builder.dialog(`Delay of ${link}`);
  await expect(field.getByRole("spinbutton", { name: "Delay: number", exact: true })).toBeFocused();
  const { x, y } = await builder.middle(chip);
  await expect.poll(() => field.evaluate(distanceAcross, [x, y]), "at the chip").toBeLessThan(60);
  await app.page.keyboard.press("Escape");
  await expect(field).toBeHidden();
});

/** The distance from a point to the nearest edge of a panel, above or below, and to its middle, across. */
function distanceAcross(panel: Element, [x, y]: number[]) {
  const { left, top, right, bottom } = panel.getBoundingClientRect();
  return Math.max(Math.abs((left + right) / 2 - x), Math.min(Math.abs(top - y), Math.abs(bottom - y)));
}
