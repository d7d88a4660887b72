// A journey is made: palette, canvas, links, fields, view, undo (issue 2, point 2).
import { expect, test } from "./fixtures";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

/** The nodes of journey.md §5. */
const GROUPS = {
  Segments: [
    "Action",
    "Inaction",
    "Past behaviour",
    "Date-time",
    "Page visit",
    "Referrer",
    "Page count",
    "Custom list",
    "Journey trigger",
  ],
  Engagements: [
    "Push",
    "Email",
    "Web push",
    "SMS",
    "WhatsApp",
    "In-app",
    "Web native display",
    "App inbox",
    "Web pop-up",
    "Exit intent",
    "Webhook",
    "Audience sync",
  ],
  Controllers: ["Conditional split", "Split test", "Update profile", "Force exit"],
};

test("New journey opens a canvas with every kind of node in the palette", async ({ app, page }) => {
  const [listings, builder] = [new Listings(app), new Builder(app)];
  await listings.open();
  await page.getByRole("link", { name: "New journey", exact: true }).first().click();
  await expect(builder.canvas).toBeVisible();
  expect(app.address).toBe("/journeys/new");
  for (const [group, kinds] of Object.entries(GROUPS)) {
    const buttons = builder.palette.getByRole("group", { name: group }).getByRole("button");
    await expect(buttons).toHaveText(kinds);
  }
  await expect(builder.nodes).toHaveCount(0);
});

test("a kind that is pressed lands linked after the selected node", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await expect(builder.node("Action")).toBeFocused();
  await builder.press("Email");
  await expect(builder.link("Action Yes to Email")).toBeVisible();
  await builder.press("SMS");
  await expect(builder.link("Email Sent to SMS")).toBeVisible();
  await builder.button("Fit view").click();
  await builder.select("Action");
  await builder.press("Force exit");
  await expect(builder.link("Action No to Force exit")).toBeVisible();
  await expect(builder.nodes).toHaveCount(4);
  await expect(builder.links).toHaveCount(3);
});

test("a kind that is dragged lands where it is let go, linked after the selected node", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await expect(builder.node("Action")).toBeFocused();
  const to = await builder.spot(0.6, 0.75);
  await builder.drag(await builder.middle(builder.palette.getByRole("button", { name: "Push", exact: true })), to);
  await expect(builder.link("Action Yes to Push")).toBeVisible();
  const at = await builder.middle(builder.node("Push"));
  expect(Math.hypot(at.x - to.x, at.y - to.y), "how far from the pointer it stands").toBeLessThan(20);
  // Beside the canvas nothing happens.
  const button = await builder.middle(builder.palette.getByRole("button", { name: "Email", exact: true }));
  await builder.drag(button, { x: button.x + 20, y: button.y + 20 });
  await expect(builder.nodes).toHaveCount(2);
});

test("what cannot be added says why", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  const list = builder.palette.getByRole("button", { name: "Custom list", exact: true });
  await expect(list).toBeDisabled();
  await expect(list).toHaveAccessibleDescription(/has its entry already/);
});

test("a link is drawn from the handle of an outcome to a card", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  await builder.press("Email");
  await builder.draw("Push", "Clicked", await builder.middle(builder.node("Email")));
  await expect(builder.link("Push Clicked to Email")).toBeVisible();
  await expect(builder.links).toHaveCount(3);
  // A link to the entry is refused, in words.
  await builder.draw("Push", "Failed", await builder.middle(builder.node("Action")));
  await expect(builder.links).toHaveCount(3);
});

test("a link that is let go on the empty canvas offers the next node there", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  const to = await builder.spot(0.55, 0.8);
  await builder.draw("Action", "Timeout", to);
  const menu = page.getByRole("menu", { name: "After Action Timeout" });
  await menu.getByRole("menuitem", { name: "WhatsApp", exact: true }).click();
  await expect(builder.link("Action Timeout to WhatsApp")).toBeVisible();
  await expect(builder.node("WhatsApp")).toBeFocused();
  // Without a choice nothing is added.
  await builder.draw("Action", "No", await builder.spot(0.3, 0.9));
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(builder.nodes).toHaveCount(2);
});

