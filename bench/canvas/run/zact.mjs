import { launch, Trial } from "./browser.mjs";
import { profiled, traceOf } from "./profile.mjs";
import { serve } from "./server.mjs";
import { drag, pan, travel, zoom } from "./gestures.mjs";
const [what, product] = process.argv.slice(2);
const mode = process.argv[4] ?? "profile";
const { origin, close } = await serve(product, new URL("../dist", import.meta.url).pathname);
const browser = await launch();
const first = await Trial.open(browser, origin, "product", 1000, "");
const box0 = await first.box(".canvas__view");
const pane = { left: box0.x, top: box0.y, width: box0.width, height: box0.height };
const view = await first.view();
await travel(first, { pane });
const probe = await first.eval(`[...document.querySelectorAll(".canvas__world [data-node]")].map((node) => [node.dataset.node, Math.hypot(node.getBoundingClientRect().left - ${pane.left + pane.width * 0.6}, node.getBoundingClientRect().top - ${pane.top + pane.height * 0.4})]).sort((a, b) => a[1] - b[1])[0][0]`);
await first.close();
const where = `pane=${[pane.left, pane.top, pane.width, pane.height].join()}&view=${[view.x, view.y, view.zoom].join()}`;
const at = { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 };
const trial = await Trial.open(browser, origin, "product", 1000, where);
await travel(trial, { pane, where, at });
const undo = () => trial.key("z", { code: "KeyZ", modifiers: 2 });
const N = Number(process.env.N ?? 6);
let prep, act, after;
const { delta, modifiers } = trial.page.wheel;
if (what === "link") {
  prep = async () => { await trial.eval(`document.querySelector(${JSON.stringify(trial.page.node(probe))}).focus(); 0`); await trial.settle(400); await trial.key("l", { code: "KeyL" }); await trial.settle(400); };
  act = () => trial.key("Enter");
  after = async () => { await trial.settle(400); await undo(); await trial.settle(400); };
} else if (what === "aim") {
  prep = async () => { await trial.eval(`document.querySelector(${JSON.stringify(trial.page.node(probe))}).focus(); 0`); await trial.settle(400); };
  act = () => trial.key("l", { code: "KeyL" });
  after = async () => { await trial.settle(400); await trial.key("Escape"); await trial.settle(400); };
} else if (what === "select") {
  prep = async () => { await trial.key("Escape"); await trial.settle(400); };
  const box = await trial.box(trial.page.node(probe));
  const spot = [box.x + box.width * 0.12, box.y + box.height / 2];
  act = async () => { await trial.mouse("mousePressed", ...spot); await trial.mouse("mouseReleased", ...spot); };
  after = async () => { await trial.settle(400); };
} else if (what === "delete" || what === "drag") {
  for (let i = 0; i < 16; i++) await trial.mouse("mouseWheel", at.x, at.y, { button: "none", deltaX: 0, deltaY: delta, modifiers });
  await trial.settle(600);
  const corner = await trial.empty(0.05, 0.05);
  prep = async () => {
    await trial.key("Escape");
    const to = { x: pane.left + pane.width * 0.7, y: pane.top + pane.height * 0.95 };
    await trial.mouse("mousePressed", corner.x, corner.y, { modifiers: 8 });
    for (let i = 1; i <= 4; i++) await trial.mouse("mouseMoved", corner.x + (to.x - corner.x) * i / 4, corner.y + (to.y - corner.y) * i / 4, { modifiers: 8 });
    await trial.mouse("mouseReleased", to.x, to.y, { modifiers: 8 });
    await trial.settle(400);
  };
  act = () => trial.key("Delete");
  after = async () => { await trial.settle(600); await undo(); await trial.settle(600); };
}
const all = { nodes: [], samples: [], timeDeltas: [] };
const tasks = [], selfs = {};
for (let i = 0; i < N; i++) {
  await prep();
  const go = async () => { const [ms] = await trial.each([act]); tasks.push(ms); };
  if (mode === "profile") {
    await trial.cdp.send("Profiler.enable");
    await trial.cdp.send("Profiler.setSamplingInterval", { interval: 100 });
    await trial.cdp.send("Profiler.start");
    await go();
    const { profile } = await trial.cdp.send("Profiler.stop");
    await trial.cdp.send("Profiler.disable");
    if (i) { const off = i * 1e6; for (const n of profile.nodes) all.nodes.push({ ...n, id: n.id + off, children: n.children?.map((c) => c + off) }); all.samples.push(...profile.samples.map((s) => s + off)); all.timeDeltas.push(...profile.timeDeltas); }
  } else if (mode === "trace") {
    const own = await traceOf(trial.cdp, ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink", "cc", "v8"], go);
    if (i) {
      const stack = [];
      for (const event of own) {
        while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= event.ts) stack.pop();
        const slot = (selfs[event.name] ??= { ms: 0, count: 0 });
        slot.ms += event.tdur / 1000; slot.count++;
        if (stack.length) selfs[stack.at(-1).name].ms -= event.tdur / 1000;
        stack.push(event);
      }
    }
  } else await go();
  await after();
}
console.log("tasks", tasks.map((t) => t.toFixed(1)).join(" "));
if (mode === "profile") console.log(profiled(all, N - 1));
if (mode === "trace") for (const [name, { ms, count }] of Object.entries(selfs).sort((a, b) => b[1].ms - a[1].ms).slice(0, 28)) console.log(`${(ms / (N - 1)).toFixed(2).padStart(9)}  ${name} (${count / (N - 1)})`);
await browser.close(); close();
