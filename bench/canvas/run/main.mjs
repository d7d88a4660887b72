// node run/main.mjs [--rounds 5] [--steps 60] [--only gestures,far,smooth,edits,many,tidy,counts] [--wait MINUTES] [--force] [--lean] [--verbose]
//
// Measures the canvas of the release build in dist/ against React Flow and the floor (notes/canvas.md §6), prints the table
// and writes it to bench/results/. `cargo xtask bench canvas` builds what is needed and calls it.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { changesPerDragStep, drag, pan, smoothness, travel, zoom } from "./gestures.mjs";
import { edits, many, tidy } from "./edits.mjs";
import { launch, Trial } from "./browser.mjs";
import { machine, quiet, watched } from "./noise.mjs";
import { serve } from "./server.mjs";
import { report } from "./report.mjs";

const { values: args } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    steps: { type: "string", default: "60" },
    sizes: { type: "string", default: "300,1000" },
    pages: { type: "string", default: "product,flow,flowCull,floor,floorCull" },
    only: { type: "string", default: "gestures,far,smooth,edits,many,tidy,counts" },
    wait: { type: "string", default: "10" },
    product: { type: "string", default: new URL("../../../dist", import.meta.url).pathname },
    out: { type: "string", default: new URL("../../results", import.meta.url).pathname },
    lean: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    force: { type: "boolean", default: false },
  },
});
const only = args.only.split(",");
const [rounds, steps] = [Number(args.rounds), Number(args.steps)];
const sizes = args.sizes.split(",").map(Number);
const pages = args.pages.split(",").concat(args.lean ? ["flowLean", "flowLeanCull"] : []);
const FAR = 10_000;

const say = (text) => console.error(`── ${text}`);
const start = machine();
if (!(await quiet(args.force ? 0 : Number(args.wait)))) {
  if (!args.force) {
    console.error("The machine is not quiet: what would be measured is what else it does. Try again later, or take --force.");
    process.exit(1);
  }
  say("the machine is not quiet; measuring all the same");
}

const { origin, close } = await serve(args.product, new URL("../dist", import.meta.url).pathname);
const browser = await launch();
const results = { at: new Date().toISOString(), browser: browser.version(), machine: start, rounds, steps, trials: [], reruns: 0, noisy: [] };

/** Where the product's pane and view stand for a size: the other pages get the same. */
const stands = new Map();
async function standing(size) {
  if (stands.has(size)) return stands.get(size);
  const trial = await Trial.open(browser, origin, "product", size, "");
  const box = await trial.box(".canvas__view");
  const pane = { left: box.x, top: box.y, width: box.width, height: box.height };
  const view = await trial.view();
  await travel(trial, { pane });
  // A card at 60 % and 40 % of the pane, which every page shows at the same place.
  const probe = await trial.eval(`(() => {
    const [x, y] = [${pane.left + pane.width * 0.6}, ${pane.top + pane.height * 0.4}];
    const from = ({ left, top }) => Math.hypot(left - x, top - y);
    return [...document.querySelectorAll(".canvas__world [data-node]")].map((node) => [node.dataset.node, from(node.getBoundingClientRect())]).sort((a, b) => a[1] - b[1])[0][0];
  })()`);
  const found = await trial.eval("document.querySelector('.canvas__tools, .banner')?.textContent.match(/Checks.*?\\)/)?.[0] ?? ''");
  await trial.close();
  const where = `pane=${[pane.left, pane.top, pane.width, pane.height].join()}&view=${[view.x, view.y, view.zoom].join()}`;
  const stand = { pane, view, probe, where, at: { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 }, steps };
  say(`${size} nodes: pane ${pane.width} by ${pane.height}, zoom ${view.zoom}, the card ${probe}; ${found}`);
  stands.set(size, stand);
  return stand;
}

/** Opens a page, does something, closes it; again, at most three times, where it was disturbed. */
async function trial(key, size, act, options) {
  const stand = await standing(size);
  for (let attempt = 0; ; attempt++) {
    const started = performance.now();
    const { result, noise } = await watched(async () => {
      const trial = await Trial.open(browser, origin, key, size, stand.where, options);
      try {
        // To where the graph is dense; that too is measured.
        const result = { open: trial.opening, nodes: (await trial.metrics()).Nodes, travel: await travel(trial, stand) };
        await trial.settle(300);
        Object.assign(result, await act(trial, stand));
        if (trial.complaints.length) throw new Error(`${key}: ${trial.complaints.join("; ")}`);
        return result;
      } finally {
        await trial.close();
      }
    });
    if (args.verbose) say(`${key} ${size}: ${((performance.now() - started) / 1000).toFixed(1)} s ${noise.join(", ")}`);
    if (!noise.length || attempt === 2 || args.force) {
      if (noise.length) results.noisy.push(`${key} ${size}: ${noise.join(", ")}`);
      return { ...result, noise };
    }
    results.reruns++;
  }
}

