// A tab that is killed at random moments of a random session: what it had shown, when, and what is there afterwards
// (issue 6: 1,000 kills). The renderer gets SIGKILL, so that no handler of the page runs; the browser goes on, as it does
// when a tab runs out of memory. What the page has handed to localStorage is the browser's by then.
import { chromium, expect, type BrowserContext, type CDPSession, type LaunchOptions, type Page } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORIGIN, BASE } from "./address";
import { App, Guard } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";
import { row } from "./random";

/** How long an edit may be on the screen alone (src/builder/session/autosave.rs), and the frames that may lie between. */
const REST = 250;
const FRAMES = 100;
/** Time is told by a timer of the page: where the machine is busy it is as late as the one that keeps the edits. */
const TICK = 25;
/** How much longer than on a quiet machine the browser may take: what takes for ever takes longer still. */
const PATIENCE = 4;

/** What the canvas holds: the cards that are drawn with their names and places, and the outline where it is shown. */
type State = { lines: string[]; places: Record<string, string> };
/** A state, and at which tick it was shown. */
type Seen = { at: number; state: State };

/** Whether two states are the same, as far as both have their cards drawn. */
function same(one: State, other: State) {
  const places = Object.keys(one.places).filter((id) => id in other.places);
  return one.lines.join("\n") === other.lines.join("\n") && places.every((id) => one.places[id] === other.places[id]);
}

/** In the page: tells each state as soon as it is there, before anything else gets to run. */
function watch() {
  const look = () => {
    const lines = [...document.querySelectorAll(".tree [data-line]")].map((line) => line.textContent ?? "");
    const cards = [...document.querySelectorAll<HTMLElement>(".canvas__world [data-node]")];
    return { lines, places: Object.fromEntries(cards.map((card) => [card.dataset.node ?? "", `${card.style.transform} ${card.style.left} ${card.style.top} ${card.getAttribute("aria-label") ?? card.textContent}`])) };
  };
  let [last, ticks] = ["", 0];
  setInterval(() => (globalThis as any).ticked?.(++ticks), 25);
  Object.assign(globalThis, { look });
  new MutationObserver(() => {
    if (!(globalThis as any).watched) return;
    const state = look();
    const text = JSON.stringify(state);
    if (text !== last) (globalThis as any).told(ticks, state);
    last = text;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["style", "aria-label"] });
}

/** What the kills of a session came to. */
export type Count = { kills: number; edits: number; lost: number; oldest: number };

/** A browser whose tab is killed again and again, with a profile of its own on the disk. */
export class Killer {
  readonly count: Count = { kills: 0, edits: 0, lost: 0, oldest: 0 };
  readonly guard = new Guard();
  private seen: Seen[] = [];
  private known: State[] = [];
  private readonly random: () => number;
  private marks = 0;
  private ticks = 0;
  private killedAt = -1;

  private constructor(
    private readonly context: BrowserContext,
    private readonly browser: CDPSession,
    private readonly profile: string,
    seed: number,
  ) {
    this.random = row(seed);
  }

  static async launch(options: LaunchOptions, seed: number, prepare?: () => void) {
    const profile = mkdtempSync(join(tmpdir(), "sojourn-kills-"));
    const viewport = { width: 1280, height: 800 };
    const context = await chromium.launchPersistentContext(profile, { ...options, baseURL: ORIGIN + BASE, viewport });
    const browser = context.browser();
    if (!browser) throw new Error("the browser of the profile cannot be asked for its processes");
    const killer = new Killer(context, await browser.newBrowserCDPSession(), profile, seed);
    await killer.guard.watch(context);
    await context.exposeBinding("told", (_, at: number, state: State) => void killer.seen.push({ at, state }));
    await context.exposeBinding("ticked", (_, ticks: number) => void (killer.ticks = ticks));
    await context.addInitScript(watch);
    if (prepare) await context.addInitScript(prepare);
    await keep(new App(context.pages()[0]), journey("Mine"));
    return killer;
  }

  async close() {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }

  private below(n: number) {
    return Math.floor(this.random() * n);
  }

  private look(page: Page): Promise<State> {
    return page.evaluate(() => (globalThis as any).look());
  }

