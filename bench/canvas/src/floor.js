// The floor: the same cards, written by hand as sparingly as that goes. One transform for the world, one <svg> for all
// links, one write per frame. With ?cull only what is visible and half as much around it is mounted.
import "./card.css";
import { card, culls, graph, height, named, place, slug, times, tone, width, x, y, zoom } from "./journey.js";

const { nodes, links } = graph();
const view = { x, y, zoom };
const at = new Map(nodes.map((node) => [node.id, { x: node.at[0], y: node.at[1] }]));
const cards = new Map(nodes.map((node) => [node.id, card(node)]));
const linksAt = new Map(nodes.map((node) => [node.id, []]));
for (const link of links) {
  link.slug = slug(link.outcome);
  link.key = `${link.from} ${link.slug} ${link.to}`;
  linksAt.get(link.from).push(link);
  linksAt.get(link.to).push(link);
}

const pane = place(document.getElementById("pane"));
pane.className = "canvas__view";
pane.setAttribute("role", "application");
pane.innerHTML = `<div class="canvas__world"><svg class="canvas__links" aria-hidden="true" width="1" height="1"></svg></div>
  <canvas class="minimap" width="176" height="112"></canvas>`;
const world = pane.firstElementChild;
const svg = world.firstElementChild;

// Cards and links

const shownNodes = new Map();
const shownLinks = new Map();

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function nodeHtml(id) {
  const { label, group, icon, title, caption, outcomes } = cards.get(id);
  const n = outcomes.length;
  const dots = outcomes
    .map((outcome, i) => `<circle class="node__dot outcome--${tone(outcome)} node__dot--linked" cx="5" cy="${Math.round((72 * (i + 1)) / (n + 1))}" r="3.25"/>`)
    .join("");
  return `<div class="node" data-group="${group}" role="group" aria-roledescription="node" aria-label="${escape(label)}" aria-current="false" data-node="${id}" tabindex="-1"><span class="node__face"><span class="tile"><svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="${icon}"></path></svg></span><span class="node__text"><span class="node__title">${escape(title)}</span><span class="node__kind">${escape(caption)}</span></span><svg class="node__dots" aria-hidden="true">${dots}</svg></span><span class="node__ports"></span></div>`;
}

const template = document.createElement("template");

function mountNode(id) {
  template.innerHTML = nodeHtml(id);
  const element = template.content.firstChild;
  shownNodes.set(id, element);
  placeNode(id);
  return element;
}

function placeNode(id) {
  const element = shownNodes.get(id);
  if (!element) return;
  // As the product does it: a card stands by left and top, and is displaced by a transform while it is in the hand.
  const { x, y } = at.get(id);
  if (carried?.id === id) element.style.transform = `translate(${x - carried.from.x}px,${y - carried.from.y}px)`;
  else Object.assign(element.style, { left: `${x}px`, top: `${y}px`, transform: "" });
}

function curve(link) {
  const { outcomes } = cards.get(link.from);
  const [from, to] = [at.get(link.from), at.get(link.to)];
  const [x1, y1] = [from.x + 200, from.y + (72 * (outcomes.indexOf(link.slug) + 1)) / (outcomes.length + 1)];
  const [x2, y2] = [to.x, to.y + 36];
  const dx = x2 - x1;
  const reach = dx >= 0 ? Math.max(dx / 2, 30) : Math.min(30 - dx / 2, 240);
  return [x1, Math.round(y1), x1 + reach, Math.round(y1), x2 - reach, y2, x2, y2];
}

function mountLink(link) {
  const { delay, window } = times(link);
  const time = (text, icon) => (text ? `<span class="link-label__time">${icon}${text}</span>` : "");
  const clock = '<svg class="icon" viewBox="0 0 16 16"><path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 5v3l2 2"></path></svg>';
  const name = `${cards.get(link.from).label} ${named(link.slug)} to ${cards.get(link.to).label}`;
  template.innerHTML = `<svg><g class="link outcome--${tone(link.slug)}" data-link="${link.key}"><path class="link__hit"></path><path class="link__line"></path></g></svg><div class="link-label outcome--${tone(link.slug)}" role="group" aria-roledescription="link" aria-label="${escape(name)}" tabindex="-1" data-link="${link.key}"><span class="link-label__outcome">${named(link.slug)}</span>${time(window, "")}${time(delay, clock)}</div>`;
  const shown = { g: template.content.firstChild.firstChild, label: template.content.lastChild };
  shownLinks.set(link.key, shown);
  placeLink(link);
  return shown;
}

function placeLink(link) {
  const shown = shownLinks.get(link.key);
  if (!shown) return;
  const [x1, y1, c1, d1, c2, d2, x2, y2] = curve(link);
  const d = `M${x1} ${y1}C${c1} ${d1} ${c2} ${d2} ${x2} ${y2}m-7 -4l7 4l-7 4`;
  shown.g.firstChild.setAttribute("d", d);
  shown.g.lastChild.setAttribute("d", d);
  shown.label.style.transform = `translate(calc(${Math.round((x1 + x2) / 2)}px - 50%),calc(${Math.round((y1 + y2) / 2)}px - 50%))`;
}

// What is mounted

let mounted;

