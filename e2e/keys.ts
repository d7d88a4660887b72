// Keys as keyboards of other layouts and input methods send them. `page.keyboard` knows the US layout alone, so these go through
// the protocol of Chromium.
import type { CDPSession, Page } from "@playwright/test";

/** The letter keys of a US keyboard, and what they give on a Russian one. */
const ROWS = [
  ["qwertyuiop", "йцукенгшщз"],
  ["asdfghjkl", "фывапролд"],
  ["zxcvbnm", "ячсмить"],
] as const;
const RUSSIAN = new Map(ROWS.flatMap(([us, ru]) => [...us].map((letter, i) => [letter, ru[i]!] as const)));

const MODIFIERS: Record<string, number> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };
/** The modifiers with which a key types nothing. */
const COMMAND = MODIFIERS.Alt! | MODIFIERS.Control! | MODIFIERS.Meta!;

export type Layout = "Latin" | "Cyrillic";
export const LAYOUTS: Layout[] = ["Latin", "Cyrillic"];

/** Sends a key down and up; `text` is what it types. */
export async function send(session: CDPSession, key: string, code: string, { modifiers = 0, text = "", virtual = 0 } = {}) {
  const event = { key, code, modifiers, windowsVirtualKeyCode: virtual };
  await session.send("Input.dispatchKeyEvent", { ...event, type: text ? "keyDown" : "rawKeyDown", text, unmodifiedText: text });
  await session.send("Input.dispatchKeyEvent", { ...event, type: "keyUp" });
}

/** A keyboard of a layout. Keys are named as on a US one: `Control+z` is Ctrl and the key that has a Z there. */
export class Keyboard {
  private session?: Promise<CDPSession>;

  constructor(
    private readonly page: Page,
    readonly layout: Layout,
  ) {}

  /** What a text becomes that is typed without a look at the screen. */
  written(text: string) {
    if (this.layout === "Latin") return text;
    const letter = (one: string) => RUSSIAN.get(one) ?? RUSSIAN.get(one.toLowerCase())?.toUpperCase() ?? one;
    return [...text].map(letter).join("");
  }

  async press(chord: string) {
    const [, held = "", last = ""] = /^((?:\w+\+)*)(.+)$/.exec(chord)!;
    const names = held.split("+").filter(Boolean);
    if (last !== last.toLowerCase() && last.length === 1) names.push("Shift");
    // On a Russian keyboard the question mark is the seven with Shift.
    const question = last === "?";
    if (question) names.push("Shift");
    if (this.layout === "Latin" || !(RUSSIAN.has(last.toLowerCase()) || question)) return this.page.keyboard.press(chord);
    const modifiers = names.reduce((mask, name) => mask | MODIFIERS[name]!, 0);
    const small = question ? "?" : RUSSIAN.get(last.toLowerCase())!;
    const key = modifiers & MODIFIERS.Shift! ? small.toUpperCase() : small;
    const code = question ? "Digit7" : `Key${last.toUpperCase()}`;
    const virtual = (question ? "7" : last.toUpperCase()).charCodeAt(0);
    const session = await (this.session ??= this.page.context().newCDPSession(this.page));
    await send(session, key, code, { modifiers, virtual, text: modifiers & COMMAND ? "" : key });
  }

  /** Types a text, key by key. */
  async type(text: string) {
    for (const letter of text) await (RUSSIAN.has(letter.toLowerCase()) ? this.press(letter) : this.page.keyboard.type(letter));
  }
}

/** An input method at work in the field that has the focus. */
export class InputMethod {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page) {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** Shows a text that is still to be chosen. */
  async compose(text: string) {
    await this.session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }

  /** Presses a key that the input method takes for itself: most browsers report it with the code 229. */
  async press(key: string, virtual = 229) {
    await send(this.session, key, key, { virtual });
  }

  /** Calls the composition off. Where the code is that of Escape itself, a browser closes the dialog by it. */
  async callOff() {
    await this.press("Escape", 27);
    await this.compose("");
  }

  /** Accepts a text instead of what is composed. Safari sends the key once the composition is over. */
  async accept(text: string, { late = false } = {}) {
    if (!late) await this.press("Enter");
    await this.session.send("Input.insertText", { text });
    if (late) await this.press("Enter");
  }
}
