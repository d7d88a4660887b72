// The part of Playwright's Locator that the page objects and the scenarios use, in WebKit. `expect` of Playwright takes it for
// its own by `_apiName` and asks it by `_expect`, so that every matcher waits and words its failures as in the other browsers.
import { createRequire } from "node:module";
import type { Page } from "./page";

const { iso } = createRequire(import.meta.url)("playwright-core/lib/coreBundle");

type Text = string | RegExp;
type Exact = { exact?: boolean };
type Role = Exact & { name?: Text; level?: number; checked?: boolean; disabled?: boolean; expanded?: boolean; pressed?: boolean; selected?: boolean };
type Filter = { has?: Locator; hasText?: Text; hasNot?: Locator; hasNotText?: Text; visible?: boolean };
export type Press = { button?: "left" | "right"; force?: boolean; position?: { x: number; y: number }; modifiers?: string[]; count?: number; timeout?: number };

/** How a condition of `expect` came out. */
type Outcome = { matches: boolean; received?: { value: unknown }; log?: string[]; timedOut?: boolean; errorMessage?: string };

/** What `getBy…` are made of, for pages and locators alike. */
export abstract class Queries {
  abstract locator(selector: string): Locator;

  getByRole(role: string, { name, exact, ...rest }: Role = {}) {
    const states = Object.entries(rest).map(([state, value]) => `[${state}=${value}]`);
    if (name !== undefined) states.push(`[name=${iso.escapeForAttributeSelector(name, !!exact)}]`);
    return this.locator(`internal:role=${role}${states.join("")}`);
  }

  getByText(text: Text, { exact }: Exact = {}) {
    return this.locator(`internal:text=${iso.escapeForTextSelector(text, !!exact)}`);
  }

  getByLabel(text: Text, { exact }: Exact = {}) {
    return this.locator(`internal:label=${iso.escapeForTextSelector(text, !!exact)}`);
  }
}

export class Locator extends Queries {
  readonly _apiName = "Locator";

  constructor(
    private readonly page_: Page,
    readonly selector: string,
  ) {
    super();
  }

  page() {
    return this.page_;
  }

  private with(more: string) {
    return new Locator(this.page_, `${this.selector} >> ${more}`);
  }

  locator(selector: string) {
    return this.with(selector);
  }

  filter({ has, hasText, hasNot, hasNotText, visible }: Filter) {
    let found: Locator = this;
    if (hasText !== undefined) found = found.with(`internal:has-text=${iso.escapeForTextSelector(hasText, false)}`);
    if (hasNotText !== undefined) found = found.with(`internal:has-not-text=${iso.escapeForTextSelector(hasNotText, false)}`);
    if (has) found = found.with(`internal:has=${JSON.stringify(has.selector)}`);
    if (hasNot) found = found.with(`internal:has-not=${JSON.stringify(hasNot.selector)}`);
    return visible === undefined ? found : found.with(`visible=${visible}`);
  }

  and(other: Locator) {
    return this.with(`internal:and=${JSON.stringify(other.selector)}`);
  }

  or(other: Locator) {
    return this.with(`internal:or=${JSON.stringify(other.selector)}`);
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  nth(index: number) {
    return this.with(`nth=${index}`);
  }

  toString() {
    return iso.asLocator("javascript", this.selector);
  }

  // What is there

  /** Runs a function on the one element, as soon as there is one. */
  evaluate<A, R>(run: (element: any, arg: A) => R, arg?: A): Promise<Awaited<R>> {
    return this.page_.onElement(this, `(_, element, arg) => (${run})(element, arg)`, arg);
  }

  evaluateAll<A, R>(run: (elements: any[], arg: A) => R, arg?: A): Promise<Awaited<R>> {
    return this.page_.onAll(this.selector, run, arg);
  }

  count(): Promise<number> {
    return this.evaluateAll((all) => all.length);
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, index) => this.nth(index));
  }

  isVisible() {
    return this.holds("to.be.visible");
  }

  isEnabled() {
    return this.holds("to.be.enabled");
  }

  private async holds(expression: string) {
    const { matches } = await this.page_.condition(this.selector, { expression, isNot: false });
    return matches;
  }

  boundingBox() {
    return this.evaluate((element: Element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  getAttribute(name: string) {
    return this.evaluate((element: Element, name: string) => element.getAttribute(name), name);
  }

  inputValue() {
    return this.evaluate((element: HTMLInputElement) => element.value);
  }

  textContent() {
    return this.evaluate((element: Element) => element.textContent);
  }

  innerText() {
    return this.evaluate((element: HTMLElement) => element.innerText);
  }

  waitFor({ state = "visible" }: { state?: "visible" | "hidden" | "attached" | "detached" } = {}) {
    return this._expect(`to.be.${state}`, { isNot: false, timeout: this.page_.timeout }).then(({ matches, log }) => {
      if (!matches) throw new Error(`${this} did not become ${state}\n${(log ?? []).join("\n")}`);
    });
  }

  // What is done

  async hover(options: Press = {}) {
    const { x, y } = await this.page_.pressable(this, options);
    await this.page_.mouse.move(x, y);
  }

  async click({ count = 1, modifiers = [], button = "left", ...options }: Press = {}) {
    const { x, y } = await this.page_.pressable(this, options);
    const { mouse, keyboard } = this.page_;
    for (const name of modifiers) await keyboard.down(name);
    await mouse.click(x, y, { button, clickCount: count });
    for (const name of modifiers) await keyboard.up(name);
  }

  dblclick(options: Press = {}) {
    return this.click({ ...options, count: 2 });
  }

  async check() {
    if (await this.evaluate((element: HTMLInputElement) => element.checked)) return;
    await this.click();
    await this.waitForCondition("to.be.checked", { checked: true });
  }

  async uncheck() {
    if (!(await this.evaluate((element: HTMLInputElement) => element.checked))) return;
    await this.click();
    await this.waitForCondition("to.be.checked", { checked: false });
  }

  private async waitForCondition(expression: string, expectedValue: unknown) {
    const { matches } = await this._expect(expression, { isNot: false, timeout: this.page_.timeout, expectedValue });
    if (!matches) throw new Error(`${this}: not ${expression.replaceAll(".", " ")}`);
  }

  focus() {
    return this.evaluate((element: HTMLElement) => element.focus());
  }

  blur() {
    return this.evaluate((element: HTMLElement) => element.blur());
  }

  /** Gives the field the focus, with its caret behind what is in it, and presses a key there. */
  async press(keys: string) {
    await this.focus();
    await this.page_.keyboard.press(keys);
  }

  async pressSequentially(text: string) {
    await this.focus();
    await this.page_.keyboard.type(text);
  }

  /** Puts a text in place of what is in the field, with the events of a change by hand. */
  async fill(text: string) {
    const put = (engine: any, element: HTMLElement, text: string) => {
      const done = engine.fill(element, text);
      if (done === "needsinput") {
        engine.selectText(element);
        element.ownerDocument.execCommand(text ? "insertText" : "delete", false, text);
      }
    };
    await this.page_.onElement(this, `${put}`, text);
  }

  async selectOption(value: string | { label: string }) {
    const wanted = typeof value === "string" ? { valueOrLabel: value } : value;
    await this.page_.onElement(this, "(engine, element, wanted) => engine.selectOptions(element, [wanted])", wanted);
  }

  // What `expect` asks

  _expect(expression: string, options: { isNot: boolean; timeout: number }): Promise<Outcome> {
    return this.page_.expects(this.selector, { ...options, expression, isNot: !!options.isNot });
  }
}
