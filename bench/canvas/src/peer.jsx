// React Flow as its documentation has it: controlled nodes and edges, a memoised node type outside of the component,
// minimap, controls and grid. A handle per outcome and a label per edge, as the product has them.
import { memo, useCallback } from "react";
import { createRoot } from "react-dom/client";
import {
  addEdge,
  Background,
  Controls,
  Handle,
  MarkerType,
  MiniMap,
  Position,
  ReactFlow,
  useEdgesState,
  useNodesState,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import "./card.css";
import { card, culls, graph, lean, named, place, slug, times, tone, x, y, zoom } from "./journey.js";

const Card = memo(function Card({ data, selected }) {
  const outcomes = lean ? ["sent"] : data.outcomes;
  return (
    <div className={selected ? "node node--selected" : "node"} data-group={data.group}>
      <span className="tile">
        <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
          <path d={data.icon} />
        </svg>
      </span>
      <span className="node__text">
        <span className="node__title">{data.title}</span>
        <span className="node__kind">{data.caption}</span>
      </span>
      <Handle type="target" position={Position.Left} />
      {outcomes.map((outcome, i) => (
        <Handle
          key={outcome}
          id={lean ? undefined : outcome}
          type="source"
          position={Position.Right}
          className={`outcome--${tone(outcome)}`}
          title={named(outcome)}
          style={{ top: `${((i + 1) / (outcomes.length + 1)) * 100}%` }}
        />
      ))}
    </div>
  );
});
const nodeTypes = { card: Card };

const record = graph();
const firstNodes = record.nodes.map((node) => {
  const data = card(node);
  return { id: node.id, type: "card", position: { x: node.at[0], y: node.at[1] }, data, ariaLabel: data.label };
});
const firstEdges = record.links.map((link) => {
  const outcome = slug(link.outcome);
  const { delay, window } = times(link);
  return {
    id: `${link.from} ${outcome} ${link.to}`,
    source: link.from,
    sourceHandle: lean ? undefined : outcome,
    target: link.to,
    label: [named(outcome), window, delay].filter(Boolean).join(" "),
    className: `outcome--${tone(outcome)}`,
    markerEnd: { type: MarkerType.Arrow },
  };
});

const view = { x, y, zoom };

function Peer() {
  const [nodes, , onNodesChange] = useNodesState(firstNodes);
  const [edges, setEdges, onEdgesChange] = useEdgesState(firstEdges);
  const onConnect = useCallback((connection) => setEdges((edges) => addEdge(connection, edges)), [setEdges]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={onConnect}
      nodeTypes={nodeTypes}
      defaultViewport={view}
      minZoom={0.1}
      maxZoom={2.5}
      onlyRenderVisibleElements={culls}
    >
      <Background />
      <Controls />
      <MiniMap />
    </ReactFlow>
  );
}

createRoot(place(document.getElementById("pane"))).render(<Peer />);
