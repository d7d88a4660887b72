// The part of Playwright's Page that the page objects and the scenarios use, in WebKit. What looks at the document runs in it,
// by Playwright's own selector engine; what a person does goes through WebDriver's actions, as from a real mouse and keyboard.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askForMenu, CHOOSER, holdChooser, MENU_KEY } from "../inside";
import { Driver, ELEMENT, WebDriverError } from "./driver";
import { ENGINE, INSTALL } from "./injected";
import { combination, key } from "./keys";
import { Locator, Queries, type Press } from "./locator";

type Condition = { expression: string; isNot: boolean; timeout?: number; [more: string]: unknown };
type Answer<T> = { missing?: true; error?: string; value?: T; url: string };

/** The pauses between two looks at the page, in milliseconds; the last one repeats. */
const PAUSES = [10, 20, 50, 100];

export class Page extends Queries {
  readonly _apiName = "Page";
  readonly mouse: Mouse;
  readonly keyboard: Keyboard;
  /** How long an action waits for what it is done to, in milliseconds. */
  readonly timeout = 15_000;
  private address = "about:blank";

  constructor(
    readonly driver: Driver,
    private readonly baseURL: string,
  ) {
    super();
    this.keyboard = new Keyboard(this);
    this.mouse = new Mouse(this);
  }

  locator(selector: string) {
    return new Locator(this, selector);
  }

  mainFrame() {
    return { _expect: (expression: string, options: { isNot: boolean; timeout: number }) => this.expects(undefined, { ...options, expression }) };
  }

  /** The address when the page was last asked for anything. */
  url() {
    return this.address;
  }

  async goto(path: string) {
    this.address = new URL(path, this.baseURL).href;
    await this.driver.command("POST", "/url", { url: this.address });
  }

  async reload() {
    await this.driver.command("POST", "/refresh");
  }

  evaluate<A, R>(run: (arg: A) => R, arg?: A): Promise<Awaited<R>> {
    return this.run(`(_, arg) => (${run})(arg)`, arg);
  }

  // For locators

  onAll<A, R>(selector: string, run: (elements: Element[], arg: A) => R, arg?: A): Promise<Awaited<R>> {
    return this.run(`(engine, selector, arg) => (${run})(engine.querySelectorAll(engine.parseSelector(selector), document), arg)`, selector, arg);
  }

  /** Runs a function of the engine, the one element of a locator and an argument, as soon as there is that element. */
  onElement<R>(locator: Locator, run: string, arg?: unknown): Promise<R> {
    return this.wait(locator, () =>
      this.run(
        `async (engine, selector, arg) => {
          const element = engine.querySelector(engine.parseSelector(selector), document, true);
          return element ? { value: (await (${run})(engine, element, arg)) ?? null } : { missing: "is not there" };
        }`,
        locator.selector,
        arg,
      ),
    );
  }

  /** Where an element can be pressed, once it is visible, enabled, at rest, in view, and nothing covers it. */
  pressable(locator: Locator, { force = false, position, timeout }: Press): Promise<{ x: number; y: number }> {
    const find = async (engine: any, selector: string, force: boolean, position?: { x: number; y: number }) => {
      const element: Element | undefined = engine.querySelector(engine.parseSelector(selector), document, true);
      if (!element) return { missing: "is not there" };
      const failed = await engine.checkElementStates(element, force ? ["visible"] : ["visible", "enabled", "stable"], true);
      if (failed) return { missing: `is not ${failed.missingState ?? "attached"}` };
      const box = position ? element.getBoundingClientRect() : element.getClientRects()[0];
      const x = Math.round(box.x + (position?.x ?? box.width / 2));
      const y = Math.round(box.y + (position?.y ?? box.height / 2));
      const inside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
      const hit = inside && (force || engine.expectHitTarget({ x, y }, element));
      if (hit === true || hit === "done") return { value: { x, y } };
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      return { missing: hit ? `is covered by ${hit.hitTargetDescription}` : "is not in view" };
    };
    return this.wait(locator, () => this.run(`${find}`, locator.selector, force, position), timeout);
  }

