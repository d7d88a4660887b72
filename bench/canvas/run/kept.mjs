// node run/kept.mjs [--rounds 7] [--product DIST] [--out FOLDER] [--profile]
//
// What keeping costs (issue 6): the save of a journey of 1,000 nodes, and the opening of a workspace of 500 journeys against
// an empty one. Main-thread time in thread ticks, as for the canvas; `cargo xtask bench kept` calls it. With `--profile` it says
// where the time goes instead, on a build that keeps names.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { graph, KEY, record } from "../fixture.mjs";
import { launch, Trial, VIEWPORT } from "./browser.mjs";
import { profiled, traceOf } from "./profile.mjs";
import { serve } from "./server.mjs";

const { values: args } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    product: { type: "string", default: new URL("../../../dist", import.meta.url).pathname },
    profile: { type: "boolean", default: false },
    out: { type: "string", default: new URL("../../results", import.meta.url).pathname },
  },
});
const rounds = Number(args.rounds);
const SAVE_MAX = 10;
const OPEN_MAX = 100;
const middle = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const ms = (n) => n.toFixed(1);

const { origin, close } = await serve(args.product, new URL("../dist", import.meta.url).pathname);
const browser = await launch();

/** What is done, and with `--profile` where its time went. */
async function watched(cdp, what, act, per = 1) {
  if (!args.profile) return act();
  await cdp.send("Profiler.enable");
  await cdp.send("Profiler.setSamplingInterval", { interval: 100 });
  await cdp.send("Profiler.start");
  const said = await act();
  const { profile } = await cdp.send("Profiler.stop");
  writeFileSync(`/tmp/kept-${what.replace(" ", "-")}.cpuprofile`, JSON.stringify(profile));
  console.log(`\n== ${what}`, profiled(profile, per));
  return said;
}

/** The save alone: what the press of Ctrl-S does until the browser has it back, in which the record is written. What comes after
 * it (frames, looking at the room) is apart. */
async function save() {
  const trial = await Trial.open(browser, origin, "product", 1000, "");
  const { tab } = trial;
  await trial.eval("document.querySelector('.canvas__world [data-node]').focus(); 0");
  const times = [];
  for (let n = 0; n < 5; n++) {
    // An edit, and the rest after which it is on record.
    await trial.key("ArrowRight", { modifiers: 1 });
    await trial.settle(900);
    const press = async () => {
      await trial.key("s", { code: "KeyS", modifiers: 2 });
      await trial.frames();
    };
    let whole;
    const did = args.profile
      ? await watched(trial.cdp, "save", press)
      : await traceOf(trial.cdp, ["devtools.timeline"], async () => (whole = await trial.measure(press)));
    const keydown = did?.find(({ name, args }) => name === "EventDispatch" && args.data?.type === "keydown");
    if (!args.profile && !keydown) throw new Error("the trace does not tell of the press");
    times.push({ handler: keydown?.tdur / 1000, task: whole?.task });
    await tab.getByRole("status").filter({ hasText: /^Saved$/ }).first().waitFor({ timeout: 10_000 });
    await trial.settle(600);
  }
  await trial.close();
  return times.slice(1);
}

/** Opening the listings with so many journeys of 20 nodes each, until the first rows or the hint are on
 * the screen; and apart, until nothing that waits for idle time is left. */
async function open(count) {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: "en-GB", timezoneId: "Europe/Berlin" });
  const tab = await context.newPage();
  await tab.goto(`${origin}/bench/blank`);
  const content = graph(20);
  await tab.evaluate(
    ([count, content]) => {
      for (let n = 0; n < count; n++) {
        const journey = { id: `j${n}`, name: `Journey ${n}`, created: "2026-03-01T09:00:00Z", versions: [{ number: null, status: "draft", setup: { zone: "Europe/Berlin", entry: "on-event" }, graph: content }] };
        localStorage.setItem(`sojourn/journey/j${n}`, JSON.stringify({ sojourn: 1, revision: 1, saved: "2026-03-01T09:00:00Z", journey }));
      }
    },
    [count, content],
  );
  const cdp = await context.newCDPSession(tab);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const task = async () => (await cdp.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const before = await task();
  const began = performance.now();
  await watched(cdp, `open ${count}`, async () => {
    await tab.goto(`${origin}/sojourn/`, { waitUntil: "commit" });
    await (count ? tab.locator("table tbody tr").first() : tab.getByRole("button", { name: "Load sample workspace" })).waitFor();
    await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  });
  const [shown, wall] = [(await task()) - before, performance.now() - began];
  // At rest is where hardly anything was done for a while.
  for (let was = -Infinity, now = shown; now - was > 2; [was, now] = [now, (await task()) - before]) await new Promise((done) => setTimeout(done, 300));
  const result = { task: shown, wall, all: (await task()) - before, bytes: await tab.evaluate(() => Object.values({ ...localStorage }).join("").length) };
  await context.close();
  return result;
}

const saves = [];
const opened = { 0: [], 500: [] };
for (let round = 0; round <= rounds; round++) {
  const save1 = await save();
  const order = round % 2 ? [0, 500] : [500, 0];
  for (const count of order) {
    const one = await open(count);
    if (round) opened[count].push(one);
  }
  if (round) saves.push(...save1);
}
await browser.close();
close();

const [handler, task] = [middle(saves.map((one) => one.handler)), middle(saves.map((one) => one.task))];
const more = middle(opened[500].map((one, n) => one.task - opened[0][n].task));
const wall = middle(opened[500].map((one, n) => one.wall - opened[0][n].wall));
const all = middle(opened[500].map((one, n) => one.all - opened[0][n].all));
const verdict = (is, limit) => (is < limit ? "kept" : "**exceeded**");
const text = `# kept

What keeping costs, on the release build: ${rounds} rounds after one that does not count, medians, milliseconds of the main
thread's own time (CDP, thread ticks). \`cargo xtask bench kept\`.

| what | ms | limit | |
| --- | ---: | ---: | --- |
| saving a journey of 1,000 nodes (${Math.round(record(1000).length / 1000)} kB): the task that writes it | ${ms(handler)} | ${SAVE_MAX} | ${verdict(handler, SAVE_MAX)} |
| the same with everything that follows on it until two frames later | ${ms(task)} | | |
| opening 500 journeys of 20 nodes (${Math.round(opened[500][0].bytes / 1000)} kB) more than an empty workspace, until the first rows stand | ${ms(more)} | ${OPEN_MAX} | ${verdict(more, OPEN_MAX)} |
| the same by the clock on the wall | ${ms(wall)} | | |
| the same with what is done afterwards, in idle time: the other rows, and the reading of all graphs | ${ms(all)} | | |
`;
mkdirSync(args.out, { recursive: true });
writeFileSync(`${args.out}/kept.md`, text);
console.log(text);
process.exit(handler < SAVE_MAX && more < OPEN_MAX ? 0 : 1);