test("a link has a delay, and a window where it waits", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  await builder.link("Action Yes to Push").click();
  await expect(builder.inspector.getByRole("heading", { name: "Action Yes to Push" })).toBeVisible();
  await builder.setSpan("Delay", 3, "days");
  await expect(builder.link("Action Yes to Push")).toContainText("3 d");
  await expect(builder.inspector.getByRole("spinbutton", { name: "Window: number" })).toHaveCount(0);

  await builder.select("Push");
  await builder.press("Email");
  await builder.draw("Push", "Clicked", await builder.middle(builder.node("Email")));
  await builder.setSpan("Window", 36, "hours");
  await expect(builder.link("Push Clicked to Email")).toContainText("36 h");
  const number = builder.inspector.getByRole("spinbutton", { name: "Delay: number" });
  await number.fill("-4");
  await expect(number).toHaveAccessibleDescription(/whole number/);
});

test("the inspector takes title, Who, What and When of an engagement", async ({ app }) => {
  const builder = new Builder(app);
  const { inspector } = builder;
  await builder.open();
  await builder.press("Action");
  await builder.press("Email");
  for (const heading of ["Who", "What", "When"]) {
    await expect(inspector.getByRole("heading", { name: heading, exact: true })).toBeVisible();
  }
  await builder.text("Title").fill("Welcome");
  await expect(builder.node("Email: Welcome")).toBeVisible();
  await inspector.getByRole("button", { name: "Add condition" }).click();
  await builder.text("Property").fill("Plan");
  await builder.text("Value").fill("Free");
  await builder.text("Sender").fill("Juniper <hello@juniper.example>");
  await builder.text("Subject").fill("Welcome to Juniper");
  await builder.text("Body").fill("Good to see you.");
  await inspector.getByRole("radio", { name: "At a clock time" }).check();
  await inspector.getByLabel("Clock time", { exact: true }).fill("18:30");
  await inspector.getByLabel("Clock time", { exact: true }).blur();
  await expect(builder.node("Email: Welcome")).toContainText("18:30");

  // It is all there again after something else was selected.
  await builder.select("Action");
  await expect(builder.text("Event")).toHaveValue("");
  await builder.select("Email: Welcome");
  await expect(builder.text("Property")).toHaveValue("Plan");
  await expect(builder.text("Value")).toHaveValue("Free");
  await expect(builder.text("Subject")).toHaveValue("Welcome to Juniper");
  await expect(inspector.getByRole("radio", { name: "At a clock time" })).toBeChecked();
  await expect(inspector.getByLabel("Clock time", { exact: true })).toHaveValue("18:30");
});

test("the inspector takes a segment's event and window", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.text("Event").fill("Added to cart");
  await expect(builder.node("Action")).toContainText("Added to cart");
  await builder.press("Inaction");
  await builder.text("As soon as somebody does").fill("Checkout started");
  await builder.text("And does not do").fill("Purchased");
  await builder.setSpan("Within", 2, "hours");
  await builder.setSpan("Qualifying window", 4, "days");
  await builder.select("Action");
  await builder.select("Inaction");
  await expect(builder.text("And does not do")).toHaveValue("Purchased");
  const number = (name: string) => builder.inspector.getByRole("spinbutton", { name: `${name}: number` });
  await expect(number("Within")).toHaveValue("2");
  await expect(number("Qualifying window")).toHaveValue("4");
});