  /** Whether a condition of `expect` holds now. */
  condition(selector: string | undefined, options: Condition): Promise<{ matches: boolean; received?: { value: unknown }; error?: string }> {
    const ask = async (engine: any, selector: string, options: Condition) => {
      const { expression, isNot } = options;
      const many = expression === "to.have.count" || expression.endsWith(".array");
      const parsed = engine.parseSelector(selector);
      const elements = engine.querySelectorAll(parsed, document);
      if (!many && elements.length > 1) return { matches: isNot, error: engine.strictModeViolationError(parsed, elements).message };
      if (many || elements.length) return engine.expect(elements[0], options, elements, true);
      if (["to.be.hidden", "to.be.detached"].includes(expression)) return { matches: true };
      if (["to.be.visible", "to.be.attached", "to.be.in.viewport"].includes(expression)) return { matches: false };
      return { matches: isNot };
    };
    return this.run(`${ask}`, selector ?? ":root", options);
  }

  /** Asks until a condition holds, or the time is over. */
  async expects(selector: string | undefined, { timeout, ...options }: Condition & { timeout: number }) {
    const isNot = !!options.isNot;
    const end = Date.now() + timeout;
    for (let turn = 0; ; turn++) {
      const { matches, received, error } = await this.condition(selector, { ...options, isNot });
      if (error) return { matches: isNot, errorMessage: `Error: ${error}` };
      if (matches !== isNot) return { matches };
      if (Date.now() > end) return { matches, received, timedOut: true };
      await pause(turn);
    }
  }

  private async wait<T>(locator: Locator, look: () => Promise<{ value?: T; missing?: string }>, timeout = this.timeout): Promise<T> {
    const end = Date.now() + timeout;
    for (let turn = 0; ; turn++) {
      const { value, missing } = await look();
      if (!missing) return value as T;
      if (Date.now() > end) throw new Error(`${locator} ${missing}, for ${timeout} ms`);
      await pause(turn);
    }
  }

  /** Runs a function in the page, of the selector engine and what else it is given. */
  private async run<T>(code: string, ...args: unknown[]): Promise<T> {
    const script = `
      const [given, done] = [Array.from(arguments).slice(0, -1), arguments[arguments.length - 1]];
      const engine = window[Symbol.for("${ENGINE}")];
      if (!engine) return done({ missing: true });
      Promise.resolve().then(() => (${code})(engine, ...given)).then(
        (value) => done({ value, url: location.href }),
        (error) => done({ error: String(error?.message ?? error), url: location.href }),
      );`;
    for (let turn = 0; ; turn++) {
      try {
        const answer = await this.driver.command<Answer<T>>("POST", "/execute/async", { script, args: args.map((arg) => arg ?? null) });
        if (answer.missing) {
          await this.driver.script(INSTALL);
          continue;
        }
        this.address = answer.url;
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value as T;
      } catch (error) {
        // The document went away under the script: with an error of it, or before there was an answer to read.
        const gone = error instanceof WebDriverError && (error.code === "javascript error" || /Could not parse script result/.test(error.message));
        if (!gone || turn > 20) throw error;
        await pause(turn);
      }
    }
  }

  // Files

  async waitForEvent(event: "download" | "filechooser"): Promise<any> {
    return event === "download" ? this.download() : this.chooser();
  }

  private async download() {
    const { downloads } = this.driver;
    const before = new Set(readdirSync(downloads));
    for (const end = Date.now() + this.timeout; Date.now() < end; await pause(3)) {
      const name = readdirSync(downloads).find((name) => !before.has(name) && !name.endsWith(".wkdownload"));
      if (name && !existsSync(join(downloads, `${name}.wkdownload`))) {
        return { suggestedFilename: () => name, path: async () => join(downloads, name) };
      }
    }
    throw new Error("no download arrived");
  }

  /** Waits for a file to be asked for. No window opens for it: WebDriver hands the files to the field. */
  private async chooser() {
    await this.evaluate(holdChooser, CHOOSER);
    for (const end = Date.now() + this.timeout; Date.now() < end; await pause(3)) {
      const input = await this.driver.script<Record<string, string> | null>(`return window[Symbol.for("${CHOOSER}")] ?? null`);
      if (!input) continue;
      const setFiles = async ({ name, buffer }: { name: string; buffer: Buffer }) => {
        const file = join(this.driver.downloads, "..", name);
        writeFileSync(file, buffer);
        await this.driver.command("POST", `/element/${input[ELEMENT]}/value`, { text: file });
      };
      return { setFiles };
    }
    throw new Error("no file was asked for");
  }
}

/** A mouse that moves in whole pixels. */
class Mouse {
  constructor(private readonly page: Page) {}

  private at = { x: 0, y: 0 };
  /** The sum of all turns of the wheel so far. */
  private turned = { x: 0, y: 0 };

