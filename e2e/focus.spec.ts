// The focus is a person's: what moves it a frame later leaves it where a person has put it since, and a key is for the menu
// that is seen open.
import type { Locator } from "@playwright/test";
import { expect, test, type Page } from "./fixtures";
import { Builder } from "./pages/builder";
import { opened } from "./two";

/** Keeps the page from drawing, as a busy machine does; what it gives lets all frames go. */
async function holdFrames(page: Page) {
  await page.evaluate(() => {
    const real = window.requestAnimationFrame;
    const held: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (then) => held.push(then);
    Object.assign(window, {
      letFramesGo: async () => {
        window.requestAnimationFrame = real;
        for (const then of held.splice(0)) then(performance.now());
        for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
      },
    });
  });
  return () => page.evaluate(() => (window as unknown as { letFramesGo(): Promise<void> }).letFramesGo());
}

type Move = {
  /** What moves the focus a frame later. */
  what: string;
  before: (builder: Builder) => Promise<void>;
  act: (builder: Builder) => Promise<void>;
  /** Where it goes if it is left alone. */
  to: (builder: Builder) => Locator;
  /** Where a person puts it meanwhile. */
  meanwhile: (builder: Builder) => Locator;
};

const MOVES: Move[] = [
  {
    what: "a press on the palette",
    before: (builder) => builder.select("Push: Hello"),
    act: (builder) => builder.press("Email"),
    to: (builder) => builder.node("Email"),
    meanwhile: (builder) => builder.text("Subject"),
  },
  {
    what: "a finding",
    before: async (builder) => {
      await builder.press("Email");
      await builder.button(/^Checks/).click();
    },
    act: (builder) =>
      builder.page.getByRole("region", { name: "Checks" }).getByRole("button", { name: /^Error: Email.*“Body” is empty/ }).first().click(),
    to: (builder) => builder.text("Body"),
    meanwhile: (builder) => builder.text("Subject"),
  },
  {
    what: "a token that is inserted",
    before: async (builder) => {
      await builder.select("Push: Hello");
      await builder.inspector.getByRole("button", { name: "Personalise Message" }).click();
    },
    act: (builder) => builder.page.getByRole("menuitem", { name: "first_name", exact: true }).click(),
    to: (builder) => builder.text("Message"),
    meanwhile: (builder) => builder.text("Title").last(),
  },
  {
    what: "the link of an outcome",
    before: (builder) => builder.select("Action: Signed up"),
    act: (builder) => builder.inspector.getByTitle("Show the link").click(),
    to: (builder) => builder.inspector.getByRole("combobox", { name: "Leads to" }),
    meanwhile: (builder) => builder.palette.getByRole("button", { name: "Email", exact: true }),
  },
  {
    what: "the key of a delay",
    before: async (builder) => {
      await builder.link("Action: Signed up Yes to Push: Hello").click();
      await builder.link("Action: Signed up Yes to Push: Hello").focus();
    },
    act: (builder) => builder.page.keyboard.press("d"),
    to: (builder) => builder.page.locator(".link-time").getByRole("spinbutton"),
    meanwhile: (builder) => builder.palette.getByRole("button", { name: "Email", exact: true }),
  },
];

for (const { what, before, act, to, meanwhile } of MOVES) {
  test(`${what} takes the focus a frame later, but not from where a person has put it since`, async ({ app, page }) => {
    const builder = await opened(app);
    await before(builder);
    let letGo = await holdFrames(page);
    await act(builder);
    await meanwhile(builder).focus();
    await letGo();
    await expect(meanwhile(builder)).toBeFocused();

    await app.reload();
    await expect(builder.node("Push: Hello")).toBeVisible();
    await before(builder);
    letGo = await holdFrames(page);
    await act(builder);
    await letGo();
    await expect(to(builder).last()).toBeFocused();
  });
}

for (const where of ["a card", "its button"]) {
  test(`while a menu is open and the focus is on ${where} still, keys are for the menu`, async ({ app, page }) => {
    const builder = await opened(app);
    const { button, menu } = builder.menu("Mine");
    const card = builder.node("Push: Hello");
    await builder.select("Push: Hello");
    await page.keyboard.press("Control+a");
    await expect(builder.nodes.and(page.locator("[aria-current=true]"))).toHaveCount(2);
    // The menu takes the focus when it is told that it is open, which a busy page is late with; a button that is pressed has
    // the focus in some browsers, and in others not.
    await page.evaluate(() => addEventListener("toggle", (event) => event.stopImmediatePropagation(), { capture: true }));
    if (where === "a card") await button.evaluate((button: HTMLElement) => button.click());
    else await button.click();
    await expect(menu).toBeVisible();
    const focused = where === "a card" ? card : button;
    await expect(focused).toBeFocused();
    await page.keyboard.press("Delete");
    await expect(builder.nodes).toHaveCount(2);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(focused).toBeFocused();
    await expect(builder.nodes.and(page.locator("[aria-current=true]")), "and nothing else happens").toHaveCount(2);
  });
}
