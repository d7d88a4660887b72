// What a CPU profile says. Use a build that keeps names: `SOJOURN_NAMES=1 cargo xtask build --public-url /sojourn/`.

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
