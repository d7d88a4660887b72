// dagre.js on the journey on record, for Tidy up to be compared with. `layout()` makes the graph and lays it out, and
// gives back how long that took and how large it became.
import dagre from "@dagrejs/dagre";
import { graph } from "./journey.js";

globalThis.layout = () => {
  const { nodes, links } = graph();
  const start = performance.now();
  const made = new dagre.graphlib.Graph({ multigraph: true });
  made.setGraph({ rankdir: "LR", ranksep: 160, nodesep: 32 });
  made.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) made.setNode(id, { width: 200, height: 72 });
  links.forEach(({ from, to }, i) => made.setEdge(from, to, {}, `${i}`));
  dagre.layout(made);
  const { width, height } = made.graph();
  return { ms: performance.now() - start, width, height };
};
document.documentElement.dataset.ready = "";
