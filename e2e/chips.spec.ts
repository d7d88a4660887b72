// A link's delay and window, set where the link is drawn (interface.md, region Canvas): by mouse, by keys alone, by touch.
import { axe, expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

const ACTION = "Action: Signed up";
const YES = `${ACTION} Yes to Push: Hello`;
const NO = `${ACTION} No to Email: Sorry`;
const VIEWED = "Email: Sorry Viewed to Webhook: Log";

/** One link with a delay, one with neither, one with a window. */
function chips(published = "") {
  const plain = journey("Chips", published ? { published } : {});
  const version = plain.versions[0]!;
  const { nodes, links } = version.graph;
  const graph = {
    nodes: [
      ...nodes,
      { id: "sorry", kind: "email", title: "Sorry", at: [280, 160] },
      { id: "log", kind: "webhook", title: "Log", at: [560, 160] },
    ],
    links: [
      ...links,
      { from: "start", outcome: "no", to: "sorry" },
      { from: "sorry", outcome: "viewed", to: "log", window: { days: 2 } },
    ],
  };
  return { ...plain, versions: [{ ...version, graph }] };
}

async function opened(app: App, record: { id: string } = chips()) {
  const builder = new Builder(app);
  await keep(app, record);
  await builder.open(record.id);
  await expect(builder.link(YES)).toBeVisible();
  return builder;
}

/** What is said in the live region from now on. */
async function listen(page: Page) {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const regions = document.querySelectorAll("[aria-live=polite]:not(.field__error)");
    for (const region of regions) {
      new MutationObserver(() => region.textContent?.trim() && said.push(region.textContent.trim()))
        .observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  return () => page.evaluate(() => (window as any).said as string[]);
}

const popover = (builder: Builder, time: string, link: string) => builder.dialog(`${time} of ${link}`);
const number = (time: string) => ({ name: `${time}: number`, exact: true });

test.describe("By mouse", () => {
  test("a press on a chip opens its field there; a press elsewhere keeps it, as one undo, said once", async ({ app, page }) => {
    const builder = await opened(app);
    const said = await listen(page);
    await builder.link(YES).getByRole("button", { name: "Delay 1 h" }).click();
    const open = popover(builder, "Delay", YES);
    const field = open.getByRole("spinbutton", number("Delay"));
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("1");
    await expect(builder.inspector.getByRole("heading", { name: YES }), "the link is selected").toBeVisible();
    const chip = await builder.box(builder.link(YES));
    const box = await builder.box(open);
    expect(Math.abs(box.x + box.width / 2 - (chip.x + chip.width / 2)), "at the chip").toBeLessThan(60);
    await builder.setSpan("Delay", 15, "minutes", open);
    await expect(builder.link(YES), "nothing is changed while it is typed").toContainText("1 h");
    const spot = await builder.spot(0.5, 0.9);
    await page.mouse.click(spot.x, spot.y);
    await expect(open).toBeHidden();
    await expect(builder.link(YES)).toContainText("15 min");
    await expect.poll(said).toHaveLength(1);
    await page.keyboard.press("Control+z");
    await expect(builder.link(YES)).toContainText("1 h");
    await expect(builder.button("Undo"), "it was one step").toBeDisabled();
  });

  test("the field goes with its link where the wheel moves the view", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.link(YES).getByRole("button", { name: "Delay 1 h" }).click();
    const open = popover(builder, "Delay", YES);
    await expect(open).toBeVisible();
    const before = [await builder.box(open), await builder.box(builder.link(YES))] as const;
    const spot = await builder.spot(0.5, 0.9);
    await page.mouse.move(spot.x, spot.y);
    await page.mouse.wheel(40, -60);
    await expect.poll(async () => (await builder.box(builder.link(YES))).y - before[1].y).toBe(60);
    await expect.poll(async () => {
      const now = await builder.box(open);
      return [now.x - before[0].x, now.y - before[0].y];
    }).toEqual([-40, 60]);
    await expect(open.getByRole("spinbutton", number("Delay"))).toBeFocused();
  });

  test("a selected link without a delay offers one, and none is offered where it cannot be", async ({ app, page }) => {
    const builder = await opened(app);
    const offer = builder.canvas.getByRole("button", { name: "+ delay" });
    await expect(offer).toHaveCount(0);
    await builder.link(NO).click();
    await expect(offer).toBeVisible();
    await expect(builder.link(NO).getByRole("button"), "No is not waited for: no window").toHaveCount(1);
    await offer.click();
    const open = popover(builder, "Delay", NO);
    await expect(open.getByRole("button", { name: "No delay" })).toHaveCount(0);
    await builder.setSpan("Delay", 2, "days", open);
    await open.getByRole("button", { name: "Done" }).click();
    await expect(builder.link(NO)).toContainText("2 d");
    await expect(builder.link(NO)).toBeFocused();

    await builder.link(NO).getByRole("button", { name: "Delay 2 d" }).click();
    await open.getByRole("button", { name: "No delay" }).click();
    await expect(builder.link(NO)).not.toContainText("2 d");
  });

  test("from one chip to the next each keeps what stands in it; what is no span is not kept and says why", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.link(YES).getByRole("button", { name: "Delay 1 h" }).click();
    await builder.setSpan("Delay", 5, "hours", popover(builder, "Delay", YES));
    await builder.link(VIEWED).getByRole("button", { name: "Window ≤ 2 d" }).click();
    const open = popover(builder, "Window", VIEWED);
    await expect(open.getByRole("spinbutton", number("Window"))).toBeFocused();
    await expect(builder.link(YES)).toContainText("5 h");
    await expect(page.locator(":popover-open")).toHaveCount(1);
    await open.getByRole("spinbutton", number("Window")).fill("");
    await page.keyboard.press("Enter");
    await expect(open, "it stays until it is put right").toBeVisible();
    await expect(open).toContainText("Enter how long.");
    const spot = await builder.spot(0.5, 0.9);
    await page.mouse.click(spot.x, spot.y);
    await expect(open).toBeHidden();
    await expect(builder.link(VIEWED)).toContainText("≤ 2 d");
    await expect(page.locator("[aria-live=polite]").filter({ hasText: "Not set: Enter how long." }).first()).toBeAttached();
  });
});

