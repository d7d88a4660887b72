// node bench/page/chains.mjs [DIST]: what long journeys of every shape take in the page (issue 12, A21): the rehearsal shows within
// 300 ms of the press, and no task exceeds 50 ms. `cargo xtask bench chains-page` calls it, with a release build for /sojourn/ in dist/.
//
// *Seen* goes from the press to the frame after the first sign of the answer: a result, or progress with Cancel; *whole* until all
// of it stands and the page has come to rest. Tasks of the main thread come from a trace: their length by the clock, as a person
// feels it, and the thread's own time, which other work on the machine does not lengthen. ONLY=chain,fan measures some shapes.
import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { shaped } from "../canvas/fixture.mjs";
import { tasksOf } from "../canvas/run/profile.mjs";

const root = new URL("../../", import.meta.url).pathname;
const dist = process.argv[2] ?? `${root}dist`;
const rounds = Number(process.env.ROUNDS) || 5;
const only = process.env.ONLY?.split(",");
const base = process.env.BASE ?? "/sojourn/";
const [SEEN, TASK] = [300, 50];
/** The shapes of the issue: a ladder of 400 rungs has 800 nodes and the entry. */
const SHAPES = [["chain", 1_000], ["ring", 1_000], ["ladder", 801], ["fan", 2_000]].filter(([name]) => !only || only.includes(name));
const port = 28_900 + (process.pid % 90);
const origin = `http://127.0.0.1:${port}${base}`;

