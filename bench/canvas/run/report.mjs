// The table: ratios within a round, their median, and from how much to how much they went.
import { PAGES } from "./pages.mjs";

/** The bars of the issue: of product and the better build of React Flow, by size. */
const BARS = {
  300: { pan: 0.75, zoom: 0.85, drag: 0.75, open: 0.4 },
  1000: { pan: 0.6, zoom: 0.65, drag: 0.6, open: 0.2 },
};
/** Of product and floor with culling. */
const FLOOR = 1.3;
/** Of 10,000 and 1,000 nodes. */
const FAR = { pan: 1.3, zoom: 1.3, drag: 1.3, open: 12 };
/** How far the ratios of the rounds may be apart, in parts of their median, before a figure is not to be relied on. */
const SPREAD = 0.4;

const median = (list) => { const sorted = list.toSorted((a, b) => a - b); const at = sorted.length >> 1; return sorted.length % 2 ? sorted[at] : (sorted[at - 1] + sorted[at]) / 2; };
const NAMES = { open: "open until usable", pan: "pan", zoom: "zoom", drag: "drag" };
const value = (trial, gesture) => (gesture === "open" ? trial.open.task * 1000 : trial[gesture].task);
const n = (number, digits = 1) => (number === undefined || Number.isNaN(number) ? "–" : number.toFixed(digits));