/** One round over all pages, there and back again in turns; round 0 warms up and is not counted. */
async function interleaved(name, list, act) {
  for (let round = 0; round <= rounds; round++) {
    const order = round % 2 ? list : list.toReversed();
    for (const [key, size] of order) {
      const result = await trial(key, size, act);
      if (round > 0) {
        results.trials.push({ part: name, round, page: key, size, ...result });
        save();
      }
    }
    say(`${name}: round ${round} of ${rounds}`);
  }
}

/** Writes what there is, so that a run that is cut short was not for nothing. */
function save() {
  results.machine.after = machine().load;
  mkdirSync(args.out, { recursive: true });
  const text = report(results);
  writeFileSync(`${args.out}/canvas.json`, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(`${args.out}/canvas.md`, text);
  return text;
}

const three = async (trial, stand) => {
  const out = {};
  for (const [name, gesture] of [["pan", pan], ["zoom", zoom], ["drag", drag]]) {
    await trial.settle(300);
    out[name] = await gesture(trial, stand);
  }
  return out;
};

try {
  if (only.includes("gestures") || only.includes("far")) {
    const list = only.includes("gestures") ? sizes.flatMap((size) => pages.map((page) => [page, size])) : [["product", 1000]];
    await interleaved("gestures", only.includes("far") ? [...list, ["product", FAR]] : list, three);
  }
  if (only.includes("smooth")) {
    results.smooth = {};
    for (let round = 0; round < 3; round++) {
      for (const key of pages.filter((page) => !page.startsWith("floor") || page === "floorCull")) {
        const one = await trial(key, 300, async (trial, stand) => {
          const out = {};
          for (const what of ["pan", "zoom", "drag"]) { await trial.settle(500); out[what] = await smoothness(trial, what, stand); }
          return out;
        }, { throttle: 4 });
        (results.smooth[key] ??= []).push(one);
      }
      say(`smoothness: round ${round + 1} of 3`);
    }
  }
  if (only.includes("edits")) {
    results.edits = [];
    for (let round = 0; round < rounds; round++) results.edits.push(await trial("product", 1000, edits));
    say("edits");
  }
  if (only.includes("many")) {
    results.many = [];
    for (let round = 0; round < rounds; round++) results.many.push(await trial("product", 1000, many));
    say("many at once");
  }
  if (only.includes("tidy")) {
    results.tidy = [];
    for (let round = 0; round < rounds; round++) {
      const one = await trial("product", 1000, async (trial) => ({ tidy: await tidy(trial) }));
      // dagre.js takes many seconds, which says enough after two rounds.
      if (round > 1) {
        results.tidy.push({ product: one.tidy, dagre: results.tidy.at(-1).dagre });
        continue;
      }
      const peer = await browser.newContext();
      const tab = await peer.newPage();
      await tab.goto(`${origin}/bench/blank`);
      const { KEY, record } = await import("../fixture.mjs");
      await tab.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, record(1000)]);
      await tab.goto(`${origin}/bench/dagre.html`);
      await tab.waitForSelector("html[data-ready]");
      results.tidy.push({ product: one.tidy, dagre: await tab.evaluate(() => layout()) });
      await peer.close();
    }
    say("tidy up");
  }
  if (only.includes("counts")) {
    results.counts = {};
    for (const size of [50, ...sizes]) {
      const one = await trial("product", size, async (trial, stand) => {
        const dom = await trial.eval("({ all: document.querySelectorAll('*').length, cards: document.querySelectorAll('.canvas__world [data-node]').length, canvas: document.querySelectorAll('.canvas *').length, outline: document.querySelectorAll('.outline *').length })");
        const { Nodes, JSHeapUsedSize } = await trial.metrics();
        await drag(trial, stand);
        await trial.settle(400);
        return { dom, nodes: Nodes, heap: JSHeapUsedSize, changes: await changesPerDragStep(trial, stand) };
      });
      results.counts[size] = one;
    }
  }
} finally {
  await browser.close();
  close();
}
console.log(save());
