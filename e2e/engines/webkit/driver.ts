// WebKitWebDriver and the browser that it drives: one process group per page, and the W3C WebDriver protocol over HTTP.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BROWSER, DRIVER, XVFB } from "./programs";

/** The name under which WebDriver's JSON gives an element. */
export const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** A display for browsers that cannot do without one. */
export class Display {
  private constructor(
    readonly name: string,
    private readonly server: ChildProcess,
  ) {}

  static async start() {
    const server = spawn(XVFB, ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const name = await new Promise<string>((resolve, reject) => {
      server.once("error", reject);
      server.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
      server.stdio[3]!.once("data", (number) => resolve(`:${String(number).trim()}`));
    });
    return new Display(name, server);
  }

  stop() {
    this.server.removeAllListeners("exit");
    this.server.kill();
  }
}

/** One browser window with a storage of its own. */
export class Driver {
  private session = "";
  /** The engine's version, such as 2.50.6. */
  version = "";
  /** The window that this drives. */
  private window = "";
  /** The window that the session's commands go to, for all windows of it. */
  private readonly at = { window: "" };

  private constructor(
    private readonly origin: string,
    private readonly process: ChildProcess,
    /** The home folder of this browser, gone when it is closed. */
    private readonly home: string,
    /** Where the browser puts what it downloads. */
    readonly downloads: string,
  ) {}

  static async start(display: Display, { timezone, width, height }: { timezone: string; width: number; height: number }) {
    const home = mkdtempSync(join(tmpdir(), "sojourn-webkit-"));
    const downloads = join(home, "Downloads");
    mkdirSync(downloads);
    writeFileSync(join(home, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    const port = await freePort();
    const { LANG: _lang, LC_ALL: _all, ...inherited } = process.env;
    const env = { ...inherited, HOME: home, XDG_CONFIG_HOME: home, DISPLAY: display.name, GDK_BACKEND: "x11", TZ: timezone, NO_AT_BRIDGE: "1" };
    const program = spawn(DRIVER, ["--host=127.0.0.1", `--port=${port}`], { env, stdio: "ignore", detached: true });
    const driver = new Driver(`http://127.0.0.1:${port}`, program, home, downloads);
    try {
      await driver.answers();
      await driver.begin(width, height);
    } catch (error) {
      await driver.close();
      throw error;
    }
    return driver;
  }

  /** Waits until the driver takes requests: it says nothing when it is ready. */
  private async answers() {
    for (const end = Date.now() + 10_000; ; ) {
      try {
        await fetch(`${this.origin}/status`);
        return;
      } catch (error) {
        if (Date.now() > end || this.process.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  private async begin(width: number, height: number) {
    const browser = { binary: BROWSER, args: ["--automation"] };
    const wanted = { "webkitgtk:browserOptions": browser, timeouts: { script: 20_000, pageLoad: 20_000 } };
    const { sessionId, capabilities } = await this.send("POST", "/session", { capabilities: { alwaysMatch: wanted } });
    this.session = `/session/${sessionId}`;
    this.version = capabilities.browserVersion;
    this.window = this.at.window = await this.command<string>("GET", "/window");
    await this.command("POST", "/window/rect", { x: 0, y: 0, width, height });
    // The window's size counts the browser's own bars.
    const [inner, outer] = await this.script<[number[], number[]]>("return [[innerWidth, innerHeight], [outerWidth, outerHeight]]");
    const [across, down] = [outer[0] - inner[0], Math.max(height, outer[1]) - inner[1]];
    await this.command("POST", "/window/rect", { x: 0, y: 0, width: width + across, height: height + down });
  }

  /** Opens another window on the same storage. One window at a time is driven. */
  async open(): Promise<Driver> {
    const { handle } = await this.command<{ handle: string }>("POST", "/window/new", { type: "window" });
    return Object.assign(Object.create(this), { window: handle });
  }

  /** Sends a command of the open session, to this window. */
  async command<T = unknown>(method: string, path: string, body: object = {}): Promise<T> {
    if (this.at.window !== this.window) {
      this.at.window = this.window;
      await this.send("POST", `${this.session}/window`, { handle: this.window });
    }
    return this.send(method, this.session + path, method === "GET" || method === "DELETE" ? undefined : body) as Promise<T>;
  }

  /** Runs the body of a function in the page. */
  script<T>(script: string, ...args: unknown[]): Promise<T> {
    return this.command("POST", "/execute/sync", { script, args });
  }

  private async send(method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(this.origin + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (response.ok) return value;
    throw new WebDriverError(value.error, value.message);
  }

  /** Ends the browser, whatever state it is in: one that hangs does not answer. */
  async close() {
    try {
      if (this.session) await Promise.race([this.command("DELETE", ""), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    } catch {
      // It is ended below all the same.
    }
    if (this.process.pid !== undefined && this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      process.kill(-this.process.pid, "SIGKILL");
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** An error of the protocol, by its code (W3C WebDriver, 6.6). */
export class WebDriverError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
