// The storage fails at every single write of a session, is cleared, and is changed behind the app's back (issue 6, What it must show).
import { App, expect, test, type Page } from "./fixtures";
import { journey, keep, record } from "./journeys";
import { Builder } from "./pages/builder";
import { Listings } from "./pages/listings";

/** How many tests share the writes of the session: each fails every so-many-th of them, so that several workers can do it. */
const SHARES = 6;
/** More writes than the session has: it must end before. */
const ENOUGH = 100;
/** How long an edit may be on the screen alone, in milliseconds (issue 6, Kept). */
const REST = 250;
/** How often is looked, in milliseconds. */
const OFTEN = { intervals: [30] };
const NAME = "Welcome";
/** A journey that nobody touches. */
const OTHER = "sojourn/journey/other";

type Texts = Record<string, string>;
/**
 * What the page counts; `hit` is there once the n-th write was refused, with every journey on record at that moment. It is `mended`
 * where the app made room in the bin and wrote at once what had been refused: nobody needs to hear of that.
 */
type Count = { n: number; writes: number; hit?: { key: string; journeys: Texts; now: boolean; mended: boolean } };

/** Lets a page begin with nothing but another journey on record, and count its writes; the n-th of them fails. */
async function failing(page: Page) {
  await page.addInitScript(
    ([key, text]) => {
      if (location.protocol === "about:") return;
      const n = Number(sessionStorage.getItem("fail") ?? 0);
      sessionStorage.removeItem("fail");
      if (n) {
        localStorage.clear();
        localStorage.setItem(key, text);
      }
      const count: Count = ((window as any).count = { n, writes: 0 });
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, text) {
        if (this === localStorage && key.startsWith("sojourn/") && ++count.writes === count.n) {
          const all = Object.entries({ ...localStorage } as Record<string, string>);
          count.hit = { key, journeys: Object.fromEntries(all.filter(([key]) => key.startsWith("sojourn/journey/"))), now: true, mended: false };
          queueMicrotask(() => (count.hit!.now = false));
          throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
        }
        set.call(this, key, text);
        if (count.hit?.now && count.hit.key === key) count.hit.mended = true;
      };
    },
    [OTHER, record(journey("Other"))] as const,
  );
}

const counted = (page: Page) => page.evaluate(() => (window as any).count as Count);
const journeys = (page: Page): Promise<Texts> =>
  page.evaluate(() => Object.fromEntries(Object.entries({ ...localStorage } as Record<string, string>).filter(([key]) => key.startsWith("sojourn/journey/"))));

/** The session, of which one write fails. */
class Session {
  readonly builder: Builder;
  readonly listings: Listings;
  /** What was refused, once it was looked at. */
  refused?: string;

  constructor(readonly app: App) {
    this.builder = new Builder(app);
    this.listings = new Listings(app);
  }

  get page() {
    return this.app.page;
  }

  /** If the write failed by now: the page says so, and every journey is on record as it was, but for one that was deleted. */
  async look(but = "") {
    const { hit } = await counted(this.page);
    if (!hit || this.refused) return;
    this.refused = hit.key;
    if (hit.mended) return;
    await expect(this.page.getByText("Not everything is being kept."), hit.key).toBeVisible();
    const without = (texts: Texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => !but || !text.includes(but)));
    expect(without(await journeys(this.page)), hit.key).toEqual(without(hit.journeys));
  }

  /** Edits, and waits until all of that was to be written: the page's own clock, set for as long, was set before this one. */
  async edit(act: () => Promise<void>) {
    const { writes } = await counted(this.page);
    await act();
    await this.page.evaluate((ms) => new Promise((then) => setTimeout(then, ms)), REST);
    expect((await counted(this.page)).writes).toBeGreaterThan(writes);
    await this.look();
  }

  /** Does something that is refused as a whole where its write fails, and is done again then. */
  async ask(act: () => Promise<void>, done: () => Promise<boolean>, again = act) {
    await act();
    const refused = this.page.getByText(/storage is full/);
    await expect.poll(async () => (await done()) || (!this.refused && (await refused.count()) > 0), OFTEN).toBe(true);
    const finished = await done();
    await this.look();
    if (!finished) await again();
    await expect.poll(done, OFTEN).toBe(true);
  }

  async run() {
    const { builder, listings, page } = this;
    await this.edit(() => builder.press("Action"));
    await this.edit(async () => {
      await builder.text("Event").fill("Signed up");
      await builder.press("Push");
      await expect(builder.link("Action Yes to Push")).toBeVisible();
      await builder.text("Title").first().fill("Hello");
    });
    await this.edit(() => builder.fillPush());

    const dialog = builder.dialog("Save this journey as");
    await builder.button("Save Draft").click();
    await this.edit(() => dialog.getByRole("textbox", { name: "Journey name" }).fill(NAME));
    const save = () => dialog.getByRole("button", { name: "Save", exact: true }).click();
    await this.ask(save, () => dialog.isHidden());
    await builder.says("Saved");
    await expect(builder.name).toHaveText(NAME);

    await builder.select("Push: Hello");
    await this.edit(() => builder.text("Message").fill("Changed"));
    const saved = page.getByRole("status").filter({ hasText: /^Saved$/ });
    await this.ask(() => builder.button("Save Draft").click(), () => saved.isVisible());

    await builder.button("Publish").click();
    const done = () => builder.publishing.getByRole("button", { name: "Done", exact: true }).click();
    await this.ask(done, () => builder.publishing.isHidden());

    await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
    await listings.hasStatus(NAME, "Running");
    const pause = async () => {
      await listings.menu(NAME).choose("Pause");
      await listings.dialog().getByRole("button", { name: "Pause journey", exact: true }).click();
    };
    const button = listings.dialog().getByRole("button", { name: "Pause journey", exact: true });
    const pauseAgain = async () => ((await button.isVisible()) ? button.click() : pause());
    await this.ask(pause, () => listings.row(NAME).getByText("Paused", { exact: true }).isVisible(), pauseAgain);

    const clone = `Clone of ${NAME}`;
    await this.ask(() => listings.menu(NAME).choose("Clone"), () => listings.row(clone).isVisible());
    await listings.menu(clone).choose("Delete");
    await listings.confirm("Delete journey");
    await expect(listings.row(clone)).toHaveCount(0);
    await this.look(clone);
    // Without room for it in the bin it can still be brought back, as long as the page is there.
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await expect(listings.row(clone)).toBeVisible();
  }

  /** What the session comes to, whichever write failed: it is all on record, as if none had. */
  async result() {
    const [clone, other, mine] = Object.values(await journeys(this.page))
      .map((text) => JSON.parse(text).journey)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    expect([clone.name, other.name, mine.name]).toEqual([`Clone of ${NAME}`, "Other", NAME]);
    expect((await journeys(this.page))[OTHER]).toBe(record(journey("Other")));
    expect(mine.versions[0].status).toHaveProperty("published.paused");
    expect(clone.versions[0].status).toBe("draft");
    for (const { versions } of [mine, clone]) {
      expect(versions).toHaveLength(1);
      expect(versions[0].graph.nodes.map((node: any) => [node.title ?? "", node.segment?.event ?? node.what.body])).toEqual([
        ["", "Signed up"],
        ["Hello", "Changed"],
      ]);
      expect(versions[0].graph.links).toHaveLength(1);
    }
  }

  /** And is there when the page is opened again. */
  async again() {
    const { app, builder, listings } = this;
    await app.reload();
    await listings.hasStatus(NAME, "Paused");
    await listings.hasStatus(`Clone of ${NAME}`, "Draft");
    await listings.link(`Clone of ${NAME}`).click();
    await builder.select("Push: Hello");
    await expect(builder.text("Message")).toHaveValue("Changed");
    await expect(builder.link("Action Yes to Push: Hello")).toBeVisible();
  }
}

