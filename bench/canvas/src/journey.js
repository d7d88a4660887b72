// What the pages that are measured have in common: the journey that is read, and where the pane and the view stand.

const params = new URLSearchParams(location.search);
const numbers = (name, otherwise) => (params.get(name) ?? otherwise).split(",").map(Number);

/** The pane, as it stands in the product: its upper left corner and its size. */
export const [left, top, width, height] = numbers("pane", "0,0,1280,800");
/** The view it opens with, as in the product. */
export const [x, y, zoom] = numbers("view", "40,40,1");
/** Whether only what is visible is mounted. */
export const culls = params.has("cull");
/** Whether a node has one source handle in place of one per outcome. */
export const lean = params.has("lean");

/** Puts the pane where the product has it. Absolute, not fixed: below a fixed element React Flow takes 40 times as long to paint. */
export function place(pane) {
  Object.assign(pane.style, { position: "absolute", left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  return pane;
}

/** The graph on record: the same text that the product reads. */
export function graph() {
  return JSON.parse(localStorage.getItem("sojourn/journey/bench")).journey.versions[0].graph;
}

/** The kinds of the fixture: name, group, icon (paths of src/ui/icon.rs) and outcomes, as crates/journey/src/model/kind.rs has them. */
const KINDS = {
  action: ["Action", "segment", "M9 1.5L3 9h4l-1 5.5L13 7H9z", ["yes", "no", "timeout"]],
  push: ["Push", "engagement", "M4 1.5h8v13H4zM7 12.5h2", ["sent", "failed", "clicked", "unreachable", "timeout"]],
  email: ["Email", "engagement", "M2 3.5h12v9H2zM2 4l6 5 6-5", ["sent", "failed", "viewed", "clicked", "unreachable", "timeout"]],
  sms: ["SMS", "engagement", "M2 3h12v8H7l-3 3v-3H2z", ["sent", "failed", "unreachable"]],
  "split-test": ["Split test", "controller", "M6 2h4M7 2v4l-4 8h10L9 6V2", ["path-0", "path-1"]],
  "update-profile": ["Update profile", "controller", "M8 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2.5 14a5.5 5.5 0 0 1 11 0", ["updated"]],
};
const TONES = { yes: "good", sent: "good", updated: "good", viewed: "waits", clicked: "waits", no: "other", timeout: "other", failed: "bad", unreachable: "bad" };

export const slug = (outcome) => (typeof outcome === "string" ? outcome : `path-${outcome.path}`);
export const tone = (slug) => TONES[slug] ?? "path";
export const named = (slug) => (slug.startsWith("path-") ? `Path ${Number(slug.slice(5)) + 1}` : slug[0].toUpperCase() + slug.slice(1));

/** What a card shows of a node. */
export function card(node) {
  const [name, group, icon, outcomes] = KINDS[node.kind];
  const detail = node.segment?.event ?? node.what?.subject ?? node.what?.title ?? node.what?.body ?? "";
  return { name, group, icon, outcomes, title: node.title, caption: detail ? `${name} · ${detail}` : name, label: `${name}: ${node.title}` };
}

/** What a link's label shows. */
export function times({ delay, window }) {
  const short = (span) => (span.days ? `${span.days} d` : `${span.hours} h`);
  return { delay: delay && short(delay), window: window && `≤ ${short(window)}` };
}
