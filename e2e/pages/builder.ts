// The builder, by the names of the contract (spec: interface.md, Builder).
import { expect, type Locator } from "@playwright/test";
import type { App } from "../fixtures";
import { ActionMenu } from "./menu";

export type Spot = { x: number; y: number };

export class Builder {
  readonly palette: Locator;
  readonly canvas: Locator;
  readonly outline: Locator;
  readonly inspector: Locator;
  readonly name: Locator;

  constructor(readonly app: App) {
    const { page } = app;
    this.palette = page.getByRole("region", { name: "Palette" });
    this.canvas = page.getByRole("region", { name: "Canvas" });
    this.outline = page.getByRole("region", { name: "Outline" });
    this.inspector = page.getByRole("complementary", { name: "Inspector" });
    this.name = page.getByRole("heading", { level: 1 });
  }

  get page() {
    return this.app.page;
  }

  async open(id = "new") {
    await this.app.goto(`/journeys/${id}`);
    await expect(this.button("Save Draft").or(this.button("Save changes"))).toBeVisible();
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: true });
  }

  dialog(name: string) {
    return this.page.getByRole("dialog", { name, exact: true });
  }

  menu(name: string) {
    return new ActionMenu(this.page, name);
  }

  /** "Saved", "Not saved" and the like. */
  async says(text: string) {
    await expect(this.page.getByRole("status").filter({ hasText: new RegExp(`^${text}$`) })).toBeVisible();
  }

  /** A status message. */
  message(text: string | RegExp) {
    return this.page.getByRole("status").getByText(text);
  }

  // The canvas

  async press(kind: string) {
    await this.palette.getByRole("button", { name: kind, exact: true }).click();
  }

  get nodes() {
    return this.canvas.locator("[aria-roledescription=node]");
  }

  get links() {
    return this.canvas.locator("[aria-roledescription=link]");
  }

  node(label: string) {
    return this.nodes.and(this.page.getByRole("group", { name: label, exact: true }));
  }

  link(label: string) {
    return this.links.and(this.page.getByRole("group", { name: label, exact: true }));
  }

  async box(what: Locator) {
    const box = await what.boundingBox();
    if (!box) throw new Error("it is not on the page");
    return box;
  }

  async middle(what: Locator): Promise<Spot> {
    const { x, y, width, height } = await this.box(what);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** A place of the canvas, in parts of its width and height. */
  async spot(right: number, down: number): Promise<Spot> {
    const { x, y, width, height } = await this.box(this.canvas);
    return { x: x + width * right, y: y + height * down };
  }

  async drag(from: Spot, to: Spot, during?: () => Promise<void>) {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 3 });
    await during?.();
    await mouse.up();
  }

  /** Takes the handle of an outcome and lets it go elsewhere. */
  async draw(from: string, outcome: string, to: Spot) {
    await this.node(from).hover();
    const handle = this.node(from).getByRole("button", { name: `Link from ${outcome}`, exact: true });
    await expect(handle).toBeVisible();
    await this.drag(await this.middle(handle), to);
  }

  /** How the canvas is seen: its shift in pixels, and its zoom. */
  view() {
    return this.canvas.locator(".canvas__world").evaluate((world) => {
      const { a, e, f } = new DOMMatrix(getComputedStyle(world).transform);
      return { x: e, y: f, zoom: a };
    });
  }

  /** Where a node stands in the world. */
  place(node: Locator) {
    return node.evaluate((card) => {
      const { e, f } = new DOMMatrix(getComputedStyle(card).transform);
      return { x: (card as HTMLElement).offsetLeft + e, y: (card as HTMLElement).offsetTop + f };
    });
  }

  get zoom() {
    return this.canvas.getByRole("status", { name: "Zoom" });
  }

  async select(label: string) {
    await this.node(label).click();
    await expect(this.node(label)).toHaveAttribute("aria-current", "true");
  }

  // The inspector

  text(name: string) {
    // One with suggestions is a combo box.
    const box = { name, exact: true };
    return this.inspector.getByRole("textbox", box).or(this.inspector.locator("input[list]").and(this.inspector.getByRole("combobox", box)));
  }

  async setSpan(name: string, number: number, unit: string, within: Locator = this.inspector) {
    await within.getByRole("spinbutton", { name: `${name}: number`, exact: true }).fill(`${number}`);
    await within.getByRole("combobox", { name: `${name}: unit`, exact: true }).selectOption(unit);
  }

  // Whole journeys

  /** A journey that could be published: entered by an event, and a push to those who do it. */
  async buildByEvent() {
    await this.press("Action");
    await this.text("Event").fill("Signed up");
    await this.press("Push");
    await this.fillPush();
  }

  /** A journey that could be published: entered at a time by those who did something before, and a push. */
  async buildAtATime() {
    await this.press("Past behaviour");
    await this.inspector.getByRole("button", { name: "Add behaviour" }).click();
    await this.text("Event").fill("Purchased");
    await this.press("Push");
    await this.fillPush();
  }

  async fillPush() {
    await this.text("Title").last().fill("Hello");
    await this.text("Message").fill("Good to see you.");
  }

  /** The first save. */
  async saveAs(name: string) {
    await this.button("Save Draft").click();
    const dialog = this.dialog("Save this journey as");
    await dialog.getByRole("textbox", { name: "Journey name" }).fill(name);
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(dialog).toBeHidden();
    await this.says("Saved");
  }

  get publishing() {
    return this.dialog("Publish journey");
  }

  async publishAs(name: string, description = "") {
    await this.button("Publish").click();
    const dialog = this.publishing;
    await dialog.getByRole("textbox", { name: "Journey name" }).fill(name);
    await dialog.getByRole("textbox", { name: "Description" }).fill(description);
    await dialog.getByRole("button", { name: "Done", exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async undoAll() {
    const undo = this.button("Undo");
    for (let step = 0; await undo.isEnabled(); step++) {
      expect(step, "undo comes to an end").toBeLessThan(200);
      await undo.click();
    }
  }
}