export function report(results) {
  const out = [];
  const put = (...lines) => out.push(...lines);
  const { trials } = results;
  const of = (page, size) => trials.filter((one) => one.page === page && one.size === size);
  const sizes = [...new Set(trials.filter((one) => one.page !== "product").map((one) => one.size))].sort((a, b) => a - b);
  const pages = [...new Set(trials.map((one) => one.page))];

  put("# The canvas, measured", "");
  put(`${results.at} · ${results.browser} · ${results.machine.model}, ${results.machine.cores} cores · load ${results.machine.load[0]} before, ${results.machine.after?.[0]} after`);
  put(`${results.rounds} rounds and one to warm up, there and back in turns; ${results.steps} steps per gesture; ${results.reruns} reruns because something disturbed, ${results.noisy.length} disturbed all the same.`, "");
  put("Main-thread CPU time (CDP `TaskDuration`, thread ticks) per step: one input event, its acknowledgement, two frames. All pages", "have the same cards, the same pane and the same first view. Written by `cargo xtask bench canvas`.", "");

  /** A ratio per round, the median and the range. */
  const ratio = (gesture, mine, theirs) => {
    const rounds = mine.flatMap((one) => {
      const same = theirs.filter((other) => other.round === one.round);
      return same.length ? [value(one, gesture) / value(same[0], gesture)] : [];
    });
    if (!rounds.length) return null;
    const mid = median(rounds);
    return { mid, min: Math.min(...rounds), max: Math.max(...rounds), unsettled: (Math.max(...rounds) - Math.min(...rounds)) / mid > SPREAD };
  };
  const line = (what, ratio, bar) => {
    if (!ratio) return;
    const verdict = ratio.mid <= bar ? "met" : `**missed by ${n((ratio.mid / bar - 1) * 100, 0)} %**`;
    put(`| ${what} | ${n(ratio.mid, 2)} | ${n(ratio.min, 2)}–${n(ratio.max, 2)}${ratio.unsettled ? " (unsettled)" : ""} | ≤ ${bar} | ${verdict} |`);
  };
  const heads = ["| | ratio | rounds | bar | |", "| --- | --- | --- | --- | --- |"];

  const flows = pages.filter((page) => page === "flow" || page === "flowCull");
  if (flows.length) {
    put("## To the better of React Flow’s two builds", "", ...heads);
    for (const size of sizes) for (const gesture of ["pan", "zoom", "drag", "open"]) {
      const better = flows.toSorted((a, b) => median(of(a, size).map((one) => value(one, gesture))) - median(of(b, size).map((one) => value(one, gesture))))[0];
      line(`${NAMES[gesture]}, ${size} nodes (to ${better === "flow" ? "default" : "culling"})`, ratio(gesture, of("product", size), of(better, size)), BARS[size]?.[gesture] ?? 1);
    }
    put("");
  }
  if (pages.includes("floorCull")) {
    put("## To the floor with culling", "", ...heads);
    for (const size of sizes) for (const gesture of ["pan", "zoom", "drag", "open"]) line(`${NAMES[gesture]}, ${size} nodes`, ratio(gesture, of("product", size), of("floorCull", size)), FLOOR);
    put("");
  }
  if (of("product", 10_000).length) {
    put("## 10,000 nodes to 1,000", "", ...heads);
    for (const gesture of ["pan", "zoom", "drag", "open"]) line(NAMES[gesture], ratio(gesture, of("product", 10_000), of("product", 1000)), FAR[gesture]);
    put("");
  }
  if (trials.length) {
    put("## Milliseconds", "", "Medians. Script in brackets; what WebAssembly does counts as script only where an event calls it. *Settled* is 500 ms after the first sight,", "with what was put off until then; *travel* is a pan of 0.8 of the view in 20 steps, three times, that brings new cards into view.", "");
    put("| | nodes | open | settled | pan | zoom | drag | travel | DOM nodes |", "| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (const size of [...new Set(trials.map((one) => one.size))].sort((a, b) => a - b)) for (const page of pages) {
      const all = of(page, size);
      if (!all.length) continue;
      const mid = (read) => median(all.map(read));
      const cells = ["pan", "zoom", "drag"].map((gesture) => `${n(mid((one) => one[gesture].task))} (${n(mid((one) => one[gesture].script))})`);
      put(`| ${PAGES[page].name} | ${size} | ${n(mid((one) => one.open.task * 1000), 0)} | ${n(mid((one) => one.open.settled * 1000), 0)} | ${cells.join(" | ")} | ${n(mid((one) => one.travel.task))} | ${n(mid((one) => one.nodes), 0)} |`);
    }
    put("");
  }
  if (results.smooth) {
    put("## Between frames, at 300 nodes and a fourfold throttle", "", "Events 60 times a second for 3 seconds, whatever the page makes of them: the 95th percentile in milliseconds (bar: 33), and the share over 33.4.", "");
    put("| | pan | zoom | drag |", "| --- | --- | --- | --- |");
    for (const [page, rounds] of Object.entries(results.smooth)) {
      const cell = (what) => `${n(median(rounds.map((one) => one[what].p95)))} (${n(median(rounds.map((one) => one[what].slow)) * 100, 0)} %)`;
      put(`| ${PAGES[page].name} | ${["pan", "zoom", "drag"].map(cell).join(" | ")} |`);
    }
    put("");
  }
  const product = ["| | median | worst | bar | |", "| --- | --- | --- | --- | --- |"];
  const under = (what, list, bar) => put(`| ${what} | ${n(median(list))} | ${n(Math.max(...list))} | < ${bar} | ${median(list) < bar ? "met" : `**missed by ${n((median(list) / bar - 1) * 100, 0)} %**`} |`);
  if (results.edits) {
    put("## An edit at 1,000 nodes, until it is on the screen", "", "Main-thread milliseconds, checks included; the middle of four in each round. Without a bar: what is no edit (selecting the first node, aiming with L), what is done for the first time, when the browser compiles what was never called before, and *kept*, what writing the unsaved work costs 250 ms later.", "", ...product);
    for (const what of ["rename", "link", "undo", "redo"]) under(what, results.edits.map((one) => one[what]), 16);
    const told = ["select", "link, the first time", "undo, the first time", "redo, the first time", "aim", "kept"];
    for (const what of told) {
      const list = results.edits.map((one) => one[what]);
      put(`| ${what} | ${n(median(list))} | ${n(Math.max(...list))} | | |`);
    }
    put("");
  }
  if (results.many) {
    const all = results.many;
    put("## Many at once, at 1,000 nodes", "", `The slowest step in main-thread milliseconds. The box selects ${all[0].marquee.selected}; moved, deleted and pasted are ${all[0].hundred}.`, "", ...product);
    under("box over half the view", all.map((one) => one.marquee.max), 50);
    under("moving (any step)", all.map((one) => one.move.max), 50);
    under("moving (median step)", all.map((one) => one.move.median), 50);
    under("deleting", all.map((one) => one.delete.delete), 50);
    under("undoing", all.map((one) => one.delete.undo), 50);
    under("copy and paste", all.map((one) => one.paste.paste), 50);
    put("");
  }
  if (results.tidy) {
    const dagre = results.tidy.map((one) => one.dagre.ms);
    put("## Tidy up at 1,000 nodes", "", `dagre.js: ${n(median(dagre), 0)} ms.`);
    if (results.tidy.every((one) => one.product)) {
      const rounds = results.tidy.map((one) => one.product.task / one.dagre.ms);
      put(`Sojourn, until it stands on the screen: ${n(median(results.tidy.map((one) => one.product.task)), 0)} ms, ${n(median(rounds), 2)} of it (bar: ≤ 0.1).`, "");
    } else put("The product has no **Tidy up** yet.", "");
  }
  if (results.counts) {
    put("## Counted exactly", "", "| nodes | DOM elements | of these in the canvas | in the outline | cards | DOM changes per drag step | storage writes per drag |", "| --- | --- | --- | --- | --- | --- | --- |");
    for (const [size, one] of Object.entries(results.counts)) put(`| ${size} | ${one.dom.all} | ${one.dom.canvas} | ${one.dom.outline} | ${one.dom.cards} | ${one.changes.length} | ${trials.find((trial) => trial.page === "product" && trial.size === Number(size))?.drag.writes ?? "–"} |`);
    put("");
  }
  if (results.noisy.length) put("## Disturbed", "", ...results.noisy.map((one) => `- ${one}`), "");
  return out.join("\n");
}
