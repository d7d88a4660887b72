// What a trace and a CPU profile say. Use a build that keeps names: `SOJOURN_NAMES=1 cargo xtask build --public-url /sojourn/`.

/** Self time and total time by function of a CPU profile, as text; `per` so many times what was done. */
export function profiled({ nodes, samples, timeDeltas }, per = 1) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parent = new Map();
  for (const node of nodes) for (const child of node.children ?? []) parent.set(child, node.id);
  const [self, total] = [new Map(), new Map()];
  samples.forEach((id, i) => {
    const ms = timeDeltas[i] / 1000;
    const name = (node) => node.callFrame.functionName || "(anonymous)";
    self.set(name(byId.get(id)), (self.get(name(byId.get(id))) ?? 0) + ms);
    const seen = new Set();
    for (let at = id; at !== undefined; at = parent.get(at)) {
      const one = name(byId.get(at));
      if (!seen.has(one)) total.set(one, (total.get(one) ?? 0) + ms);
      seen.add(one);
    }
  });
  const top = (map) => [...map].filter(([name]) => !["(root)", "(idle)"].includes(name)).sort((a, b) => b[1] - a[1]).slice(0, 45);
  const names = (rows) => rows.map(([name, ms]) => `${(ms / per).toFixed(2).padStart(9)}  ${name}`).join("\n");
  return `\nself, ms\n${names(top(self))}\n\ntotal\n${names(top(total))}`;
}

/** All that was traced meanwhile. */
async function eventsOf(cdp, includedCategories, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  cdp.on("Tracing.dataCollected", collect);
  await cdp.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
  await act();
  const done = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
  await cdp.send("Tracing.end");
  await done;
  cdp.off("Tracing.dataCollected", collect);
  return events;
}

/** What the main thread did meanwhile, in order; `tdur` is its own time in microseconds. */
export async function traceOf(cdp, includedCategories, act) {
  const events = await eventsOf(cdp, includedCategories, act);
  const main = events.find((event) => event.name === "thread_name" && event.args.name === "CrRendererMain" && events.some((other) => other.pid === event.pid && other.name === "FunctionCall"));
  const own = events.filter((event) => event.ph === "X" && event.tid === main?.tid && event.pid === main?.pid && event.tdur !== undefined);
  return own.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
}

/** The tasks of every page's main thread meanwhile, in milliseconds: by the clock, and of its own time. */
export async function tasksOf(cdp, act) {
  const events = await eventsOf(cdp, ["toplevel"], act);
  const mains = events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
  const tasks = events.filter((event) => event.ph === "X" && event.tdur !== undefined && /RunTask$/.test(event.name) && mains.some((main) => main.pid === event.pid && main.tid === event.tid));
  return tasks.map(({ dur, tdur }) => ({ clock: dur / 1000, own: tdur / 1000 }));
}
