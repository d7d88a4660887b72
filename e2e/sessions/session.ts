// A random session of one person in two or three tabs: what is typed, and where it is in the end (issue 12, Acceptance).
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { App } from "../fixtures";
import { journey, keep } from "../journeys";
import { Choices } from "../random";
import { damaged, missing, onlyUndone, read, shown, type Kept } from "./oracle";
import { openJourney, STEPS } from "./steps";
import { GONE, QUESTION, sleeper, Tab } from "./tab";

/** What a person does with the question about what two tabs have changed. */
const ANSWERS = ["Keep both as a copy", "Take theirs", "Keep mine", "Escape", "leave"] as const;
/** Most steps of a session. */
const STEPS_MAX = 60;
const STEPS_MIN = 25;
/** Fewest letters of a word that are looked for where the others missed the field. */
const CUT_MIN = 5;
/** How long what is typed may take to be kept: far longer than on a quiet machine. */
const KEPT_MS = 5_000;

/** What a session came to. */
export type Count = { seed: number; tabs: number; steps: number; words: number; takenBack: number; onlyUndone: number; lost: number };

/** A write of a tab, as another page of the origin hears of it. */
type Write = { at: number; key: string | null; before: string | null; after: string | null };

export class Session {
  readonly tabs: Tab[] = [];
  private readonly words: string[] = [];
  private readonly back = new Map<string, string>();
  private readonly log: string[] = [];
  private readonly letters: Choices;
  private reader!: Page;
  private opened = 0;
  private at = 0;

  constructor(
    private readonly context: BrowserContext,
    private readonly seed: number,
  ) {
    this.letters = new Choices(seed * 7919);
  }

  /** Runs the session and looks for each word; throws where one is lost, with the steps that led to it. */
  async run(): Promise<Count> {
    const random = new Choices(this.seed);
    const [tabs, steps] = [2 + random.below(2), STEPS_MIN + random.below(STEPS_MAX - STEPS_MIN + 1)];
    try {
      await this.begin(tabs);
      for (this.at = 1; this.at <= steps; this.at++) {
        await this.step(new Choices(this.seed * 1_000 + this.at));
      }
      return { seed: this.seed, tabs, steps, words: this.words.length, takenBack: this.back.size, onlyUndone: await this.end(), lost: 0 };
    } catch (error) {
      const back = [...this.back].map(([word, why]) => `taken back: ${word}, ${why}`);
      const kept = await read(this.reader);
      const writes: Write[] = await this.reader.evaluate(() => (window as any).writes);
      const lost = missing(this.wanted, Object.values(kept));
      const stood = [...lost.flatMap((word) => this.whereItStood(writes, word)), ...this.howItWasDamaged(writes, kept)];
      const about = [`session ${this.seed}`, ...this.log, ...back, ...stood].join("\n  ");
      if (process.env.SESSIONS_LOG) console.log(`Error: ${about}\n${error instanceof Error ? error.message : error}\n at Session`);
      throw new Error(`${about}\n${error instanceof Error ? error.stack : error}`, { cause: error });
    }
  }

  private async begin(tabs: number) {
    this.reader = await this.context.newPage();
    await keep(new App(this.reader), journey("Alpha"), journey("Beta"));
    await this.context.addInitScript(sleeper);
    const body = '<link rel="icon" href="data:,">';
    await this.reader.route("**/reader", (route) => route.fulfill({ contentType: "text/html", body }));
    await this.reader.goto("reader");
    await this.reader.evaluate(() => {
      const writes: Write[] = ((window as any).writes = []);
      addEventListener("storage", ({ key, oldValue, newValue }) => writes.push({ at: Date.now(), key, before: oldValue, after: newValue }));
    });
    while (this.tabs.length < tabs) this.tabs.push(await this.openTab("/journeys/alpha"));
  }

  private async openTab(path: string) {
    const tab = await Tab.open(this.context, "abcdefghijklmnopqrstuvwxyz"[this.opened++ % 26]);
    await tab.goto(path);
    return tab;
  }