test.describe("By keys alone", () => {
  test("D and W open the fields of a link that was drawn, Enter keeps, Escape puts back, and the focus returns", async ({ app, page }) => {
    const builder = await opened(app);
    const card = builder.node("Push: Hello");
    await card.focus();
    await page.keyboard.press("l");
    await expect(page.locator("[aria-live=polite]").filter({ hasText: "Enter draws it" }).first()).toBeAttached();
    for (let step = 0; step < 4 && !(await page.locator("[aria-live=polite]").filter({ hasText: "to Webhook: Log?" }).count()); step++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    const drawn = builder.links.and(page.locator("[aria-label^='Push: Hello'][aria-label$='to Webhook: Log']"));
    await expect(drawn).toBeVisible();
    const name = (await drawn.getAttribute("aria-label"))!;
    await page.keyboard.press("d");
    const open = popover(builder, "Delay", name);
    await expect(open.getByRole("spinbutton", number("Delay"))).toBeFocused();
    await page.keyboard.type("3");
    await page.keyboard.press("Tab");
    await page.keyboard.press("d");
    await page.keyboard.press("Enter");
    await expect(open).toBeHidden();
    await expect(drawn).toContainText("3 d");
    await expect(card).toBeFocused();

    await page.keyboard.press("d");
    await expect(open.getByRole("spinbutton", number("Delay"))).toHaveValue("3");
    await page.keyboard.type("7");
    await page.keyboard.press("Escape");
    await expect(open).toBeHidden();
    await expect(drawn).toContainText("3 d");
    await expect(card).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(drawn).not.toContainText("3 d");
    await page.keyboard.press("Control+z");
    await expect(drawn).toHaveCount(0);
  });

  test("on a node they set the only link that has such a time, and say what stands in the way", async ({ app, page }) => {
    const builder = await opened(app);
    const heard = (text: RegExp) => expect(page.locator("[aria-live=polite]").filter({ hasText: text }).first()).toBeAttached();
    await builder.node("Email: Sorry").focus();
    await page.keyboard.press("w");
    const open = popover(builder, "Window", VIEWED);
    await expect(open.getByRole("spinbutton", number("Window"))).toHaveValue("2");
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await expect(builder.link(VIEWED)).toContainText("≤ 4 d");
    await builder.node(ACTION).focus();
    await page.keyboard.press("d");
    await heard(/Several links leave this node/);
    await page.keyboard.press("w");
    await heard(/No link with a window leaves/);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toContainText("Set the window of the link");
  });
});

test.describe("By touch", () => {
  test.use({ viewport: { width: 390, height: 844 }, contextOptions: { hasTouch: true, isMobile: true } });

  test("a tap on a chip opens its field within the screen, and Done keeps it", async ({ app, page }) => {
    const builder = new Builder(app);
    const record = chips();
    await keep(app, record);
    await builder.open(record.id);
    await page.getByRole("navigation", { name: "View" }).getByRole("button", { name: "Canvas" }).tap();
    await builder.link(YES).getByRole("button", { name: "Delay 1 h" }).tap();
    const open = popover(builder, "Delay", YES);
    await expect(open).toBeVisible();
    await expect(builder.inspector, "it would lie over the canvas").not.toBeInViewport();
    await expect(open.getByRole("spinbutton", number("Delay"))).toBeFocused();
    const { x, y, width, height } = await builder.box(open);
    expect(x >= 0 && y >= 0 && x + width <= 390 && y + height <= 844).toBe(true);
    await axe(page);
    await builder.setSpan("Delay", 45, "minutes", open);
    await open.getByRole("button", { name: "Done" }).tap();
    await expect(builder.link(YES)).toContainText("45 min");
  });
});

test("a published version has times to read and none to press", async ({ app, page }) => {
  const builder = await opened(app, chips("2026-03-01T10:00:00Z"));
  await expect(builder.link(YES)).toContainText("1 h");
  await builder.link(YES).click();
  await expect(builder.links.getByRole("button")).toHaveCount(0);
  await page.keyboard.press("Tab");
  await builder.link(YES).focus();
  await page.keyboard.press("d");
  await expect(page.locator("[aria-live=polite]").filter({ hasText: "It is published. Make a new version to change it." }).first()).toBeAttached();
  await expect(page.locator(":popover-open")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing, with the chips of a selected link and with the field open", async ({ app, page }) => {
      const builder = await opened(app);
      await builder.link(NO).click();
      await expect(builder.canvas.getByRole("button", { name: "+ delay" })).toBeVisible();
      await axe(page);
      await builder.link(VIEWED).getByRole("button", { name: "Window ≤ 2 d" }).click();
      await expect(popover(builder, "Window", VIEWED)).toBeVisible();
      await axe(page);
    });
  });
}
