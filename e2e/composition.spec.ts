// Text by an input method, as Japanese, Chinese and Korean are written: Escape calls the conversion off and Enter accepts it, and
// neither is a key of the page meanwhile.
import type { Locator } from "@playwright/test";
import { expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { InputMethod } from "./keys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

type Case = {
  what: string;
  /** Opens the field. */
  open: (builder: Builder) => Promise<Locator>;
  /** What is typed before the composition, and what it is accepted as. */
  typed?: string;
  accepted?: string;
  /** The key after the composition that ends the writing, and what is there then. */
  key: string;
  then: (builder: Builder, field: Locator) => Promise<void>;
};

const TEXT = "ab日本";

async function inSetup(builder: Builder) {
  await builder.button("Setup").click();
  return builder.dialog("Setup");
}

/** The field of a node in the inspector, which Escape leaves for the canvas. */
function ofNode(what: string, field: (builder: Builder) => Locator, node: string, after = node): Case {
  return {
    what,
    async open(builder) {
      await builder.select(node);
      return field(builder);
    },
    key: "Escape",
    async then(builder, field) {
      await expect(builder.node(after)).toBeFocused();
      await expect(field).toHaveValue(TEXT);
    },
  };
}

const CASES: Case[] = [
  {
    what: "a note",
    async open(builder) {
      await builder.button("Add a note").click();
      return builder.canvas.getByRole("textbox", { name: "Text of the note" });
    },
    key: "Escape",
    then: (builder) => expect(builder.canvas.getByRole("group", { name: `Note: ${TEXT}`, exact: true })).toBeFocused(),
  },
  {
    what: "the name of a group",
    async open(builder) {
      await builder.select("Push: Hello");
      await builder.page.keyboard.press("Control+a");
      await builder.page.keyboard.press("Control+g");
      return builder.canvas.getByRole("textbox", { name: "Name of the group" });
    },
    key: "Enter",
    then: (builder) => expect(builder.canvas.getByRole("group", { name: `Group: ${TEXT}, 2 nodes`, exact: true })).toBeFocused(),
  },
  ofNode("the title of a node", (builder) => builder.text("Title").first(), "Push: Hello", `Push: ${TEXT}`),
  ofNode("a text of several lines", (builder) => builder.text("Message"), "Push: Hello"),
  ofNode("a field with suggestions", (builder) => builder.text("Event"), "Action: Signed up"),
  {
    what: "the description in Publish",
    async open(builder) {
      await builder.button("Publish").click();
      return builder.publishing.getByRole("textbox", { name: "Description" });
    },
    key: "Escape",
    then: (builder) => expect(builder.publishing).toBeHidden(),
  },
  {
    what: "the name of a goal in Setup",
    async open(builder) {
      const setup = await inSetup(builder);
      await setup.getByRole("button", { name: "Add goal" }).click();
      return setup.getByRole("textbox", { name: "Goal name" });
    },
    key: "Escape",
    then: (builder) => expect(builder.dialog("Setup")).toBeHidden(),
  },
  {
    what: "the time zone",
    open: async (builder) => (await inSetup(builder)).getByRole("combobox", { name: "Journey’s time zone" }),
    typed: "par",
    accepted: "is",
    key: "ArrowDown",
    async then(builder, field) {
      await builder.page.keyboard.press("Enter");
      await expect(field).toHaveValue("Europe/Paris");
      await expect(builder.dialog("Setup")).toBeVisible();
    },
  },
  {
    what: "the search",
    async open(builder) {
      const listings = new Listings(builder.app);
      await listings.open();
      return listings.search;
    },
    key: "Escape",
    then: (_, field) => expect(field).toHaveValue(""),
  },
];

async function begin(app: App) {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  return builder;
}

for (const { what, open, typed = "ab", accepted = "日本", key, then } of CASES) {
  test(`in ${what} a conversion is called off and accepted, and the field stays`, async ({ app, page }) => {
    const builder = await begin(app);
    const field = await open(builder);
    const input = await InputMethod.of(page);
    const ready = async (text: string) => {
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(text);
    };
    await field.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(typed);
    await input.compose("にほ");
    await ready(`${typed}にほ`);
    await input.callOff();
    await ready(typed);
    // Arrows choose among what is offered.
    await input.compose("にほ");
    for (const key of ["ArrowDown", "ArrowLeft", "Tab"]) await input.press(key);
    await ready(`${typed}にほ`);
    await input.accept(accepted);
    await ready(`${typed}${accepted}`);
    // Safari says of the Enter that accepts, and of the Escape, that the composition is over already.
    await input.compose("に");
    await input.accept("", { late: true });
    await input.press("Escape");
    await ready(`${typed}${accepted}`);
    await page.keyboard.press(key);
    await then(builder, field);
  });
}

test("the Enter that accepts a name saves nothing; the next one does", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.button("Save Draft").click();
  const dialog = builder.dialog("Save this journey as");
  const name = dialog.getByRole("textbox", { name: "Journey name" });
  await expect(name).toBeFocused();
  const input = await InputMethod.of(page);
  await input.compose("にほ");
  await input.callOff();
  await expect(name).toHaveValue("");
  await expect(dialog).toBeVisible();
  await input.compose("にほ");
  await input.accept("日本");
  await expect(name).toHaveValue("日本");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(builder.name).toHaveText("日本");
  await builder.says("Saved");
});