  /** A promise that must not take for ever: what was going on is said then. */
  private within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<T>((_, reject) => (timer = setTimeout(() => reject(new Error(`stuck: ${what}`)), ms)));
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }

  private async open() {
    // Chromium now and then never finishes a page that it begins while it buries another one.
    const fresh = () => this.within(PATIENCE * 5_000, "a new page", this.context.newPage());
    const page = await fresh().catch(fresh);
    const builder = new Builder(new App(page));
    await builder.open("mine");
    await expect(builder.nodes.first().or(page.getByText("to say where users come in"))).toBeVisible();
    return builder;
  }

  /** The renderers there are now. */
  private async renderers(): Promise<number[]> {
    const { processInfo } = await this.browser.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  }

  /** Opens the journey, works on it, and is killed; the next opening looks at what is there. */
  async round() {
    const builder = await this.open();
    const { page } = builder;
    await this.within(PATIENCE * 20_000, "the check", this.check(builder));
    this.seen = [{ at: this.ticks, state: await this.look(page) }];
    await page.evaluate(() => ((globalThis as any).watched = true));
    if (this.below(3) === 0) await this.within(PATIENCE * 20_000, "the history", this.history(builder));
    const renderers = await this.within(PATIENCE * 5_000, "the processes", this.renderers());
    const crashed = page.waitForEvent("crash");
    let killedAt = -1;
    const kill = setTimeout(() => {
      killedAt = this.ticks;
      for (const id of renderers) {
        try {
          process.kill(id, "SIGKILL");
        } catch {
          // One that was spare may be gone already.
        }
      }
    }, 30 + this.below(1_600));
    try {
      // What waits for a page that is gone may wait for ever.
      while (killedAt < 0) await Promise.race([this.act(builder), crashed]);
    } catch (error) {
      // What was under way when the page died; anything else is a mistake here.
      if (killedAt < 0) {
        clearTimeout(kill);
        throw error;
      }
    }
    await this.within(PATIENCE * 10_000, "the page does not die", crashed);
    void page.close().catch(() => {});
    this.count.kills += 1;
    this.count.edits += this.seen.length - 1;
    this.known.push(...this.seen.map(({ state }) => state));
    this.killedAt = killedAt;
  }

  /** Something that a person does. */
  private async act(builder: Builder) {
    const { page } = builder;
    const nodes = await builder.nodes.count();
    const any = () => builder.nodes.nth(this.below(nodes));
    const press = async (key: string) => {
      if (nodes === 0) return;
      await any().focus({ timeout: 1_000 });
      await page.keyboard.press(key);
    };
    const way = this.below(nodes > 14 ? 16 : 12);
    if (way < 3) await builder.press(["Push", "SMS", "Webhook", "Email"][this.below(4)]);
    else if (way < 6) {
      const title = builder.text("Title").first();
      if (await title.isVisible()) await title.fill(`mark ${++this.marks}`, { timeout: 1_000 });
    } else if (way < 8) await press(["Alt+ArrowRight", "Alt+ArrowDown"][this.below(2)]);
    else if (way === 8) await press("Control+d");
    else if (way === 9) await page.keyboard.press(["Control+z", "Control+Shift+z"][this.below(2)]);
    else if (way === 10) {
      const save = builder.button("Save Draft");
      if (this.below(3) === 0) await save.click({ timeout: 1_000 });
    } else if (way === 11) await page.waitForTimeout(this.below(400));
    else await press("Delete");
  }

  /** What is there is a state that the page had shown, and nothing older than it may be; no record is damaged. */
  private async check({ page, app }: Builder) {
    const state = await this.look(page);
    if (this.killedAt >= 0) {
      const at = this.seen.findLastIndex((seen) => same(seen.state, state));
      const said = () => JSON.stringify({ found: state, last: this.seen.slice(-4), killedAt: this.killedAt }, null, 1);
      expect(at, `what is there was never shown: ${at < 0 ? said() : ""}`).toBeGreaterThanOrEqual(0);
      const next = this.seen[at + 1];
      if (next) {
        const age = Math.max(0, this.killedAt - next.at) * TICK;
        this.count.lost += this.seen.length - 1 - at;
        this.count.oldest = Math.max(this.count.oldest, age);
        expect(age, `an edit that is lost was ${age} ms old`).toBeLessThanOrEqual(REST + FRAMES);
      }
    } else {
      this.known.push(state);
    }
    const aside = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/aside/")));
    expect(aside, "no record is damaged").toEqual([]);
    await expect(page.getByText("Some records could not be read.")).toHaveCount(0);
    expect(this.guard.verdict(), "what the browser complained about").toEqual([]);
    expect(app.address).toBe("/journeys/mine");
  }

  /** One step back is a state from before, and one forward again is this one. */
  private async history(builder: Builder) {
    const undo = builder.button("Undo");
    const here = await this.look(builder.page);
    if ((await undo.getAttribute("aria-disabled")) === "true" || !(await undo.isEnabled())) return;
    await undo.click();
    const before = await this.look(builder.page);
    expect(this.known.some((state) => same(state, before)), `undo gives what was never there: ${JSON.stringify(before)}`).toBe(true);
    await builder.button("Redo").click();
    await expect.poll(async () => same(await this.look(builder.page), here), "redo takes undo back").toBe(true);
  }

  /** The history leads back to where everything began. */
  async end() {
    const builder = await this.open();
    await this.check(builder);
    const undone = await builder.page.evaluate(async () => {
      const undo = [...document.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === "Undo" || button.textContent?.trim() === "Undo")!;
      let steps = 0;
      while (undo.getAttribute("aria-disabled") !== "true" && !undo.disabled && steps < 1_001) {
        undo.click();
        steps += 1;
        await new Promise(requestAnimationFrame);
      }
      return steps;
    });
    if (undone < 1_000) expect(same(await this.look(builder.page), this.known[0]), "undo leads back to the beginning").toBe(true);
    await builder.page.close();
    return undone;
  }
}
