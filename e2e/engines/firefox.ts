// Firefox as it is installed, over WebDriver BiDi, by Playwright's own client of that protocol.
import { firefox, type Browser, type ElementHandle, type Page } from "@playwright/test";
import { askForMenu, CHOOSER, holdChooser, MENU_KEY } from "./inside";

/** Commands of the protocol that Firefox does not have yet and that a test here does without. */
const UNKNOWN = ["emulation.setMediaFeaturesOverride"];

export async function launchFirefox(): Promise<Browser> {
  const browser = await firefox.launch({ channel: "moz-firefox", executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr" });
  const inside = (browser as any)._connection.toImpl(browser);
  const session = Object.getPrototypeOf(inside._browserSession);
  if (!session.adapted) adapt(session);
  return browser;
}

/** Bridges what Playwright's client expects of the protocol and an installed Firefox lacks. */
function adapt(session: any) {
  const { send, dispatchMessage } = session;
  session.adapted = true;
  // Playwright overrides media features in every context. A Firefox that lacks the command would refuse the context.
  session.send = function (method: string, params: object) {
    return UNKNOWN.includes(method) ? Promise.resolve({}) : send.call(this, method, params);
  };
  // A download that a link starts is no navigation here and has no id. Playwright ignores events of downloads without one.
  session.dispatchMessage = function (message: any) {
    const { method, params } = message;
    if (/^browsingContext\.download/.test(method)) params.download ??= params.navigation ?? params.url;
    dispatchMessage.call(this, message);
  };
}

/** Bridges what keys and files of the protocol do not do in a page. */
export function bridge(page: Page): Page {
  const { keyboard } = page;
  const press = keyboard.press.bind(keyboard);
  keyboard.press = async (keys, options) => {
    await press(keys, options);
    if (keys === MENU_KEY) await page.evaluate(askForMenu);
  };
  // Firefox's own window for files stays open, though nobody sees it, and its field does not ask a second time.
  const waitForEvent = page.waitForEvent.bind(page) as (event: string, ...more: any[]) => Promise<any>;
  page.waitForEvent = ((event: string, ...more: any[]) => (event === "filechooser" ? chooser(page) : waitForEvent(event, ...more))) as Page["waitForEvent"];
  return page;
}

async function chooser(page: Page) {
  await page.evaluate(holdChooser, CHOOSER);
  const held = await page.waitForFunction((name) => (window as any)[Symbol.for(name)], CHOOSER);
  return { setFiles: (files: Parameters<ElementHandle["setInputFiles"]>[0]) => held.asElement()!.setInputFiles(files) };
}
