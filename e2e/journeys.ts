// Journeys as the file and the record hold them (spec: format.md), for tests that begin with some.
import type { App } from "./fixtures";

export const FORMAT = { format: "sojourn", version: 1 };

const GRAPH = {
  nodes: [
    { id: "start", kind: "action", title: "Signed up", at: [0, 0], entry: true, segment: { event: "Signed up" } },
    { id: "hello", kind: "push", title: "Hello", at: [280, 0], what: { title: "Hello", body: "Good to see you." } },
  ],
  links: [{ from: "start", outcome: "yes", to: "hello", delay: { hours: 1 } }],
};

/** A journey with a draft, or with one version published at an instant. */
export function journey(name: string, { id = name.toLowerCase().replaceAll(/\W+/g, "-"), published = "" } = {}) {
  return {
    id,
    name,
    created: "2026-03-01T09:00:00Z",
    versions: [
      {
        number: published ? 1 : null,
        status: published ? { published: { at: published } } : "draft",
        setup: { zone: "Europe/Berlin", entry: "on-event" },
        graph: GRAPH,
      },
    ],
  };
}

/** Every Tuesday, a push at 20:00 and a mail two days later. */
export function weekly(name: string, { atActivation = false, published = "" } = {}) {
  return {
    id: name.toLowerCase().replaceAll(/\W+/g, "-"),
    name,
    created: "2026-03-01T09:00:00Z",
    versions: [
      {
        number: published ? 1 : null,
        status: published ? { published: { at: published } } : "draft",
        setup: {
          zone: "Europe/Berlin",
          timeline: { kind: "recurring", every: 1, unit: "week", weekdays: ["tue"] },
          end: "2026-03-31",
          run_at_activation: atActivation,
        },
        graph: {
          nodes: [
            {
              id: "start",
              kind: "past-behavior",
              at: [0, 0],
              entry: true,
              segment: { behaviours: { match: "all", list: [{ did: true, event: "Purchased", within: { days: 30 } }] } },
            },
            { id: "hello", kind: "push", title: "Hello", at: [280, 0], when: { clock: "20:00" }, what: { title: "Hello", body: "Hi" } },
            { id: "again", kind: "email", title: "Again", at: [560, 0], what: { subject: "Again", body: "Hi" } },
          ],
          links: [
            { from: "start", outcome: "yes", to: "hello", delay: null },
            { from: "hello", outcome: "sent", to: "again", delay: { days: 2 } },
          ],
        },
      },
    ],
  };
}

export function file(...journeys: object[]) {
  return JSON.stringify({ ...FORMAT, journeys });
}

/** The record of a journey. */
export function record(journey: object) {
  return JSON.stringify({ sojourn: 1, revision: 1, saved: "2026-03-01T09:00:00Z", journey });
}

/** Puts texts into localStorage before the app is there: once, and never again after a reload or in another tab. */
export async function store(app: App, entries: Record<string, string>) {
  await app.page.context().addInitScript(
    ([entries, once]) => {
      if (location.protocol === "about:" || localStorage.getItem(once)) return;
      localStorage.setItem(once, "stored");
      for (const [key, text] of Object.entries<string>(JSON.parse(entries))) localStorage.setItem(key, text);
    },
    // As JSON: what is no well-formed text would not come over as it is.
    [JSON.stringify(entries), `test/${Object.keys(entries).join()}`] as const,
  );
}

/** Puts journeys on record before the app is there. */
export async function keep(app: App, ...journeys: { id: string }[]) {
  await store(app, Object.fromEntries(journeys.map((one) => [`sojourn/journey/${one.id}`, record(one)])));
}
