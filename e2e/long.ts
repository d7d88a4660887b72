// Work that takes long, and a hold on it.
import { shaped } from "../bench/canvas/fixture.mjs";
import type { Page } from "./fixtures";

/** A journey without errors whose timetable takes seconds: many messages in a row, in each of 38 zones, with quiet hours. */
export function long(size = 1_000) {
  const journey = shaped("chain", size);
  const [version] = journey.versions;
  const all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const quiet_hours = { windows: [{ days: all, from: "22:00", to: "08:00" }], handling: "after" };
  Object.assign(version.setup, { entry: "at-a-time", timeline: { kind: "recurring", every: 1, unit: "day" }, user_zone: true, quiet_hours });
  const segment = { behaviours: { match: "all", list: [{ did: true, event: "Purchased", within: { days: 30 } }] } };
  Object.assign(version.graph.nodes[0], { kind: "past-behavior", segment });
  for (const node of version.graph.nodes) if (node.kind === "push") Object.assign(node, { user_zone: true });
  for (const link of version.graph.links) Object.assign(link, { delay: { hours: 5 } });
  return journey;
}

/**
 * Holds long work between two of its slices from the moment its progress shows, by the name of that, until the answer is
 * called, which ends when what was held has run: no hand is quick enough for every machine. Before, a slice comes every
 * 200 ms, so that a quick machine takes long as well.
 */
export async function hold(page: Page, name: string) {
  await page.evaluate(slowDown, name);
  return release(page);
}

/** Holds the same work from the load of a page on: what begins by itself may be done before anybody asks for a hold. */
export async function holdFromStart(page: Page, name: string) {
  await page.addInitScript(slowDown, name);
  return release(page);
}

const release = (page: Page) => () => page.evaluate(() => (window as unknown as { release(): Promise<void> }).release());

function slowDown(name: string) {
  const { setTimeout } = window;
  const held: (() => void)[] = [];
  window.setTimeout = ((act: () => void, after?: number) => (after ? setTimeout(act, after) : -held.push(act))) as typeof setTimeout;
  const run = () => held.splice(0).forEach((act) => setTimeout(act));
  const slow = setInterval(() => document.querySelector(`.working[aria-label="${name}"] progress`) || run(), 200);
  Object.assign(window, {
    release: () => {
      clearInterval(slow);
      window.setTimeout = setTimeout;
      run();
      return new Promise((done) => setTimeout(() => requestAnimationFrame(done)));
    },
  });
}
