// node run/trace.mjs PAGE SIZE GESTURE [--profile]: where the main thread's time goes, by trace event, and by function of a
// CPU profile (use a build that keeps names). For looking, not for the table: tracing costs time itself.
import { writeFileSync } from "node:fs";
import { edits, many } from "./edits.mjs";
import { drag, pan, travel, zoom } from "./gestures.mjs";
import { launch, Trial } from "./browser.mjs";
import { profiled, traceOf } from "./profile.mjs";
import { serve } from "./server.mjs";

const [key = "product", size = "300", what = "pan", product = new URL("../../../dist", import.meta.url).pathname] = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const steps = Number(process.env.STEPS ?? 6);
const { origin, close } = await serve(product, new URL("../dist", import.meta.url).pathname);
const browser = await launch();

const first = await Trial.open(browser, origin, "product", Number(size), "");
const box = await first.box(".canvas__view");
const pane = { left: box.x, top: box.y, width: box.width, height: box.height };
const view = await first.view();
await travel(first, { pane });
const probe = await first.eval(`[...document.querySelectorAll(".canvas__world [data-node]")].map((node) => [node.dataset.node, Math.hypot(node.getBoundingClientRect().left - ${pane.left + pane.width * 0.6}, node.getBoundingClientRect().top - ${pane.top + pane.height * 0.4})]).sort((a, b) => a[1] - b[1])[0][0]`);
await first.close();
const stand = { pane, view, probe, steps, where: `pane=${[pane.left, pane.top, pane.width, pane.height].join()}&view=${[view.x, view.y, view.zoom].join()}`, at: { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 } };

/** The events of a while, as self times by name. */
async function traced(cdp, act) {
  const own = await traceOf(cdp, ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink", "cc"], act);
  const self = {};
  const stack = [];
  for (const event of own) {
    while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= event.ts) stack.pop();
    const slot = (self[event.name] ??= { ms: 0, count: 0 });
    slot.ms += event.tdur / 1000;
    slot.count++;
    if (stack.length) self[stack.at(-1).name].ms -= event.tdur / 1000;
    stack.push(event);
  }
  return Object.entries(self).sort((a, b) => b[1].ms - a[1].ms).slice(0, 24);
}

const acts = { pan, zoom, drag, travel, edits, many };
const open = what === "open";
let trial;
if (open) {
  // The opening itself: an empty page of the same origin first, the record put there, then the profile, then the page.
  const { KEY, record } = await import("../fixture.mjs");
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const tab = await context.newPage();
  await tab.goto(`${origin}/bench/blank`);
  await tab.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, record(Number(size))]);
  trial = { tab, cdp: await context.newCDPSession(tab) };
} else {
  trial = await Trial.open(browser, origin, key, Number(size), stand.where);
  await travel(trial, stand);
}
const { PAGES } = await import("./pages.mjs");
const act = async () => {
  if (!open) return acts[what](trial, stand);
  await trial.tab.goto(origin + PAGES[key].path(stand.where), { waitUntil: "commit" });
  await trial.tab.waitForSelector(PAGES[key].first);
  await trial.tab.waitForTimeout(800);
};
const per = ["pan", "zoom", "drag"].includes(what) ? steps : 1;
if (process.argv.includes("--profile")) {
  await trial.cdp.send("Profiler.enable");
  await trial.cdp.send("Profiler.setSamplingInterval", { interval: 200 });
  await trial.cdp.send("Profiler.start");
  const said = await act();
  const { profile } = await trial.cdp.send("Profiler.stop");
  writeFileSync(`/tmp/${key}-${size}-${what}.cpuprofile`, JSON.stringify(profile));
  console.log(JSON.stringify(said), per > 1 ? "per step" : "", profiled(profile, per));
} else {
  const rows = await traced(trial.cdp, act);
  console.log(`self time by trace event, ms ${per > 1 ? "per step" : ""}`);
  for (const [name, { ms, count }] of rows) console.log(`${(ms / per).toFixed(2).padStart(9)}  ${name} (${count})`);
}
await browser.close();
close();