  private async step(random: Choices) {
    const step = random.weighed(STEPS);
    const tab = random.one(this.tabs);
    this.note(tab, step.name);
    await this.interruptible(tab, async () => {
      await tab.page.bringToFront();
      if (!(await this.answer(tab, random))) return;
      if (step.draft && !(await tab.hasDraft())) {
        await openJourney(this, tab, random);
        if (!(await this.answer(tab, random)) || !(await tab.hasDraft())) return;
      }
      await step.run(this, tab, random);
    });
    await this.buryTheDead();
  }

  /** Does something that another tab may interrupt: with a question, or because it has deleted the journey. */
  async interruptible(tab: Tab, run: () => Promise<void>) {
    try {
      await run();
    } catch (error) {
      if (tab.page.isClosed() || tab.dead) throw error;
      const by = (await tab.dialog()) ?? ((await tab.isGone()) ? GONE : undefined);
      if (by === undefined) throw error;
      const why = error instanceof Error ? error.message.split("\n")[0] : error;
      this.note(tab, `was interrupted by “${by}”: ${why}`);
    }
  }

  /** Answers what is asked in a tab, in one of some ways; false where the question stays open. */
  async answer(tab: Tab, random: Choices, ways: readonly string[] = ANSWERS): Promise<boolean> {
    for (let title = await tab.dialog(); title !== undefined; title = await tab.dialog()) {
      const dialog = tab.page.locator("dialog[open]").last();
      if (title === QUESTION) {
        const choice = random.one(ways);
        this.note(tab, `is asked about two tabs: ${choice}`);
        if (choice === "leave") return false;
        let sides: [string, string] | undefined;
        if (choice === "Escape") {
          await tab.page.keyboard.press("Escape");
        } else {
          // What the other tab has written meanwhile may have answered it, or changed it: the sides are read with the press.
          sides = await tab.answer(title, choice);
          if (!sides) {
            this.note(tab, "the question has gone by itself");
            continue;
          }
        }
        // Who sees both and takes one lets go of the other.
        const [mine, theirs] = sides ?? ["", ""];
        if (choice === "Take theirs") this.takeBack(mine, "theirs was taken", theirs);
        if (choice === "Keep mine") this.takeBack(theirs, "mine was kept", mine);
        // There may be more to ask.
        if (choice !== "Escape") continue;
      } else if (title === "Unsaved journey") {
        const choice = random.one(["Restore", "Start fresh"]);
        this.note(tab, `is asked about unsaved work: ${choice}`);
        await dialog.getByRole("button", { name: choice, exact: true }).click();
      } else {
        if (title === "Publish journey") this.takeBack(await dialog.getByRole("textbox", { name: "Description" }).inputValue(), "cancelled");
        await tab.page.keyboard.press("Escape");
      }
      await expect(dialog.getByRole("heading", { name: title, exact: true })).toHaveCount(0);
    }
    return true;
  }

  /** Closes a tab in some way, and opens another one. */
  async replace(tab: Tab, close: () => Promise<void>) {
    await close();
    this.tabs[this.tabs.indexOf(tab)] = await this.openTab("/journeys/alpha");
  }

  /** Tabs whose renderer was that of a killed one are gone with it. */
  private async buryTheDead() {
    for (const tab of this.tabs.filter((tab) => tab.dead)) {
      this.note(tab, "shared the process of a killed tab");
      await this.replace(tab, () => tab.page.close());
    }
  }

  /** The ids of the journeys on record. */
  async journeys() {
    return Object.keys(await read(this.reader))
      .filter((key) => key.startsWith("sojourn/journey/"))
      .map((key) => key.slice("sojourn/journey/".length))
      .sort();
  }

  /** When a word came into what the origin keeps, and when it went. */
  private whereItStood(writes: Write[], word: string) {
    const has = (text: string | null) => text?.includes(word) ?? false;
    const changed = writes.filter(({ before, after }) => has(before) !== has(after));
    return changed.map(({ at, key, after }) => `${word} ${has(after) ? "came into" : "went from"} ${key} at ${at}`);
  }

