// The gestures, each a function of its step's index alone, in a closed loop: one event, its acknowledgement, two frames.
// Each asserts its effect: a pan that drags a card instead would look plausible in the numbers.

const near = (a, b, within) => Math.abs(a.x - b.x) <= within && Math.abs(a.y - b.y) <= within;
const ellipse = (i, steps) => {
  const t = (2 * Math.PI * i) / steps;
  return { x: 180 * Math.sin(t), y: 110 * (1 - Math.cos(t)) };
};

function assert(trial, holds, what) {
  if (!holds) throw new Error(`${trial.page.name}: ${what}`);
}

/** The total of a gesture per step; `halfway` looks at what it did so far and is not measured. */
async function gesture(trial, steps, begin, step, end, halfway) {
  const parts = [];
  parts.push(await trial.measure(async () => {
    await begin();
    await trial.frames();
    for (let i = 1; i <= steps / 2; i++) { await step(i); await trial.frames(); }
  }));
  await halfway();
  parts.push(await trial.measure(async () => {
    for (let i = steps / 2 + 1; i <= steps; i++) { await step(i); await trial.frames(); }
    await end();
    await trial.frames();
  }));
  const sum = {};
  for (const name of Object.keys(parts[0])) sum[name] = (parts[0][name] + parts[1][name]) / steps;
  sum.writes = parts[0].writes + parts[1].writes;
  sum.layouts = Math.round(sum.layouts * 100) / 100;
  return sum;
}

/** Round an ellipse on the empty pane. */
export async function pan(trial, { steps, probe }) {
  const [before, node] = [await trial.view(), await trial.place(probe)];
  const from = await trial.empty();
  const to = (i) => { const by = ellipse(i, steps); return [from.x + by.x, from.y + by.y]; };
  const result = await gesture(
    trial, steps,
    () => trial.mouse("mousePressed", from.x, from.y),
    (i) => trial.mouse("mouseMoved", ...to(i)),
    () => trial.mouse("mouseReleased", ...to(steps)),
    async () => {
      assert(trial, Math.abs((await trial.view()).y - before.y - 220) < 12, "the pan did not move the view");
      assert(trial, near(await trial.place(probe), node, 0.5), "the pan moved a node");
    },
  );
  assert(trial, near(await trial.view(), before, 12), "the pan did not come back");
  return result;
}

/** In by a quarter, out by a half, in by a quarter, about the same point. */
export async function zoom(trial, { steps, at }) {
  const before = await trial.view();
  const { delta, modifiers } = trial.page.wheel;
  const inwards = (i) => i <= steps / 4 || i > (steps * 3) / 4;
  const result = await gesture(
    trial, steps,
    async () => {},
    (i) => trial.mouse("mouseWheel", at.x, at.y, { button: "none", deltaX: 0, deltaY: inwards(i) ? -delta : delta, modifiers }),
    async () => {},
    async () => {
      // Half the way: in by a quarter and out by as much again.
      assert(trial, Math.abs((await trial.view()).zoom / before.zoom - 1) < 0.1, "the zoom is not what its steps come to");
    },
  );
  const after = await trial.view();
  assert(trial, near(after, before, 4) && Math.abs(after.zoom / before.zoom - 1) < 0.02, "the zoom did not come back");
  return result;
}

/** A node round an ellipse, pressed at its icon. */
export async function drag(trial, { steps, probe }) {
  const [before, node] = [await trial.view(), await trial.place(probe)];
  const box = await trial.box(trial.page.node(probe));
  const from = { x: box.x + box.width * 0.12, y: box.y + box.height / 2 };
  const to = (i) => { const by = ellipse(i, steps); return [from.x + by.x, from.y + by.y]; };
  const result = await gesture(
    trial, steps,
    async () => {
      await trial.mouse("mousePressed", from.x, from.y);
      // Past what every page takes for a click; React Flow leaves the card behind by it.
      await trial.mouse("mouseMoved", from.x + 5, from.y);
    },
    (i) => trial.mouse("mouseMoved", ...to(i)),
    () => trial.mouse("mouseReleased", ...to(steps)),
    async () => {
      assert(trial, (await trial.place(probe)).y - node.y > 150, "the drag did not move the node");
      assert(trial, near(await trial.view(), before, 1), "the drag moved the view");
    },
  );
  const back = await trial.place(probe);
  assert(trial, near(back, node, 12), `the drag did not come back: from ${node.x}, ${node.y} to ${back.x}, ${back.y}`);
  return result;
}