for (let share = 1; share <= SHARES; share++) {
  test(`whichever write of a session fails, the page says so and nothing is lost (${share} of ${SHARES})`, async ({ app, page }) => {
    test.setTimeout(90_000);
    await failing(page);
    await app.goto("/");
    for (let n = share; ; n += SHARES) {
      expect(n, "the session comes to an end").toBeLessThan(ENOUGH);
      const session = new Session(app);
      await test.step(`write ${n}`, async () => {
        await page.evaluate((n) => sessionStorage.setItem("fail", `${n}`), n);
        await session.builder.open();
        await session.run();
        await session.look(`Clone of ${NAME}`);
        await session.result();
      });
      if (!session.refused) {
        await session.again();
        break;
      }
    }
  });
}

test("what is cleared under the app is said, and what is on the screen can be saved", async ({ app, page }) => {
  await keep(app, journey("Mine"), journey("Other"));
  const [builder, listings] = [new Builder(app), new Listings(app)];
  await builder.open("mine");
  await page.evaluate(() => {
    const once = Object.entries({ ...localStorage } as Record<string, string>).filter(([key]) => key.startsWith("test/"));
    localStorage.clear();
    // What the test began with is not to come back.
    for (const [key, text] of once) localStorage.setItem(key, text);
  });
  await builder.select("Push: Hello");
  await builder.text("Message").fill("After it was cleared");
  await builder.button("Save Draft").click();
  await expect(page.getByText("The storage was emptied.")).toBeVisible();
  await builder.says("Saved");
  // What else is in view can be kept again as well.
  await page.getByRole("link", { name: "Journeys", exact: true }).first().click();
  await listings.link("Other").click();
  await builder.select("Push: Hello");
  await builder.text("Message").fill("And this one");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  for (const [id, text] of [["mine", "After it was cleared"], ["other", "And this one"]]) {
    await builder.open(id);
    await builder.select("Push: Hello");
    await expect(builder.text("Message")).toHaveValue(text);
    await builder.says("Saved");
  }
});

test("a record that something else has changed meanwhile is not written over in silence", async ({ app, page }) => {
  await keep(app, journey("Mine"));
  const builder = new Builder(app);
  await builder.open("mine");
  // By other code of the same page: no event tells of it.
  const theirs = await page.evaluate(() => {
    const record = JSON.parse(localStorage.getItem("sojourn/journey/mine")!);
    record.revision = 7;
    record.journey.versions[0].graph.nodes[1].what.body = "From elsewhere";
    const text = JSON.stringify(record);
    localStorage.setItem("sojourn/journey/mine", text);
    return text;
  });
  const stored = () => page.evaluate(() => localStorage.getItem("sojourn/journey/mine"));
  await builder.select("Push: Hello");
  await builder.text("Message").fill("From here");
  await builder.button("Save Draft").click();
  await expect(page.getByRole("alert").getByText(/has changed this journey/)).toBeVisible();
  const dialog = builder.dialog("Changed in two tabs");
  await expect(dialog.getByRole("row", { name: "Push: Hello: Message From here From elsewhere" })).toBeVisible();
  expect(await stored()).toBe(theirs);
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await builder.says("Not saved");
  await expect(builder.text("Message")).toHaveValue("From here");
  expect(await stored()).toBe(theirs);
  // Now that it was asked it can be saved.
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  const { revision, journey: saved } = JSON.parse((await stored())!);
  expect([revision, saved.versions[0].graph.nodes[1].what.body]).toEqual([8, "From here"]);
});