  /** What was written of the work of which a part could not be read. */
  private howItWasDamaged(writes: Write[], kept: Kept) {
    const of = damaged(kept).map((key) => key.replace(/^sojourn\/aside\/\d+\/sojourn\/(journal|unsaved)\//, "").replace(/\/\d+$/, ""));
    const about = writes.filter(({ key }) => of.some((name) => key?.includes(name)));
    return about.map(({ at, key, before, after }) => `${key} at ${at}: ${before?.length ?? "nothing"} to ${after?.slice(0, 300) ?? "nothing"}`);
  }

  /** Writes down what a person did in a tab, for a session that fails. */
  note(tab: Tab, text: string) {
    this.log.push(`${Date.now()} ${this.at} ${tab.name}${tab.asleep ? " (asleep)" : ""} ${text}`);
  }

  /** A word that was never typed before. */
  newWord(tab: Tab, where: string) {
    const letter = (of: string) => of[this.letters.below(of.length)];
    let word = "";
    while (word === "" || this.words.includes(word)) {
      word = letter("BDFGKLMNPRSTVZ") + Array.from({ length: 4 }, () => letter("aeiou") + letter("bdfgklmnprstvz")).join("");
    }
    this.words.push(word);
    this.note(tab, `types ${word} into ${where}`);
    return word;
  }

  /** Of a word only these letters went into the field. Too few of them stand for nothing. */
  cut(tab: Tab, word: string, typed: string) {
    this.note(tab, `of ${word} the field got only “${typed}” was typed`);
    const unique = typed.length >= CUT_MIN && !this.words.some((other) => other !== word && other.includes(typed));
    if (unique) this.words[this.words.indexOf(word)] = typed;
    else this.back.set(word, `most of its letters missed the field in step ${this.at}`);
  }

  /** The person has taken back the words of a text, but for those that stand elsewhere too. */
  takeBack(text: string, why: string, but = "") {
    for (const word of this.words) {
      if (text.includes(word) && !but.includes(word) && !this.back.has(word)) this.back.set(word, `${why} in step ${this.at}`);
    }
  }

  private get wanted() {
    return this.words.filter((word) => !this.back.has(word));
  }

  /** Waits until all that was typed is kept, or asked about in a tab that stays. */
  async allKept(leaving?: Tab) {
    const staying = this.tabs.filter((tab) => tab !== leaving);
    await expect
      .poll(
        async () => {
          const open = await Promise.all(staying.map((tab) => shown(tab.page)));
          return missing(this.wanted, [...Object.values(await read(this.reader)), ...open]);
        },
        { message: "what was typed is kept", timeout: KEPT_MS, intervals: [25] },
      )
      .toEqual([]);
  }

  /** Looks for each word with the tabs open, with the tabs closed, and once every journey was opened again. */
  private async end() {
    for (const tab of this.tabs) await tab.wake();
    await this.allKept();
    for (const tab of this.tabs.splice(0)) await tab.close();
    const closed = await read(this.reader);
    expect(missing(this.wanted, Object.values(closed)), "words that are nowhere once the tabs are closed").toEqual([]);
    const tab = await this.openTab("/journeys/new");
    const restored = tab.builder.dialog("Unsaved journey");
    await expect(tab.builder.canvas.or(restored).first()).toBeVisible();
    if (await restored.isVisible()) await restored.getByRole("button", { name: "Restore" }).click();
    for (const id of await this.journeys()) {
      await tab.goto(`/journeys/${id}`);
      await expect(tab.builder.canvas).toBeVisible();
    }
    await tab.close();
    const again = await read(this.reader);
    expect(missing(this.wanted, Object.values(again)), "words that are nowhere once every journey was opened again").toEqual([]);
    expect(damaged(again), "records that could not be read").toEqual([]);
    const undone = onlyUndone(this.wanted, again);
    if (undone.length > 0) this.log.push(`only in the history: ${undone.join(" ")}`);
    return undone.length;
  }
}