test("the inspector takes the paths of both splits", async ({ app }) => {
  const builder = new Builder(app);
  const { inspector } = builder;
  await builder.open();
  await builder.press("Action");
  await builder.press("Conditional split");
  await inspector.getByRole("button", { name: "Add path" }).click();
  await builder.text("Name of Path 1").fill("Gold");
  await builder.text("Name of Path 2").fill("Silver");
  const first = inspector.getByRole("group", { name: "Path 1", exact: true });
  await first.getByRole("button", { name: "Add condition" }).click();
  await first.getByRole("combobox", { name: "Property" }).fill("Tier");
  await first.getByRole("textbox", { name: "Value" }).fill("gold");
  await builder.node("Conditional split").hover();
  await expect(builder.node("Conditional split").getByRole("button", { name: /^Link from/ })).toHaveText([
    "Gold",
    "Silver",
    "Others",
  ]);
  for (let paths = 2; paths < 6; paths++) await inspector.getByRole("button", { name: "Add path" }).click();
  await expect(inspector.getByRole("button", { name: "Add path" })).toBeDisabled();

  await builder.press("Split test");
  await expect(builder.link("Conditional split Gold to Split test")).toBeVisible();
  await inspector.getByRole("combobox", { name: "Percentages" }).selectOption("Manual");
  await inspector.getByRole("spinbutton", { name: "Percentage of Path 1" }).fill("70");
  await inspector.getByRole("spinbutton", { name: "Percentage of Path 2" }).fill("40");
  await inspector.getByRole("spinbutton", { name: "Percentage of Path 2" }).blur();
  await expect(inspector.getByText("110 % of 100 %")).toBeVisible();
});

test("the canvas pans and zooms", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  const before = await builder.middle(builder.node("Action"));
  const from = await builder.spot(0.5, 0.85);
  await builder.drag(from, { x: from.x + 90, y: from.y - 60 });
  const panned = await builder.middle(builder.node("Action"));
  expect(panned.x - before.x).toBeCloseTo(90, 0);
  expect(panned.y - before.y).toBeCloseTo(-60, 0);
  await expect(builder.nodes, "a pan adds nothing").toHaveCount(2);

  // Ctrl and the wheel zoom about the point under the pointer.
  await page.mouse.move(panned.x, panned.y);
  const narrow = await builder.box(builder.node("Action"));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  await expect(builder.zoom).not.toHaveText("100 %");
  const wide = await builder.box(builder.node("Action"));
  const zoomed = await builder.middle(builder.node("Action"));
  expect(wide.width).toBeGreaterThan(narrow.width * 1.05);
  expect(Math.hypot(zoomed.x - panned.x, zoomed.y - panned.y), "the point under the pointer stays").toBeLessThan(2);

  // The wheel alone pans.
  await page.mouse.wheel(0, 50);
  await expect.poll(async () => (await builder.middle(builder.node("Action"))).y - zoomed.y).toBeCloseTo(-50, 0);

  await builder.button("Fit view").click();
  const fitted = await builder.zoom.textContent();
  for (const label of ["Action", "Push"]) {
    const [node, canvas] = [await builder.box(builder.node(label)), await builder.box(builder.canvas)];
    expect(node.x).toBeGreaterThanOrEqual(canvas.x);
    expect(node.x + node.width).toBeLessThanOrEqual(canvas.x + canvas.width);
  }
  await builder.button("Zoom in").click();
  await expect(builder.zoom).not.toHaveText(fitted!);
  const level = async () => Number.parseInt((await builder.zoom.textContent())!);
  const high = await level();
  expect(high).toBeGreaterThan(Number.parseInt(fitted!));
  await builder.button("Zoom out").click();
  await builder.button("Zoom out").click();
  expect(await level()).toBeLessThan(Number.parseInt(fitted!));
});

