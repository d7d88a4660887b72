// The clocks of the page against two others (issue 4; timing.md §3). Against the transitions that the browser itself tells, in every
// zone and also after 2099: they have to be the same, whatever edition of the IANA database it has. And against chrono-tz, by which
// everything about time is proved natively: editions differ in a few zones, which are reported and counted.
import { readFileSync } from "node:fs";
import { expect, test, type App, type Page } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

/** Written by crates/rehearsal/tests/browser_zones.rs, which says how. */
const TABLE: { tzdata: string; rows: Record<string, string> } = JSON.parse(readFileSync(new URL("zones.json", import.meta.url), "utf8"));

/** In so many zones, of more than four hundred, the editions of the browser and of chrono-tz may differ: the last years changed one to three each. */
const EDITIONS = 20;

/** The stretches of time that the gallery tells of. */
const STRETCHES = [[2000, 2050], [2098, 2104], [2994, 3000]];

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

/** What the page tells of each zone the browser knows. */
async function toldByPage(app: App, page: Page) {
  await app.goto("/gallery");
  await page.getByRole("textbox", { name: "Zone", exact: true }).fill("Europe/Berlin");
  await expect(page.getByRole("status", { name: "Clock changes" })).toContainText("2026-03-29T03:00:00+02:00");
  // The field and its answer four hundred times, without the way to the test and back for each.
  return page.evaluate(async () => {
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
}

/** The same by the transitions that the browser tells, which the app does not use. */
function toldByBrowser(page: Page) {
  return page.evaluate((stretches) => {
    const { Temporal } = globalThis as any;
    const tell = (zone: string, [from, to]: number[]) => {
      const end = Date.UTC(to!, 0);
      let at = Temporal.Instant.fromEpochMilliseconds(Date.UTC(from!, 0)).toZonedDateTimeISO(zone);
      let offset = at.offsetNanoseconds;
      const lines = [at.toString({ timeZoneName: "never" })];
      while ((at = at.getTimeZoneTransition("next")) && at.epochMilliseconds <= end) {
        // Some change the name of the time alone.
        if (at.offsetNanoseconds !== offset) lines.push(at.toString({ timeZoneName: "never" }));
        offset = at.offsetNanoseconds;
      }
      return lines.join("\n");
    };
    const told: Record<string, string> = {};
    for (const zone of Intl.supportedValuesOf("timeZone")) told[zone] = stretches.map((stretch) => tell(zone, stretch)).join("\n\n");
    return told;
  }, STRETCHES);
}

/** The first line in which two lists differ. */
function difference(a: string, b: string) {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const n = left.findIndex((line, i) => line !== right[i]);
  return n < 0 ? `no more, and ${right[left.length]}` : `${left[n]}, and ${right[n] ?? "no more"}`;
}

test("the page has the clocks of the browser in every zone, until 2050 and after 2099, and those of chrono-tz but for its edition", async ({ app, page }) => {
  test.setTimeout(240_000);
  const told = await toldByPage(app, page);
  const zones = Object.keys(told);
  expect(zones.length).toBeGreaterThan(400);
  const browser = await toldByBrowser(page);
  expect(browser["Europe/Berlin"], "it tells of changes after 2099").toContain("2103-03-25T03:00:00+02:00");
  expect(zones.filter((zone) => told[zone] !== browser[zone]).map((zone) => `${zone}: ${difference(told[zone]!, browser[zone]!)}`)).toEqual([]);

  const known = expected();
  const until2050 = (zone: string) => told[zone]!.split("\n\n")[0]!;
  const editions = zones
    .filter((zone) => known.get(zone)?.join("\n") !== until2050(zone))
    .map((zone) => `${zone}: ${difference(until2050(zone), known.get(zone)?.join("\n") ?? "")} by chrono-tz ${TABLE.tzdata}`);
  test.info().annotations.push(...editions.map((description) => ({ type: "another edition of the IANA database", description })));
  expect(editions.length, `chrono-tz ${TABLE.tzdata} is too old: ${editions.join("; ")}`).toBeLessThanOrEqual(EDITIONS);
});

for (const [start, instant] of [
  ["2150-07-01T09:30", "2150-07-01T09:30:00+02:00"],
  ["2150-12-01T09:30", "2150-12-01T09:30:00+01:00"],
] as const) {
  test(`a start on ${start} is on the clocks of its season`, async ({ app }) => {
    const plain = journey("Far");
    const [version] = plain.versions;
    await keep(app, { ...plain, versions: [{ ...version, setup: { ...version.setup, start: { later: start } } as never }] });
    const builder = new Builder(app);
    await builder.open("far");
    await builder.button("Publish").click();
    const activates = builder.publishing.getByRole("region", { name: "What will happen" }).locator("dl > div").filter({ hasText: "Activates" });
    await expect(activates.locator("time")).toHaveAttribute("datetime", instant);
  });
}

test("a zone the browser does not know is told as such", async ({ app, page }) => {
  await app.goto("/gallery");
  await page.getByRole("textbox", { name: "Zone", exact: true }).fill("Mars/Olympus");
  await expect(page.getByRole("status", { name: "Clock changes" })).toHaveText("This browser does not know the zone “Mars/Olympus”.");
});
