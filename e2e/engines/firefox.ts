// Firefox as it is installed, over WebDriver BiDi, by Playwright's own client of that protocol.
import { firefox, type Browser } from "@playwright/test";

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
