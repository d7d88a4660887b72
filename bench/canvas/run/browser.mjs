// The browser over CDP: opening a page on a journey, steps in a closed loop, and what the main thread spent on them.
import { chromium } from "playwright-core";
import { KEY, record } from "../fixture.mjs";
import { PAGES } from "./pages.mjs";

export const VIEWPORT = { width: 1280, height: 800 };

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--force-device-scale-factor=1",
      "--js-flags=--expose-gc",
      // A page that is opened from the empty one stays in its process, so that one clock counts from before it.
      "--disable-features=ProactivelySwapBrowsingInstance,BackForwardCache,SpareRendererForSitePerProcess",
    ],
  });
}

const records = new Map();
const recordOf = (size) => records.get(size) ?? records.set(size, record(size)).get(size);

/** A page of its own, with a storage of its own, on a journey of a size. */
export class Trial {
  static async open(browser, origin, key, size, where, { throttle = 1 } = {}) {
    const trial = new Trial();
    trial.page = PAGES[key];
    trial.context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/Berlin" });
    const tab = (trial.tab = await trial.context.newPage());
    trial.complaints = [];
    tab.on("pageerror", (error) => trial.complaints.push(`exception: ${error.message}`));
    await tab.goto(`${origin}/bench/blank`);
    await tab.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, recordOf(size)]);
    // Counts of what does not depend on time. It costs every page the same.
    await tab.addInitScript(() => {
      globalThis.bench = { writes: 0, changes: 0 };
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (...args) {
        bench.writes++;
        return set.apply(this, args);
      };
    });
    const cdp = (trial.cdp = await trial.context.newCDPSession(tab));
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    if (throttle > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    const before = await trial.metrics();
    const started = performance.now();
    // 404 is what a static host answers for the product's address; its page is the app all the same.
    const { first } = trial.page;
    await tab.goto(origin + trial.page.path(where), { waitUntil: "commit" });
    await tab.waitForFunction(
      (first) => {
        const node = document.querySelector(first);
        return node && getComputedStyle(node).visibility === "visible" && node.getBoundingClientRect().width > 0;
      },
      first,
      { polling: "raf", timeout: 120_000 },
    );
    await trial.frames();
    const usable = await trial.metrics();
    trial.opening = { wall: performance.now() - started, task: usable.TaskDuration - before.TaskDuration, script: usable.ScriptDuration - before.ScriptDuration };
    if (trial.opening.task <= 0) throw new Error("the page was opened in another process: its clock began anew");
    // What is put off until after the first sight counts as well, in a figure of its own.
    await trial.settle(500);
    const settled = await trial.metrics();
    trial.opening.settled = settled.TaskDuration - before.TaskDuration;
    return trial;
  }

  async close() {
    await this.context.close();
  }

  /** Seconds of the main thread's own time, and counts, since the process began. */
  async metrics() {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /** Evaluates in the page; a promise is waited for. */
  async eval(expression) {
    const { result, exceptionDetails } = await this.cdp.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Two frames: what an event changed is on the screen then. */
  async frames() {
    await this.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
  }

  async settle(ms) {
    await this.eval("gc()");
    await new Promise((done) => setTimeout(done, ms));
    await this.frames();
  }

  async mouse(type, x, y, more = {}) {
    const held = type === "mouseMoved" ? { buttons: more.buttons ?? 1 } : {};
    await this.cdp.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1, pointerType: "mouse", ...held, ...more });
  }

  async key(key, { code = key, modifiers = 0, text } = {}) {
    const windowsVirtualKeyCode = key.length === 1 ? key.toUpperCase().charCodeAt(0) : { Delete: 46, Escape: 27, Enter: 13 }[key];
    const event = { key, code, modifiers, windowsVirtualKeyCode };
    await this.cdp.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, ...event });
    await this.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  /** Where the view stands: the transform of the world, as numbers. */
  async view() {
    return this.eval(`(() => { const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector(${JSON.stringify(this.page.world)})).transform); return { x: e, y: f, zoom: a }; })()`);
  }

  /** Where a node stands in the world. */
  async place(id) {
    return this.eval(`(() => { const node = document.querySelector(${JSON.stringify(this.page.node(id))}); const { e, f } = new DOMMatrix(getComputedStyle(node).transform); return { x: e + node.offsetLeft, y: f + node.offsetTop }; })()`);
  }

  /** Where something is on the screen. */
  async box(selector) {
    return this.eval(`(() => { const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return { x, y, width, height }; })()`);
  }

  /** A place of the pane with nothing on it, as near as can be to a part of its width and height. */
  async empty(right = 0.5, down = 0.5) {
    const found = await this.eval(`(() => {
      const pane = document.querySelector(${JSON.stringify(this.page.pane)});
      const { x, y, width, height } = pane.getBoundingClientRect();
      const [cx, cy] = [x + width * ${right}, y + height * ${down}];
      const spots = [];
      for (let i = x + 40; i < x + width - 40; i += 10) for (let j = y + 40; j < y + height - 40; j += 10) spots.push([i, j]);
      spots.sort((a, b) => Math.hypot(a[0] - cx, a[1] - cy) - Math.hypot(b[0] - cx, b[1] - cy));
      const free = (i, j) => { const at = document.elementFromPoint(i, j); return at === pane || (pane.contains(at) && !at.closest("[data-node],[data-link],.react-flow__node,.react-flow__edge,.react-flow__handle,button,.minimap,canvas")); };
      const spot = spots.find(([i, j]) => free(i, j));
      return spot && { x: spot[0], y: spot[1] };
    })()`);
    if (!found) throw new Error(`${this.page.name}: no empty place on the pane`);
    return found;
  }

  /** What the main thread spent, and what was counted, while `act` ran; all in milliseconds. */
  async measure(act) {
    const [before, counts] = [await this.metrics(), await this.eval("({ ...bench })")];
    await act();
    const [after, now] = [await this.metrics(), await this.eval("({ ...bench })")];
    const ms = (name) => (after[name] - before[name]) * 1000;
    return {
      task: ms("TaskDuration"),
      script: ms("ScriptDuration"),
      style: ms("RecalcStyleDuration"),
      layout: ms("LayoutDuration"),
      layouts: after.LayoutCount - before.LayoutCount,
      writes: now.writes - counts.writes,
    };
  }

  /** One step after another, each measured on its own. */
  async each(acts) {
    const steps = [];
    for (const act of acts) steps.push((await this.measure(async () => { await act(); await this.frames(); })).task);
    return steps;
  }
}