test("nodes are selected by a box, moved with guides, and deleted", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  const action = await builder.box(builder.node("Action"));
  await page.keyboard.down("Shift");
  const push = await builder.box(builder.node("Push"));
  await builder.drag(
    { x: action.x - 12, y: action.y - 12 },
    { x: push.x + 30, y: push.y + push.height + 12 },
  );
  await page.keyboard.up("Shift");
  await expect(builder.inspector.getByRole("heading", { name: "2 nodes selected" })).toBeVisible();

  // Both move together.
  const at = await builder.middle(builder.node("Action"));
  await builder.drag(at, { x: at.x + 30, y: at.y + 100 });
  const [one, two] = [await builder.box(builder.node("Action")), await builder.box(builder.node("Push"))];
  expect(one.y - action.y).toBeCloseTo(100, 0);
  expect(two.y - push.y).toBeCloseTo(100, 0);
  expect(two.x - push.x).toBeCloseTo(30, 0);

  // One alone clicks into line with the other, along a guide.
  const empty = await builder.spot(0.5, 0.1);
  await page.mouse.click(empty.x, empty.y);
  await expect(builder.inspector.getByRole("heading")).toHaveCount(0);
  const from = await builder.middle(builder.node("Push"));
  await builder.drag(from, { x: from.x + 20, y: from.y + 4 }, async () => {
    await expect(builder.canvas.locator(".canvas__guide").first()).toBeAttached();
  });
  await expect(builder.canvas.locator(".canvas__guide")).toHaveCount(0);
  expect((await builder.box(builder.node("Push"))).y, "in line again").toBeCloseTo(two.y, 0);

  await builder.select("Push");
  await page.keyboard.press("Delete");
  await expect(builder.node("Push")).toHaveCount(0);
  await expect(builder.links).toHaveCount(0);
  await builder.select("Action");
  await builder.inspector.getByRole("button", { name: "Delete node" }).click();
  await expect(builder.nodes).toHaveCount(0);
});

test("everything can be undone and redone", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await expect(builder.button("Undo")).toBeDisabled();
  await expect(builder.button("Redo")).toBeDisabled();
  await builder.press("Action");
  await builder.text("Event").fill("Signed up");
  await builder.press("Email");
  await builder.text("Title").fill("Welcome");
  await builder.text("Subject").fill("Hello");
  await builder.inspector.getByRole("radio", { name: "At the best time" }).check();
  await builder.link("Action Yes to Email: Welcome").click();
  await builder.setSpan("Delay", 2, "days");
  await builder.draw("Email: Welcome", "Viewed", await builder.spot(0.3, 0.85));
  await page.getByRole("menuitem", { name: "Split test", exact: true }).click();
  await builder.inspector.getByRole("button", { name: "Add path" }).click();
  const at = await builder.middle(builder.node("Split test"));
  await builder.drag(at, { x: at.x, y: at.y - 60 });
  await builder.button("Setup").click();
  await builder.dialog("Setup").getByRole("spinbutton", { name: "Control group" }).fill("20");
  await builder.dialog("Setup").getByRole("button", { name: "Done" }).click();
  await builder.select("Email: Welcome");
  await page.keyboard.press("Delete");
  await expect(builder.nodes).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(builder.nodes).toHaveCount(3);
  await expect(builder.link("Email: Welcome Viewed to Split test"), "the links come back too").toBeVisible();

  await builder.undoAll();
  await expect(builder.nodes).toHaveCount(0);
  await expect(builder.links).toHaveCount(0);
  await expect(builder.button("Undo")).toBeDisabled();

  const redo = builder.button("Redo");
  for (let step = 0; await redo.isEnabled(); step++) {
    expect(step, "redo comes to an end").toBeLessThan(200);
    await redo.click();
  }
  // The last step was the deletion.
  await expect(builder.nodes).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(builder.link("Action Yes to Email: Welcome")).toContainText("2 d");
  await builder.select("Email: Welcome");
  await expect(builder.text("Subject")).toHaveValue("Hello");
  await expect(builder.inspector.getByRole("radio", { name: "At the best time" })).toBeChecked();
  await builder.button("Setup").click();
  await expect(builder.dialog("Setup").getByRole("spinbutton", { name: "Control group" })).toHaveValue("20");
});