  private perform(...actions: object[]) {
    return this.page.driver.command("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
  }

  private way(x: number, y: number, steps = 1) {
    const from = this.at;
    this.at = { x, y };
    return Array.from({ length: steps }, (_, step) => {
      const part = (step + 1) / steps;
      return { type: "pointerMove", duration: 0, origin: "viewport", x: Math.round(from.x + (x - from.x) * part), y: Math.round(from.y + (y - from.y) * part) };
    });
  }

  move(x: number, y: number, { steps }: { steps?: number } = {}) {
    return this.perform(...this.way(x, y, steps));
  }

  down() {
    return this.perform({ type: "pointerDown", button: 0 });
  }

  up() {
    return this.perform({ type: "pointerUp", button: 0 });
  }

  async click(x: number, y: number, { button = "left", clickCount = 1 }: { button?: string; clickCount?: number } = {}) {
    const press = button === "right" ? [] : [{ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    await this.perform(...this.way(x, y), ...Array.from({ length: clickCount }, () => press).flat());
    if (button === "right") await this.clickSecondary(x, y);
  }

  /** Dispatches the events in the page: WebKitWebDriver lets go of the primary button after a press of the secondary one, which
   * makes a click of it, and holds the secondary one from then on (https://bugs.webkit.org/show_bug.cgi?id=280567). */
  private clickSecondary(clientX: number, clientY: number) {
    return this.page.evaluate((at) => {
      const target = document.elementFromPoint(at.clientX, at.clientY)!;
      const send = (type: string, buttons: number, kind: typeof MouseEvent = MouseEvent) => {
        const more = { button: 2, buttons, pointerId: 1, pointerType: "mouse", isPrimary: true };
        return target.dispatchEvent(new kind(type, { ...at, ...more, bubbles: true, cancelable: true, composed: true, view: window }));
      };
      const down = send("pointerdown", 2, PointerEvent);
      if (down && send("mousedown", 2)) {
        const focusable = target.closest<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]");
        if (focusable) focusable.focus();
        else (document.activeElement as HTMLElement | null)?.blur();
      }
      send("contextmenu", 2, PointerEvent);
      send("pointerup", 0, PointerEvent);
      send("mouseup", 0);
      send("auxclick", 0, PointerEvent);
    }, { clientX, clientY });
  }

  /** Turns the wheel. WebKitWebDriver takes a delta for the wheel's new state and sends the difference to the one before. */
  wheel(deltaX: number, deltaY: number) {
    const [x, y] = [Math.round(this.at.x), Math.round(this.at.y)];
    const { held } = this.page.keyboard;
    if (held.size) return this.wheelHeld({ clientX: x, clientY: y, deltaX, deltaY, ctrlKey: held.has("Control"), shiftKey: held.has("Shift") });
    this.turned = { x: this.turned.x + deltaX, y: this.turned.y + deltaY };
    const turn = { type: "scroll", origin: "viewport", duration: 0, x, y, deltaX: this.turned.x, deltaY: this.turned.y };
    return this.page.driver.command("POST", "/actions", { actions: [{ type: "wheel", id: "wheel", actions: [turn] }] });
  }

  /** Dispatches the event in the page: a wheel that WebKitWebDriver turns knows of no key that is held. */
  private wheelHeld(turn: WheelEventInit) {
    return this.page.evaluate((turn) => {
      const target = document.elementFromPoint(turn.clientX!, turn.clientY!);
      target?.dispatchEvent(new WheelEvent("wheel", { ...turn, bubbles: true, cancelable: true, composed: true, view: window }));
    }, turn);
  }
}

class Keyboard {
  constructor(private readonly page: Page) {}

  private perform(actions: object[]) {
    return this.page.driver.command("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** The names of the keys that are down. */
  readonly held = new Set<string>();

  down(name: string) {
    this.held.add(name);
    return this.perform([{ type: "keyDown", value: key(name) }]);
  }

  up(name: string) {
    this.held.delete(name);
    return this.perform([{ type: "keyUp", value: key(name) }]);
  }

  async press(keys: string) {
    const values = combination(keys);
    const down = values.map((value) => ({ type: "keyDown", value }));
    await this.perform([...down, ...values.reverse().map((value) => ({ type: "keyUp", value }))]);
    if (keys === MENU_KEY) await this.page.evaluate(askForMenu);
  }

  /** Types a text key by key. */
  type(text: string) {
    return this.perform([...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]));
  }
}

function pause(turn: number) {
  return new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(turn, PAUSES.length - 1)]));
}
