// The programs for WebKit. `cargo xtask test` finds or installs them and names them in these variables (xtask/src/browser.rs);
// without it they are looked for where Debian on x86-64 has them.
const { env } = process;

export const DRIVER = env.WEBKIT_DRIVER || "WebKitWebDriver";
export const BROWSER = env.WEBKIT_BROWSER || "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
export const XVFB = env.XVFB || "Xvfb";
