// The pages that are measured, and how each shows its view and its nodes.

/** How the product's canvas is found, and the floor that is made like it. */
const PRODUCT_LIKE = {
  pane: ".canvas__view",
  world: ".canvas__world",
  node: (id) => `.canvas__world [data-node="${id}"]`,
  first: ".canvas__world [data-node]",
  wheel: { delta: 40, modifiers: 0 },
};

/** The pages. `key` stands in the results, `name` in the table; `wheel` is what zooms by 2^0.08 per step. */
export const PAGES = {
  product: {
    name: "Sojourn",
    path: () => "/sojourn/journeys/bench",
    ...PRODUCT_LIKE,
    // A wheel with Ctrl is a pinch there, whose strength is 0.01 per pixel.
    wheel: { delta: 8, modifiers: 2 },
  },
  flow: peer("React Flow", ""),
  flowCull: peer("React Flow, onlyRenderVisibleElements", "&cull"),
  flowLean: peer("React Flow, one source handle per node", "&lean"),
  flowLeanCull: peer("React Flow, one source handle per node, onlyRenderVisibleElements", "&lean&cull"),
  floor: floor("Floor", ""),
  floorCull: floor("Floor with culling", "&cull"),
};

function peer(name, variant) {
  return {
    name,
    path: (where) => `/bench/peer.html?${where}${variant}`,
    pane: ".react-flow__pane",
    world: ".react-flow__viewport",
    node: (id) => `.react-flow__node[data-id="${id}"]`,
    first: ".react-flow__node",
    wheel: { delta: 40, modifiers: 0 },
  };
}

function floor(name, variant) {
  return { ...PRODUCT_LIKE, name, path: (where) => `/bench/floor.html?${where}${variant}` };
}