/** From one side to the other, three times: what comes into view has to be mounted. It ends where the graph is dense. */
export async function travel(trial, { pane }) {
  const strokes = [];
  for (let stroke = 0; stroke < 3; stroke++) {
    const before = await trial.view();
    const from = await trial.empty(0.9, 0.5);
    const by = (pane.width * 0.8) / 20;
    strokes.push((await trial.measure(async () => {
      await trial.mouse("mousePressed", from.x, from.y);
      for (let i = 1; i <= 20; i++) { await trial.mouse("mouseMoved", from.x - by * i, from.y); await trial.frames(); }
      await trial.mouse("mouseReleased", from.x - by * 20, from.y);
      await trial.frames();
    })).task / 20);
    assert(trial, before.x - (await trial.view()).x > pane.width * 0.7, "the view did not travel");
  }
  return { task: strokes.reduce((sum, ms) => sum + ms) / 3, strokes };
}

/** Changes of the DOM per step of a drag, counted exactly. */
export async function changesPerDragStep(trial, { probe }) {
  const box = await trial.box(trial.page.node(probe));
  const from = { x: box.x + box.width * 0.12, y: box.y + box.height / 2 };
  await trial.eval(`bench.seen = []; bench.observer = new MutationObserver((all) => bench.seen.push(...all.map((one) => one.type + " " + (one.attributeName ?? "") + " " + (one.target.className?.baseVal ?? one.target.className ?? one.target.nodeName))));
    bench.observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });`);
  await trial.mouse("mousePressed", from.x, from.y);
  await trial.mouse("mouseMoved", from.x + 20, from.y + 10);
  await trial.frames();
  await trial.mouse("mouseMoved", from.x + 31, from.y + 17);
  await trial.frames();
  await trial.eval("bench.seen.push(...bench.observer.takeRecords().map((one) => one.type)); bench.seen = []; 0");
  await trial.mouse("mouseMoved", from.x + 43, from.y + 29);
  await trial.frames();
  const seen = await trial.eval("bench.observer.disconnect(), bench.seen");
  await trial.mouse("mouseMoved", from.x, from.y);
  await trial.mouse("mouseReleased", from.x, from.y);
  await trial.frames();
  return seen;
}

/** The gaps between frames while events come 60 times a second, whatever the page makes of them. */
export async function smoothness(trial, what, { probe, at }, seconds = 3) {
  const box = await trial.box(trial.page.node(probe));
  const from = what === "drag" ? { x: box.x + box.width * 0.12, y: box.y + box.height / 2 } : what === "zoom" ? at : await trial.empty();
  const { delta, modifiers } = trial.page.wheel;
  await trial.eval(`bench.frames = []; bench.going = true; requestAnimationFrame(function next(now) { bench.frames.push(now); if (bench.going) requestAnimationFrame(next); }); 0`);
  const sent = [];
  if (what !== "zoom") sent.push(trial.mouse("mousePressed", from.x, from.y));
  const count = seconds * 60;
  const start = performance.now();
  for (let i = 1; i <= count; i++) {
    const wait = start + (i * 1000) / 60 - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    const by = ellipse(i, 60);
    const inwards = Math.floor(i / 15) % 4 === 0 || Math.floor(i / 15) % 4 === 3;
    sent.push(what === "zoom"
      ? trial.mouse("mouseWheel", from.x, from.y, { button: "none", deltaX: 0, deltaY: inwards ? -delta : delta, modifiers })
      : trial.mouse("mouseMoved", from.x + by.x, from.y + by.y));
  }
  await Promise.all(sent);
  if (what !== "zoom") await trial.mouse("mouseReleased", from.x, from.y);
  const frames = await trial.eval("bench.going = false, bench.frames");
  const gaps = frames.slice(1).map((now, i) => now - frames[i]).sort((a, b) => a - b);
  const part = (p) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * p))];
  return { p50: part(0.5), p95: part(0.95), max: gaps.at(-1), frames: gaps.length, slow: gaps.filter((gap) => gap > 33.4).length / gaps.length };
}
