import { drag, pan, travel, zoom } from "/work/main/bench/canvas/run/gestures.mjs";
import { launch, Trial } from "/work/main/bench/canvas/run/browser.mjs";
import { serve } from "/work/main/bench/canvas/run/server.mjs";
const variants = JSON.parse(process.argv[2]); const acts = (process.argv[3] ?? "pan,zoom,drag").split(","); const rounds = Number(process.argv[4] ?? 2); const size=Number(process.argv[5]??1000);
const { origin, close } = await serve((process.env.DIST ?? "/work/main/dist"), "/work/main/bench/canvas/dist");
const browser = await launch();
const orig = browser.newContext.bind(browser);
browser.newContext = (o) => orig({ ...o, bypassCSP: true });
const first = await Trial.open(browser, origin, "product", size, "");
const box = await first.box(".canvas__view");
const pane = { left: box.x, top: box.y, width: box.width, height: box.height };
const view = await first.view();
await travel(first, { pane });
const probe = await first.eval(`[...document.querySelectorAll(".canvas__world [data-node]")].map((node) => [node.dataset.node, Math.hypot(node.getBoundingClientRect().left - ${pane.left + pane.width * 0.6}, node.getBoundingClientRect().top - ${pane.top + pane.height * 0.4})]).sort((a, b) => a[1] - b[1])[0][0]`);
await first.close();
const stand = { pane, view, probe, steps: 60, where: `pane=${[pane.left, pane.top, pane.width, pane.height].join()}&view=${[view.x, view.y, view.zoom].join()}`, at: { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 } };
const out = {};
for (let r = 0; r < rounds; r++) for (const [name, css] of Object.entries(variants)) {
  const key = name.startsWith("@") ? name.slice(1) : "product";
  for (const act of acts) {
    const t = await Trial.open(browser, origin, key, size, stand.where);
    if (css) await t.tab.addStyleTag({ content: css });
    await travel(t, stand); await t.settle(300);
    const res = await { pan, zoom, drag }[act](t, stand);
    ((out[name] ??= {})[act] ??= []).push(+res.task.toFixed(2));
    await t.close();
  }
}
for (const [n, o] of Object.entries(out)) console.log(n.padEnd(16), Object.entries(o).map(([a, l]) => `${a} ${l.sort((x,y)=>x-y)[Math.floor(l.length/2)]} [${l.join(" ")}]`).join("  "));
await browser.close(); close(); process.exit(0);