function mountAll(seesNode, seesLink) {
  const news = document.createDocumentFragment();
  const newLinks = document.createDocumentFragment();
  for (const { id } of nodes) {
    const sees = seesNode(id);
    if (sees && !shownNodes.has(id)) news.append(mountNode(id));
    else if (!sees && shownNodes.has(id)) {
      shownNodes.get(id).remove();
      shownNodes.delete(id);
    }
  }
  const labels = document.createDocumentFragment();
  for (const link of links) {
    const sees = seesLink(link);
    const shown = shownLinks.get(link.key);
    if (sees && !shown) {
      const { g, label } = mountLink(link);
      newLinks.append(g);
      labels.append(label);
    } else if (!sees && shown) {
      shown.g.remove();
      shown.label.remove();
      shownLinks.delete(link.key);
    }
  }
  svg.append(newLinks);
  svg.after(labels);
  world.append(news);
}

function cull() {
  if (!culls) {
    if (!mounted) mountAll(() => true, () => true);
    mounted = true;
    return;
  }
  const [l, t] = [-view.x / view.zoom, -view.y / view.zoom];
  const [w, h] = [width / view.zoom, height / view.zoom];
  if (mounted && l >= mounted.l && t >= mounted.t && l + w <= mounted.r && t + h <= mounted.b && mounted.w < w * 3) return;
  const margin = Math.max(w, h) / 2;
  const seen = { l: l - margin, t: t - margin, r: l + w + margin, b: t + h + margin, w: w + 2 * margin };
  mounted = seen;
  const meets = (x1, y1, x2, y2) => x1 < seen.r && x2 > seen.l && y1 < seen.b && y2 > seen.t;
  mountAll(
    (id) => id === carried?.id || meets(at.get(id).x, at.get(id).y, at.get(id).x + 200, at.get(id).y + 72),
    (link) => {
      const [x1, y1, , , , , x2, y2] = curve(link);
      return meets(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
    },
  );
}

// The minimap: the nodes once, the window at every frame.

const minimap = pane.lastElementChild.getContext("2d");
const still = document.createElement("canvas");
let scale;
function drawStill() {
  const right = Math.max(...[...at.values()].map((p) => p.x)) + 200;
  const bottom = Math.max(...[...at.values()].map((p) => p.y)) + 72;
  scale = Math.min(176 / right, 112 / bottom);
  [still.width, still.height] = [176, 112];
  const context = still.getContext("2d");
  context.fillStyle = "#888";
  for (const p of at.values()) context.fillRect(p.x * scale, p.y * scale, Math.max(1, 200 * scale), Math.max(1, 72 * scale));
}
function drawMinimap() {
  minimap.clearRect(0, 0, 176, 112);
  minimap.drawImage(still, 0, 0);
  minimap.strokeRect((-view.x / view.zoom) * scale, (-view.y / view.zoom) * scale, (width / view.zoom) * scale, (height / view.zoom) * scale);
}

// One write per frame

let asked = false;
const moved = new Set();
function ask() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    draw();
  });
}
let grid = "";
function draw() {
  cull();
  for (const id of moved) {
    placeNode(id);
    linksAt.get(id).forEach(placeLink);
  }
  moved.clear();
  world.style.transform = `translate(${view.x.toFixed(2)}px,${view.y.toFixed(2)}px) scale(${view.zoom.toFixed(4)})`;
  let step = 20 * view.zoom;
  while (step < 14) step *= 2;
  pane.style.backgroundPosition = `${view.x.toFixed(1)}px ${view.y.toFixed(1)}px`;
  const size = `${step.toFixed(2)}px ${step.toFixed(2)}px`;
  if (size !== grid) pane.style.backgroundSize = grid = size;
  pane.classList.toggle("canvas__view--far", view.zoom < 0.4);
  drawMinimap();
}

// The hand

let carried;
let panned;
pane.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-node]");
  pane.setPointerCapture(event.pointerId);
  event.preventDefault();
  if (!card) {
    panned = { x: event.clientX, y: event.clientY };
    return;
  }
  const id = card.dataset.node;
  carried = { id, x: event.clientX, y: event.clientY, from: { ...at.get(id) } };
  for (const other of world.querySelectorAll(".node--selected")) other.classList.remove("node--selected");
  card.classList.add("node--selected");
});
pane.addEventListener("pointermove", (event) => {
  if (panned) {
    view.x += event.clientX - panned.x;
    view.y += event.clientY - panned.y;
    panned = { x: event.clientX, y: event.clientY };
  } else if (carried) {
    const p = at.get(carried.id);
    p.x = Math.round(carried.from.x + (event.clientX - carried.x) / view.zoom);
    p.y = Math.round(carried.from.y + (event.clientY - carried.y) / view.zoom);
    moved.add(carried.id);
  } else return;
  ask();
});
pane.addEventListener("pointerup", () => {
  const dropped = carried?.id;
  carried = panned = undefined;
  if (dropped) {
    placeNode(dropped);
    drawStill();
    ask();
  }
});
const bounds = pane.getBoundingClientRect();
pane.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    const to = Math.min(2.5, Math.max(0.1, view.zoom * 2 ** (-event.deltaY * 0.002)));
    const [px, py] = [event.clientX - bounds.left, event.clientY - bounds.top];
    view.x = px - ((px - view.x) / view.zoom) * to;
    view.y = py - ((py - view.y) / view.zoom) * to;
    view.zoom = to;
    ask();
  },
  { passive: false },
);

drawStill();
draw();