const server = spawn("node", [`${root}e2e/serve.mjs`, dist, base, `${port}`], { stdio: ["ignore", "pipe", "inherit"] });
await Promise.race([once(server.stdout, "data"), new Promise((done) => setTimeout(done, 1_000))]);
// A page stays in its process when it goes from address to address, so that one trace has all of it.
const args = ["--no-sandbox", "--disable-gpu", "--disable-extensions", "--disable-features=ProactivelySwapBrowsingInstance,BackForwardCache,SpareRendererForSitePerProcess"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
const most = (all) => Math.max(0, ...all);

/** In the page: how long until a selector matches something that is drawn, from a press of a button or from the page's beginning. */
function watch([press, seen, whole]) {
  const shows = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const until = (selector) =>
    new Promise((done) => {
      const look = () => (shows(selector) ? drawn().then(() => done(performance.now())) : requestAnimationFrame(look));
      look();
    });
  const start = press ? performance.now() : 0;
  const both = Promise.all([until(seen), until(whole)]);
  // A press is a task of its own, as a real one is.
  if (press) setTimeout(() => [...document.querySelectorAll(press)].find((one) => one.checkVisibility())?.click());
  return both.then(([first, last]) => ({ seen: first - start, whole: last - start }));
}

/** The page at rest: nothing long ran for as long as the checks wait for another edit, and more. */
const rest = (page) =>
  page.evaluate(async () => {
    for (let calm = 0, last = performance.now(); calm < 700; ) {
      await new Promise((done) => setTimeout(done, 25));
      const now = performance.now();
      calm = now - last > 40 || document.querySelector("progress") ? 0 : calm + (now - last);
      last = now;
    }
  });

/** What one step takes: its instants, and its tasks. */
async function step(page, cdp, act) {
  let times;
  const tasks = await tasksOf(cdp, async () => {
    times = await act();
    await rest(page);
  });
  return { ...times, clock: most(tasks.map((task) => task.clock)), own: most(tasks.map((task) => task.own)) };
}

/** An empty page with a journey in its storage. */
async function prepared(journey) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce", acceptDownloads: true });
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${origin}robots.txt`);
  const record = JSON.stringify({ sojourn: 1, revision: 1, saved: "2026-03-01T09:00:00Z", journey });
  await page.evaluate(([key, text]) => (localStorage[key] = text), [`sojourn/journey/${journey.id}`, record]);
  const cdp = await context.newCDPSession(page);
  const close = async () => {
    await context.close();
    if (complaints.length) throw new Error(complaints.join("\n"));
  };
  return { page, cdp, close };
}

/** Goes to an address; from the navigation on until something shows. */
const open = ({ page, cdp }, address, selector) =>
  step(page, cdp, async () => {
    await page.goto(origin + address, { waitUntil: "commit" });
    return page.evaluate(watch, [null, selector, selector]);
  });

/** Every step on one journey, in the order in which a person takes them. */
async function round(journey) {
  const prepare = await prepared(journey);
  const { page, cdp } = prepare;
  const measured = { open: await open(prepare, `journeys/${journey.id}`, ".canvas__world [data-node]") };
  const press = (button, seen, whole = seen) => step(page, cdp, () => page.evaluate(watch, [button, seen, whole]));
  const key = async (name) => {
    const node = page.locator(".canvas__world [data-node]").first();
    await node.focus();
    return step(page, cdp, async () => {
      const start = performance.now();
      await page.keyboard.press(name);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
      const seen = performance.now() - start;
      return { seen, whole: seen };
    });
  };
  // What is pressed is found by its class: a search by role goes over the whole page, in a task of the page's own thread.
  const mark = (name, as) => page.getByRole("button", { name, exact: true }).evaluate((one, as) => one.classList.add(`bench-${as}`), as);
  await mark(/^Checks/, "checks");
  await mark("Publish", "publish");
  measured.edit = await key("Alt+ArrowDown");
  measured.checks = await press(".bench-checks", ".checks-panel li");
  await page.getByRole("button", { name: "Close checks" }).click();
  measured.rehearse = await press(".banner__rehearse", ".rehearse .working progress, .rehearse__table time", ".rehearse__table time");
  const exported = (name) =>
    step(page, cdp, async () => {
      const file = page.waitForEvent("download");
      const start = performance.now();
      await page.evaluate((name) => document.querySelector(`.bench-${name}`).click(), name);
      await file;
      const whole = performance.now() - start;
      return { seen: whole, whole };
    });
  for (const format of ["csv", "ics"]) {
    await mark(`Export ${format.toUpperCase()}`, format);
    measured[format] = await exported(format);
  }
  measured["edit beside the rehearsal"] = await key("Alt+ArrowDown");
  await page.getByRole("button", { name: "Close rehearsal" }).click();
  measured.publish = await press(".bench-publish", "dialog[open] .plan", "dialog[open] .plan__messages li");
  await prepare.close();
  const calendar = await prepared(published(journey));
  measured.calendar = await open(calendar, "calendar?month=2026-03", ".calendar__grid a");
  await calendar.close();
  return measured;
}

/** The journey with its draft published. */
function published(journey) {
  const [{ setup, graph }] = journey.versions;
  return { ...journey, versions: [{ number: 1, status: { published: { at: "2026-03-01T09:00:00Z" } }, setup, graph }] };
}

const rows = [];
const load = loadavg()[0];
try {
  for (const [name, size] of SHAPES) {
    const all = {};
    // The first round warms the machine up.
    for (let n = 0; n <= rounds; n++) {
      const measured = await round(shaped(name, size));
      if (n > 0) for (const [step, times] of Object.entries(measured)) (all[step] ??= []).push(times);
    }
    for (const [step, times] of Object.entries(all)) {
      const of = (what) => median(times.map((one) => one[what]));
      rows.push({ what: `${name} of ${size}: ${step}`, seen: of("seen"), whole: of("whole"), clock: of("clock"), own: of("own"), worst: most(times.map((one) => one.own)), limit: step === "rehearse" });
      console.error(rows.at(-1));
    }
  }
} finally {
  await browser.close();
  server.kill();
}

let kept = true;
const lines = rows.map(({ what, seen, whole, clock, own, worst, limit }) => {
  const ok = own <= TASK && (!limit || seen <= SEEN);
  kept &&= ok;
  const cells = [seen, whole, clock, own, worst].map((ms) => ms.toFixed(0)).join(" | ");
  return `| ${what} | ${cells} | ${ok ? "kept" : "**exceeded**"} |`;
});
const text = `# chains-page

Long journeys of every shape in the page: the release build in Chromium ${browser.version()}, on ${cpus()[0].model} with ${cpus().length} cores, at a load of ${load.toFixed(1)} as it began.
Medians of ${rounds} rounds, in milliseconds. *Seen* is the first sign of the answer after the press (${SEEN} ms for *rehearse*), *whole* all of it. The longest task of the main thread
by the clock, and its own time of the processor (${TASK} ms), which other work on the machine does not lengthen; *worst* is the longest of all rounds. \`cargo xtask bench chains-page\`.

| what | seen | whole | longest task | its own time | worst | |
| --- | ---: | ---: | ---: | ---: | ---: | --- |
${lines.join("\n")}
`;
mkdirSync(`${root}bench/results`, { recursive: true });
writeFileSync(`${root}bench/results/chains-page.md`, text);
console.log(text);
process.exit(kept ? 0 : 1);
