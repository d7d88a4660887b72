// Keys that are held while the window is left, or that belong to something else: the next drag is a plain one (issue 12, C3).
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

const [ACTION, PUSH] = ["Action: Signed up", "Push: Hello"];

async function begin(app: App) {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  await builder.select(PUSH);
  return builder;
}

/** The window is left: to another one, or to another tab, where it is hidden too. */
const LEAVE = {
  "another window": (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event("blur"))),
  "another tab": (page: Page) =>
    page.evaluate(() => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
      Reflect.deleteProperty(document, "hidden");
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }),
};

/** Drags a node down, and says what moved: the view, which the other node moves with, or the node alone. */
async function dragged(builder: Builder) {
  const [before, other] = [await builder.middle(builder.node(PUSH)), await builder.middle(builder.node(ACTION))];
  await builder.drag(before, { x: before.x, y: before.y + 100 });
  await expect.poll(async () => (await builder.middle(builder.node(PUSH))).y - before.y, "it moved").toBeGreaterThan(60);
  return (await builder.middle(builder.node(ACTION))).y === other.y ? "the node" : "the view";
}

test("with Space held a drag moves the view, and afterwards the node", async ({ app, page }) => {
  const builder = await begin(app);
  await page.keyboard.down("Space");
  expect(await dragged(builder)).toBe("the view");
  await page.keyboard.up("Space");
  expect(await dragged(builder)).toBe("the node");
});

for (const [where, leave] of Object.entries(LEAVE)) {
  test(`Space held on the way to ${where} is let go of`, async ({ app, page }) => {
    const builder = await begin(app);
    await page.keyboard.down("Space");
    await leave(page);
    expect(await dragged(builder)).toBe("the node");
    // Back again it is still down and repeats: nobody asked for it here.
    await page.keyboard.down("Space");
    expect(await dragged(builder)).toBe("the node");
    await page.keyboard.up("Space");
    await page.keyboard.down("Space");
    expect(await dragged(builder), "pressed anew it counts").toBe("the view");
    await page.keyboard.up("Space");
  });

  for (const key of ["Shift", "Control", "Alt"]) {
    test(`${key} held on the way to ${where} ends the drag, and the next one is plain`, async ({ app, page }) => {
      const builder = await begin(app);
      const [from, before] = [await builder.spot(0.5, 0.9), await builder.middle(builder.node(PUSH))];
      await page.keyboard.down(key);
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x - 60, from.y - 60, { steps: 3 });
      await leave(page);
      await expect(page.locator(".marquee")).toHaveCount(0);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const now = await builder.middle(builder.node(PUSH));
      await page.mouse.move(from.x - 120, from.y - 120, { steps: 3 });
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(await builder.middle(builder.node(PUSH)), "nothing follows the pointer").toEqual(now);
      await page.mouse.up();
      await page.keyboard.up(key);
      // With Shift or Ctrl a box was drawn; with Alt the view was moved, up to here.
      if (key !== "Alt") expect(now).toEqual(before);
      expect(await dragged(builder)).toBe("the node");
      await expect(builder.nodes, "nothing was copied").toHaveCount(2);
    });
  }
}

for (const key of ["Control", "Alt", "Shift", "Meta"]) {
  test(`${key}+Space is no Space, in whatever order they are let go of`, async ({ app, page }) => {
    const builder = await begin(app);
    await page.keyboard.down(key);
    await page.keyboard.down("Space");
    await page.keyboard.up(key);
    expect(await dragged(builder)).toBe("the node");
    await page.keyboard.up("Space");
    // The system may keep the release to itself, as where it switches the input method.
    await page.keyboard.down("Space");
    await page.keyboard.down(key);
    await page.keyboard.down("Space");
    await page.keyboard.up(key);
    expect(await dragged(builder)).toBe("the node");
    await page.keyboard.up("Space");
  });
}

test("Space held in a text field, a menu or a dialog is a blank", async ({ app, page }) => {
  const builder = await begin(app);
  await builder.text("Message").click();
  await page.keyboard.press("End");
  await page.keyboard.down("Space");
  await expect(builder.text("Message")).toHaveValue("Good to see you. ");
  expect(await dragged(builder)).toBe("the node");
  await page.keyboard.up("Space");
  await builder.button("Setup").click();
  await page.keyboard.down("Space");
  await page.keyboard.press("Escape");
  await expect(builder.dialog("Setup")).toBeHidden();
  expect(await dragged(builder)).toBe("the node");
  await page.keyboard.up("Space");
});
