// The one fixture generator: journeys of any size, as the file and the record hold them (spec: format.md). All pages that
// are measured read the same text. The same size always gives the same bytes.

/** The card, as crates/journey/src/edit/compose.rs has it. */
export const CARD = { width: 200, height: 72, gapX: 160, gapY: 32 };

/** The id of the journey, and the key its record stands under. */
export const JOURNEY = "bench";
export const KEY = `sojourn/journey/${JOURNEY}`;

/** A generator of numbers from 0 to 1 (Lehmer's, with the multiplier of Park and Miller). */
function randomly(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const EVENTS = ["Signed up", "Added to cart", "Viewed product", "Purchased", "Opened app", "Left a review"];
const SUBJECTS = ["Welcome aboard", "Still thinking about it?", "Your weekly picks", "Last call", "Thank you", "How was it?"];

/** The six kinds: what a node of each holds, and what can happen at it, in the order it is linked from. */
const KINDS = [
  {
    kind: "action",
    outcomes: ["yes", "no", "timeout"],
    fields: (n) => ({ segment: { event: EVENTS[n % EVENTS.length] }, window: { days: 1 + (n % 7) } }),
  },
  {
    kind: "push",
    outcomes: ["sent", "failed", "clicked", "unreachable"],
    fields: (n) => ({ what: { title: SUBJECTS[n % SUBJECTS.length], body: "Good to see you." } }),
  },
  {
    kind: "email",
    outcomes: ["sent", "viewed", "failed", "clicked", "unreachable"],
    fields: (n) => ({ what: { provider: "Default", sender: "Shop", subject: SUBJECTS[n % SUBJECTS.length], body: "Hello." } }),
  },
  {
    kind: "sms",
    outcomes: ["sent", "failed", "unreachable"],
    fields: () => ({ what: { provider: "Default", sender: "Shop", body: "We are open until eight." } }),
  },
  { kind: "split-test", outcomes: [{ path: 0 }, { path: 1 }], fields: () => ({ what: { mode: "automatic" }, paths: [{}, {}] }) },
  { kind: "update-profile", outcomes: ["updated"], fields: () => ({ what: { updates: [{ property: "stage", operation: "set", value: "warm" }] } }) },
];
const WAITS = ["viewed", "clicked", "delivered"];

/** A graph of so many nodes: columns from left to right, about 1.3 links per node, one link in five with a delay. */
export function graph(size) {
  const random = randomly(42 + size);
  const pick = (n) => Math.floor(random() * n);
  const rows = Math.ceil(Math.sqrt(size));
  const [stepX, stepY] = [CARD.width + CARD.gapX, CARD.height + CARD.gapY];
  const nodes = [];
  const links = [];
  /** How many outcomes of a node are linked already. */
  const used = [];
  // The first column holds the entry alone, in the middle: there the canvas opens. Those after it are twice as high each,
  // up to the square: so every node can be reached.
  const places = [];
  for (let column = 0, high = 1; places.length < size; column++, high = Math.min(rows, high === 1 ? 3 : high * 2)) {
    const count = Math.min(high, size - places.length);
    for (let i = 0; i < count; i++) places.push({ column, row: Math.floor((rows - high) / 2) + i });
  }
  const last = places[size - 1].column;
  for (let n = 0; n < size; n++) {
    const { column, row } = places[n];
    // A split has to lead on: it does not stand in the last column.
    const kind = n === 0 ? KINDS[0] : KINDS.filter((kind) => kind.kind !== "split-test" || column < last)[pick(column < last ? 6 : 5)];
    const node = { id: `n${n}`, kind: kind.kind, title: `${SUBJECTS[n % SUBJECTS.length]} ${n}`, at: [column * stepX, row * stepY + pick(6) * 4] };
    if (n === 0) node.entry = true;
    Object.assign(node, kind.fields(n));
    if (n === 0) delete node.window;
    nodes.push({ node, kind, column, row });
    used.push(0);
  }
  const seen = new Set();
  const link = (from, to) => {
    const { node, kind } = nodes[from];
    const pair = `${from} ${to}`;
    if (used[from] >= kind.outcomes.length || seen.has(pair)) return false;
    seen.add(pair);
    const outcome = kind.outcomes[used[from]++];
    const made = { from: node.id, outcome, to: nodes[to].node.id };
    if (pick(5) === 0) made.delay = { hours: 1 + pick(23) };
    if (WAITS.includes(outcome)) made.window = { days: 1 + pick(3) };
    links.push(made);
    return true;
  };
  // Every node is reached: from near it in the column before, and where nothing is free there, from farther away.
  const columns = group(nodes);
  for (let n = 1; n < size; n++) {
    const { column, row } = nodes[n];
    const before = [...columns.get(column - 1)].sort((a, b) => Math.abs(nodes[a].row - row) - Math.abs(nodes[b].row - row));
    if (!before.slice(0, 5).some((from) => link(from, n)) && !before.some((from) => link(from, n))) {
      for (let from = n - 1; from > 0 && !(nodes[from].column < column && link(from, n)); from--);
    }
  }
  // Every path of a split leads somewhere.
  nodes.forEach(({ kind, column, row }, from) => {
    const after = (columns.get(column + 1) ?? []).toSorted((a, b) => Math.abs(nodes[a].row - row) - Math.abs(nodes[b].row - row));
    if (kind.kind === "split-test") for (const to of after) if (used[from] < 2) link(from, to);
  });
  // And some more ways that join.
  for (let more = Math.floor(size * 1.3) - links.length, tries = size * 4; more > 0 && tries > 0; tries--) {
    const from = pick(size);
    const next = columns.get(nodes[from].column + 1 + pick(2));
    if (!next) continue;
    const to = next[Math.min(next.length - 1, Math.max(0, nodes[from].row - 3 + pick(7)))];
    if (link(from, to)) more--;
  }
  return { nodes: nodes.map(({ node }) => node), links };
}

/** The shapes besides the layered graph of `graph`: their cost can grow in ways that one hides. */
export const SHAPES = ["chain", "ring", "ladder", "fan"];

/** A graph of one shape and so many nodes, the entry among them: as crates/journey/src/arbitrary/shapes.rs has them. */
export function shape(name, size) {
  const [stepX, stepY, last] = [280, 104, size - 1];
  const links = [];
  const link = (from, outcome, to) => links.push({ from: `n${from}`, outcome, to: `n${to}` });
  const isSegment = (n) => n === 0 || (name === "fan" && n < last && n % 2 === 1);
  const place = {
    chain: (n) => [n, 0],
    ring: (n) => [n, 0],
    ladder: (n) => (n === 0 ? [0, 0] : [1 + ((n - 1) >> 1), (n - 1) % 2]),
    fan: (n) => (n === 0 ? [0, 0] : n === last ? [3, 0] : [1 + ((n - 1) % 2), (n - 1) >> 1]),
  }[name];
  const nodes = Array.from({ length: size }, (_, n) => {
    const [x, y] = place(n);
    const node = { id: `n${n}`, kind: isSegment(n) ? "action" : "push", title: `N${n}`, at: [x * stepX, y * stepY] };
    if (n === 0) node.entry = true;
    return Object.assign(node, isSegment(n) ? { segment: { event: "Signed up" } } : { what: { title: "Hello", body: "Hi" } });
  });
  if (name === "fan") {
    for (let n = 1; n < last; n += 2) {
      link(0, "yes", n);
      if (n + 1 < last) link(n, "yes", n + 1);
      link(n + 1 < last ? n + 1 : n, n + 1 < last ? "sent" : "yes", last);
    }
  } else if (name === "ladder") {
    link(0, "yes", 1);
    link(1, "failed", 2);
    for (let n = 1; n < size; n++) {
      if (n + 2 < size) link(n, "sent", n + 2);
      const across = n % 2 ? n + 3 : n + 1;
      if (n > 2 && across < size) link(n, "failed", across);
    }
  } else {
    link(0, "yes", 1);
    for (let n = 1; n < last; n++) link(n, "sent", n + 1);
    if (name === "ring") link(last, "sent", 1);
  }
  return { nodes, links };
}

/** A journey of a shape, entered by event. */
export function shaped(name, size) {
  return {
    id: `${name}-${size}`,
    name: `${name} ${size}`,
    created: "2026-03-01T09:00:00Z",
    versions: [{ number: null, status: "draft", setup: { zone: "Europe/Berlin", entry: "on-event" }, graph: shape(name, size) }],
  };
}

function group(nodes) {
  const columns = new Map();
  nodes.forEach(({ column }, n) => (columns.get(column) ?? columns.set(column, []).get(column)).push(n));
  return columns;
}

/** The journey, as an entry of a file's `journeys`. */
export function journey(size) {
  return {
    id: JOURNEY,
    name: `Bench ${size}`,
    created: "2026-03-01T09:00:00Z",
    versions: [{ number: null, status: "draft", setup: { zone: "Europe/Berlin", entry: "on-event", timeout: { days: 90 } }, graph: graph(size) }],
  };
}

/** The record of it in localStorage. */
export function record(size) {
  return JSON.stringify({ sojourn: 1, revision: 1, saved: "2026-03-01T09:00:00Z", journey: journey(size) });
}

/** The same as a file, for the import. */
export function file(size) {
  return JSON.stringify({ format: "sojourn", version: 1, journeys: [journey(size)] });
}

// node fixture.mjs: what the sizes come to.
if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").at(-1))) {
  for (const size of [50, 300, 1000, 3000, 10000]) {
    const { nodes, links } = graph(size);
    const kinds = new Set(nodes.map((node) => node.kind)).size;
    console.log(`${size}: ${links.length} links, ${kinds} kinds, ${record(size).length} characters of 5,242,880`);
  }
}
