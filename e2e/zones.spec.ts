// The browser's clocks against chrono-tz, by which everything about time is proved natively (issue 4; timing.md §3): every zone
// the browser knows, every change of its clocks in fifty years, as the page finds them. The engine is the same code in both and
// knows of a zone only its offset at an instant.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";

/** Written by crates/rehearsal/tests/browser_zones.rs, which says how. */
const TABLE: { tzdata: string; rows: Record<string, string> } = JSON.parse(readFileSync(new URL("zones.json", import.meta.url), "utf8"));

const MOROCCO = { from: "2026-03-23", since: ["2026-09-20T01:00:00+00:00"], why: "Morocco goes back to UTC for good, in September 2026" };

/**
 * What a newer edition of the database than chrono-tz's changed: the zone, from when on, its changes since (or the zone whose
 * clocks it has had), and why. A browser with either edition is right; anything else is told, to be listed here with its reason or
 * to be put right by an update of chrono-tz.
 */
const NEWER: Record<string, { from: string; since: string | string[]; why: string }> = {
  "Africa/Casablanca": MOROCCO,
  "Africa/El_Aaiun": MOROCCO,
  "Europe/Chisinau": { from: "2022-01-01", since: "Europe/Bucharest", why: "Moldova changes its clocks with the EU, at 01:00 UTC, since 2022" },
  "America/Vancouver": { from: "2026-03-09", since: [], why: "British Columbia stays on summer time from 2026 on" },
  "America/Edmonton": { from: "2026-03-09", since: [], why: "Alberta stays on summer time from 2026 on" },
  "America/Inuvik": { from: "2026-03-09", since: [], why: "the Northwest Territories follow Alberta" },
  "America/Winnipeg": { from: "2026-03-09", since: [], why: "Manitoba stays on summer time from 2026 on" },
};

const START = Date.parse("2000-01-01T00:00:00Z") / 60_000;

/** An instant on clocks so many minutes ahead of UTC. */
function shown(minute: number, offset: number) {
  const clock = new Date((minute + offset) * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${clock}${offset < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** What chrono-tz has of each zone, as the page writes it. */
function expected() {
  const zones = new Map<string, string[]>();
  for (const [row, names] of Object.entries(TABLE.rows)) {
    const [first, ...changes] = row.split(" ");
    let minute = START;
    const lines = [shown(minute, Number(first))];
    for (const change of changes) {
      const [since, offset] = change.split(":");
      minute += parseInt(since, 36);
      lines.push(shown(minute, Number(offset)));
    }
    for (const name of names.split(" ")) zones.set(name, lines);
  }
  return zones;
}

test("the browser and chrono-tz have the same clocks, in every zone the browser knows, from 2000 to 2050", async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.goto("/gallery");
  await page.getByRole("textbox", { name: "Zone", exact: true }).fill("Europe/Berlin");
  await expect(page.getByRole("status", { name: "Clock changes" })).toContainText("2026-03-29T03:00:00+02:00");
  // The field and its answer four hundred times, without the way to the test and back for each.
  const told = await page.evaluate(async () => {
    const field = [...document.querySelectorAll("label")].find((label) => label.textContent === "Zone")!.control as HTMLInputElement;
    const output = document.querySelector("output[aria-label='Clock changes']")!;
    const ask = (zone: string) =>
      new Promise<string>((resolve) => {
        const changed = new MutationObserver(() => {
          changed.disconnect();
          resolve(output.textContent!);
        });
        changed.observe(output, { childList: true, characterData: true, subtree: true });
        field.value = zone;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    const told: Record<string, string> = {};
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      // Nothing in between, so that a zone with the clocks of the one before is told as well.
      await ask("");
      told[zone] = await ask(zone);
    }
    return told;
  });
  expect(Object.keys(told).length).toBeGreaterThan(400);

  const known = expected();
  const differences: string[] = [];
  for (const [zone, text] of Object.entries(told)) {
    const lines = known.get(zone);
    if (!lines) {
      differences.push(`${zone}: chrono-tz ${TABLE.tzdata} does not know it`);
      continue;
    }
    const editions = [lines];
    const newer = NEWER[zone];
    if (newer) {
      const rest = typeof newer.since === "string" ? known.get(newer.since)! : newer.since;
      editions.push([...lines.filter((line) => line < newer.from), ...rest.filter((line) => line >= newer.from)]);
    }
    if (editions.some((edition) => edition.join("\n") === text)) continue;
    const browser = text.split("\n");
    const n = Math.max(0, [...browser, ""].findIndex((line, i) => line !== lines[i]));
    differences.push(`${zone}: the browser has ${browser[n] ?? "no more"}, chrono-tz ${TABLE.tzdata} has ${lines[n] ?? "no more"}`);
  }
  expect(differences).toEqual([]);
});

test("a zone the browser does not know is told as such", async ({ app, page }) => {
  await app.goto("/gallery");
  await page.getByRole("textbox", { name: "Zone", exact: true }).fill("Mars/Olympus");
  await expect(page.getByRole("status", { name: "Clock changes" })).toHaveText("This browser does not know the zone “Mars/Olympus”.");
});
