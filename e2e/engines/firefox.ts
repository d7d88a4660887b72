// Firefox as it is installed, over WebDriver BiDi, by Playwright's own client of that protocol.
import { firefox, type Browser } from "@playwright/test";

/** Commands of the protocol that Firefox does not have yet and that a test here does without. */
const UNKNOWN = ["emulation.setMediaFeaturesOverride"];

export async function launchFirefox(): Promise<Browser> {
  const browser = await firefox.launch({ channel: "moz-firefox", executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr" });
  leaveOut(browser);
  return browser;
}

/** Playwright overrides media features in every context. A Firefox that lacks the command would refuse the context. */
function leaveOut(browser: Browser) {
  const inside = (browser as any)._connection.toImpl(browser);
  const session = Object.getPrototypeOf(inside._browserSession);
  if (session.leavesOut) return;
  session.leavesOut = UNKNOWN;
  const { send } = session;
  session.send = function (method: string, params: object) {
    return UNKNOWN.includes(method) ? Promise.resolve({}) : send.call(this, method, params);
  };
}
