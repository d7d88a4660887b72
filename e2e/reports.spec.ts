// Faults that users of similar products reported in public, tried on Sojourn: each test names the report that led to it.
// The table of all that were tried, with verdicts, is docs/reports.md.
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { expect, test, type App, type Page } from "./fixtures";
import { file, journey, keep } from "./journeys";
import { Builder, type Spot } from "./pages/builder";
import { Listings } from "./pages/listings";

const ACTION = "Action: Signed up";
const PUSH = "Push: Hello";
const LINK = `${ACTION} Yes to ${PUSH}`;

/** An entry, two messages in a row and a third beside them; a note. */
function chain(name: string) {
  const plain = journey(name);
  const message = (id: string, title: string, x: number, y = 0) => ({ id, kind: "push", title, at: [x, y], what: { title, body: "Good to see you." } });
  const graph = {
    nodes: [plain.versions[0].graph.nodes[0], message("a", "One", 280), message("b", "Two", 560), message("c", "Three", 560, 200)],
    links: [
      { from: "start", outcome: "yes", to: "a" },
      { from: "a", outcome: "sent", to: "b", delay: { hours: 1 } },
      { from: "a", outcome: "failed", to: "c" },
    ],
    notes: [{ id: "note", at: [280, 240], size: [160, 100], text: "Ask legal" }],
  };
  return { ...plain, versions: [{ ...plain.versions[0], graph }] };
}

async function opened(app: App, record: { id: string } = journey("Mine")) {
  const builder = new Builder(app);
  await keep(app, record);
  await builder.open(record.id);
  await expect(builder.nodes.first()).toBeVisible();
  return builder;
}

/** The graph of the draft on record, without what saving adds. */
function saved(page: Page, id: string) {
  return page.evaluate((id) => JSON.parse(localStorage[`sojourn/journey/${id}`]).journey.versions.at(-1).graph, id);
}

/** The graph as it is on the canvas: saved, and read from the record. */
async function graph(builder: Builder, id: string) {
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  return saved(builder.page, id);
}

test.describe("Undo", () => {
  test("a deleted node comes back with all its links, in one step [node-red#3634, useUndoable#13]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    const before = await saved(page, "chain");
    await builder.select("Push: One");
    await page.keyboard.press("Delete");
    await expect(builder.links).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(builder.links).toHaveCount(3);
    await expect(builder.button("Undo")).toBeDisabled();
    await page.keyboard.press("Control+Shift+z");
    await expect(builder.links).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await builder.node("Push: One").click();
    await builder.text("Message").pressSequentially("!");
    await page.keyboard.press("Control+z");
    expect((await graph(builder, "chain")).links).toEqual(before.links);
  });

  test("a link that was led elsewhere goes back to where it led [node-red#4704]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    await builder.select("Push: Two");
    await page.keyboard.press("Delete");
    await builder.draw("Push: One", "Sent", await builder.middle(builder.node("Push: Three")));
    await expect(builder.link("Push: One Sent to Push: Three")).toBeVisible();
    await builder.button("Undo").click();
    await builder.button("Undo").click();
    await expect(builder.link("Push: One Sent to Push: Two")).toBeVisible();
    await expect(builder.link("Push: One Sent to Push: Three")).toHaveCount(0);
    await expect(builder.link("Push: One Failed to Push: Three")).toBeVisible();
    await expect(builder.button("Undo")).toBeDisabled();
  });

  test("a node dropped on a link is one step: undo takes it out and joins what it parted [n8n#24093]", async ({ app, page }) => {
    const builder = await opened(app);
    const before = await saved(page, "mine");
    const kind = builder.palette.getByRole("button", { name: "Email", exact: true });
    const on = await page.locator('.link [data-link="start yes hello"], [data-link="start yes hello"]').first().evaluate((line) => {
      const path = line.matches("path") ? (line as SVGPathElement) : line.querySelector("path")!;
      const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
      return { x: at.x, y: at.y };
    });
    await builder.drag(await builder.middle(kind), on);
    await expect(builder.link(`${ACTION} Yes to Email`)).toBeVisible();
    await expect(builder.link(`Email Sent to ${PUSH}`)).toBeVisible();
    await builder.button("Undo").click();
    await expect(builder.link(LINK)).toBeVisible();
    await expect(builder.nodes).toHaveCount(2);
    await builder.button("Redo").click();
    await expect(builder.link(`Email Sent to ${PUSH}`)).toBeVisible();
    await builder.button("Undo").click();
    await builder.text("Message").first().waitFor({ state: "detached" });
    expect(await saved(page, "mine")).toEqual(before);
    await builder.says("Saved");
  });

  test("with nothing to undo, undo changes nothing, and the canvas works on [ComfyUI_frontend#7040]", async ({ app, page }) => {
    const builder = await opened(app);
    await builder.node(ACTION).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Control+Shift+z");
    const before = await builder.place(builder.node(PUSH));
    const from = await builder.middle(builder.node(PUSH));
    await builder.drag(from, { x: from.x + 60, y: from.y + 60 });
    expect(await builder.place(builder.node(PUSH))).not.toEqual(before);
    await builder.press("SMS");
    await expect(builder.link("Push: Hello Sent to SMS")).toBeVisible();
  });

  test("a key in the middle of a drag breaks nothing [openstreetmap/iD#489, Graphite#1675]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    const before = await saved(page, "chain");
    for (const keys of ["Control+z", "Control+Shift+z", "Delete", "Control+a", "Control+d", "Control+x", "Control+v", "n", "t"]) {
      // Something to undo, so that undo has work.
      await builder.node("Push: Three").click();
      await page.keyboard.press("Alt+ArrowDown");
      const from = await builder.middle(builder.node("Push: Two"));
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 40, from.y + 50, { steps: 4 });
      await page.keyboard.press(keys);
      await page.mouse.move(from.x + 60, from.y + 70, { steps: 4 });
      await page.mouse.up();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await builder.undoAll();
      await builder.says("Saved");
      expect(await saved(page, "chain"), keys).toEqual(before);
      const pane = await builder.spot(0.5, 0.9);
      const seen = await builder.view();
      await page.mouse.move(pane.x, pane.y);
      await page.mouse.move(pane.x + 30, pane.y, { steps: 2 });
      expect(await builder.view(), `${keys}: nothing is held any more`).toEqual(seen);
    }
  });

  test("Escape in a drag puts everything back and leaves no step [godot#71113]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    const node = builder.node("Push: Two");
    const [before, from] = [await builder.place(node), await builder.middle(node)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 80, from.y + 60, { steps: 4 });
    expect(await builder.place(node)).not.toEqual(before);
    await page.keyboard.press("Escape");
    await expect.poll(() => builder.place(node)).toEqual(before);
    await page.mouse.move(from.x + 90, from.y + 90, { steps: 2 });
    await page.mouse.up();
    expect(await builder.place(node)).toEqual(before);
    await expect(builder.button("Undo")).toBeDisabled();

    const note = builder.canvas.locator("[aria-roledescription=note]");
    await note.click();
    const size = await builder.box(note);
    const corner = { x: size.x + size.width - 3, y: size.y + size.height - 3 };
    await page.mouse.move(corner.x, corner.y);
    await page.mouse.down();
    await page.mouse.move(corner.x + 70, corner.y + 50, { steps: 4 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expect.poll(() => builder.box(note)).toEqual(size);
    await expect(builder.button("Undo")).toBeDisabled();
  });

  test("a title that was changed and clicked away is a step of its own [Minder#288, breadboard#1629]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    for (const away of ["Push: Two", "canvas", "outline"]) {
      await builder.node("Push: Three").click();
      const title = builder.text("Title").first();
      await title.press("End");
      await title.pressSequentially(" more");
      if (away === "canvas") {
        const at = await builder.spot(0.5, 0.9);
        await page.mouse.click(at.x, at.y);
      } else if (away === "outline") {
        await builder.button("Outline").click();
        await builder.button("Canvas").click();
      } else {
        await builder.node(away).click();
      }
      await expect(builder.node("Push: Three more")).toBeVisible();
      await builder.button("Undo").click();
      await expect(builder.node("Push: Three")).toBeVisible();
      await expect(builder.button("Undo")).toBeDisabled();
    }
  });

  test("what was emptied can be filled again [giselle#267]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    await builder.node("Push: Three").click();
    const title = builder.text("Title").first();
    await title.press("Control+a");
    await title.press("Delete");
    await title.press("Tab");
    await builder.node("Push").click();
    await title.pressSequentially("Third");
    await expect(builder.node("Push: Third")).toBeVisible();

    const notes = builder.canvas.locator("[aria-roledescription=note]");
    await notes.dblclick();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Escape");
    await notes.dblclick();
    await page.keyboard.type("Legal said yes");
    await page.keyboard.press("Escape");
    await expect(notes).toHaveText("Legal said yes");
  });
});

test.describe("Clipboard and file", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("what is copied keeps its links in a new journey, and a cut brings all of it [n8n#11434, behavior3editor#9]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    const before = await saved(page, "chain");
    await builder.node("Push: One").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await builder.open("new");
    await builder.canvas.click({ position: { x: 300, y: 300 } });
    await page.keyboard.press("Control+v");
    await expect(builder.links).toHaveCount(before.links.length);
    await expect(builder.nodes).toHaveCount(before.nodes.length);

    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+x");
    await expect(builder.nodes).toHaveCount(0);
    await expect(builder.links).toHaveCount(0);
    await page.keyboard.press("Control+v");
    await expect(builder.nodes).toHaveCount(before.nodes.length);
    await expect(builder.links).toHaveCount(before.links.length);
    await page.keyboard.press("Control+v");
    await expect(builder.nodes).toHaveCount(2 * before.nodes.length);
    await expect(builder.links).toHaveCount(2 * before.links.length);
  });

  test("no link is left in the file to or from what was deleted [xyflow#2339]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    await builder.select("Push: Two");
    await builder.node("Push: Three").click({ modifiers: ["Shift"] });
    await page.keyboard.press("Delete");
    await expect(builder.nodes).toHaveCount(2);
    const { nodes, links } = await graph(builder, "chain");
    const ids = nodes.map((node: any) => node.id);
    expect(links.filter((link: any) => !ids.includes(link.from) || !ids.includes(link.to))).toEqual([]);
    expect(links).toHaveLength(1);
  });

  test("a picture is well-formed whatever a name holds [plantuml#2221, d2#775]", async ({ app, page }) => {
    const wild = `A & B < C > "D" 'E' \u{1F600} ]]> --> &#1; \u00a0 \u2028`;
    const mine = chain("Chain");
    const [version] = mine.versions;
    (version.graph.nodes[1] as any).title = wild;
    version.graph.notes[0].text = `${wild}\n\u0001\u000b\ufffe`;
    const builder = await opened(app, mine);
    await builder.node("Push: Two").click({ button: "right" });
    const item = page.getByRole("menu", { name: "Canvas actions" }).getByRole("menuitem", { name: "Save picture as SVG" });
    const [download] = await Promise.all([page.waitForEvent("download"), item.click()]);
    const text = readFileSync(await download.path(), "utf8");
    const parsed = await page.evaluate((text) => {
      const doc = new DOMParser().parseFromString(text, "image/svg+xml");
      return { fault: doc.querySelector("parsererror")?.textContent ?? null, words: doc.documentElement.textContent };
    }, text);
    expect(parsed.fault).toBeNull();
    expect(parsed.words).toContain("A & B < C");
  });
});

test.describe("Saving and publishing", () => {
  test("a publish that is refused leaves the graph as it was [mautic#1182]", async ({ app, page }) => {
    const mine = chain("Chain");
    mine.versions[0].graph.nodes.push({ id: "bad", kind: "email", title: "No subject", at: [840, 0] } as any);
    const builder = await opened(app, mine);
    await builder.node("Push: One").click();
    await page.keyboard.press("Alt+ArrowDown");
    await builder.button("Publish").click();
    await expect(builder.publishing.getByRole("button", { name: "Done" })).toBeDisabled();
    await page.keyboard.press("Escape");
    const here = await graph(builder, "chain");
    await app.reload();
    await expect(builder.nodes).toHaveCount(5);
    await expect(builder.links).toHaveCount(3);
    expect(await saved(page, "chain")).toEqual(here);
  });

  test("a clone that is changed at once keeps its links [mautic#4712]", async ({ app, page }) => {
    await keep(app, chain("Chain"));
    const [listings, builder] = [new Listings(app), new Builder(app)];
    await listings.open();
    await listings.menu("Chain").choose("Clone");
    await listings.link("Clone of Chain").click();
    await builder.node("Push: Two").click();
    await builder.text("Message").press("End");
    await builder.text("Message").pressSequentially(" More.");
    await builder.button("Save Draft").click();
    await builder.says("Saved");
    const id = app.address.split("/").at(-1)!;
    const [original, clone] = [await saved(page, "chain"), await saved(page, id)];
    expect(clone.links.map((link: any) => link.outcome)).toEqual(original.links.map((link: any) => link.outcome));
    await app.reload();
    await expect(builder.links).toHaveCount(3);
  });

  test("what is done in the listings does not touch the graph [mautic#3927]", async ({ app, page }) => {
    const live = { ...chain("Chain"), versions: [{ ...chain("Chain").versions[0], number: 1, status: { published: { at: "2026-03-01T10:00:00Z" } } }] };
    await keep(app, live);
    const listings = new Listings(app);
    await listings.open();
    const before = await saved(page, "chain");
    await listings.menu("Chain").choose("Pause");
    await listings.confirm(/^Pause/);
    await listings.hasStatus("Chain", "Paused");
    await listings.menu("Chain").choose("Resume");
    await listings.confirm(/^Resume/);
    await listings.hasStatus("Chain", "Running");
    await listings.menu("Chain").choose("Archive");
    await listings.confirm(/^Archive/);
    await app.reload();
    expect(await saved(page, "chain")).toEqual(before);
  });

  test("right after Save the canvas goes on working [mautic#11732]", async ({ app }) => {
    const builder = await opened(app, chain("Chain"));
    await builder.node("Push: Two").click();
    await builder.text("Message").press("End");
    for (const letter of "abc") {
      await builder.text("Message").pressSequentially(letter);
      await builder.button("Save Draft").click({ noWaitAfter: true });
      await builder.node("Push: Three").click();
      await builder.node("Push: Two").click();
      await builder.text("Message").press("End");
    }
    await expect(builder.text("Message")).toHaveValue("Good to see you.abc");
    await builder.says("Saved");
  });

  test("Done and Save pressed twice do it once [badgekit#450, ktistec#101]", async ({ app, page }) => {
    const builder = new Builder(app);
    await builder.open();
    await builder.buildByEvent();
    await builder.button("Save Draft").click();
    const dialog = builder.dialog("Save this journey as");
    await dialog.getByRole("textbox", { name: "Journey name" }).pressSequentially("Once");
    await dialog.getByRole("button", { name: "Save", exact: true }).dblclick();
    await expect(dialog).toBeHidden();
    await builder.button("Publish").click();
    await builder.publishing.getByRole("button", { name: "Done", exact: true }).dblclick();
    await expect(builder.publishing).toBeHidden();
    const listings = new Listings(app);
    await listings.open();
    expect(await listings.names()).toEqual(["Once"]);
    const records = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/journey/")).map((key) => JSON.parse(localStorage[key]).journey.versions.length));
    expect(records).toEqual([1]);
  });

  test("a start in forty days stays Scheduled, and begins when it comes [node#4541]", async ({ app, page }) => {
    await page.clock.install({ time: "2026-03-02T09:00:00Z" });
    const plain = journey("Later", { published: "2026-03-02T08:00:00Z" });
    const later = { ...plain, versions: [{ ...plain.versions[0], setup: { ...plain.versions[0].setup, start: { later: "2026-04-11T09:00" } } }] };
    await keep(app, later);
    const listings = new Listings(app);
    await listings.open();
    await listings.hasStatus("Later", "Scheduled");
    await page.clock.runFor(5_000);
    await listings.hasStatus("Later", "Scheduled");
    await page.clock.fastForward(40 * 24 * 3_600_000);
    await listings.hasStatus("Later", "Running");
  });
});

test.describe("Pointer", () => {
  test("let go outside of the window, nothing is held when the pointer comes back [Drawflow#237, linkedpipes/etl#669]", async ({ app, page }) => {
    const builder = await opened(app, chain("Chain"));
    for (const what of ["the view", "a node", "a kind"]) {
      await builder.button("Fit view").click();
      const empty = await builder.spot(0.5, 0.9);
      const kind = builder.palette.getByRole("button", { name: "Push", exact: true });
      const from: Spot = what === "the view" ? empty : await builder.middle(what === "a node" ? builder.node("Push: Two") : kind);
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 30, from.y + 5, { steps: 3 });
      await page.mouse.move(-30, 400, { steps: 3 });
      await page.mouse.up();
      const [seen, spots] = [await builder.view(), await builder.nodes.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))];
      await page.mouse.move(empty.x - 40, empty.y, { steps: 3 });
      await page.mouse.move(empty.x + 40, empty.y, { steps: 3 });
      expect(await builder.view(), what).toEqual(seen);
      expect(await builder.nodes.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON())), what).toEqual(spots);
      await expect(page.locator(".marquee, .palette__ghost")).toHaveCount(0);
    }
  });

  test("a wheel that counts in lines or pages moves the view as one in pixels does [svg.panzoom.js#67, baklavajs#19]", async ({ app }) => {
    const builder = await opened(app);
    const moved = async (mode: number, delta: number) => {
      const before = await builder.view();
      await builder.canvas.evaluate((canvas, [deltaMode, deltaY]) => {
        const { x, y, width, height } = canvas.getBoundingClientRect();
        const at = document.elementFromPoint(x + width / 2, y + height * 0.8)!;
        at.dispatchEvent(new WheelEvent("wheel", { deltaY, deltaMode, bubbles: true, cancelable: true, clientX: x + width / 2, clientY: y + height * 0.8 }));
      }, [mode, delta] as const);
      await expect.poll(async () => (await builder.view()).y).not.toBe(before.y);
      return before.y - (await builder.view()).y;
    };
    expect(await moved(0, 48)).toBeCloseTo(48, 0);
    const [lines, pages] = [await moved(1, 3), await moved(2, 1)];
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(lines).toBeLessThanOrEqual(130);
    expect(pages).toBeGreaterThan(lines * 2);
  });

  test("words marked in a dialog and let go outside close no dialog [react-modal#131, chakra-ui#343]", async ({ app, page }) => {
    const builder = await opened(app);
    for (const [button, dialog, field] of [
      ["Publish", "Publish journey", "Description"],
      ["Setup", "Setup", undefined],
    ] as const) {
      await builder.button(button).click();
      const open = page.getByRole("dialog").filter({ visible: true });
      await expect(open).toHaveCount(1);
      const inside = field ? open.getByRole("textbox", { name: field }) : open.getByRole("heading").first();
      if (field) await inside.pressSequentially("Some words");
      await builder.drag(await builder.middle(inside), { x: 5, y: 5 });
      await expect(open, dialog).toBeVisible();
      if (field) await expect(inside).toHaveValue("Some words");
      await page.keyboard.press("Escape");
      await expect(open).toHaveCount(0);
    }
  });
});

test.describe("Listings", () => {
  test("select all means what is shown [nextcloud/tables#775, backdrop#5409]", async ({ app, page }) => {
    await keep(app, journey("Alpha one"), journey("Alpha two"), journey("Beta"));
    const listings = new Listings(app);
    await listings.open();
    await listings.search.pressSequentially("alpha");
    await expect(listings.link("Beta")).toHaveCount(0);
    await page.getByRole("checkbox", { name: /^Select all/ }).click();
    await listings.search.press("Control+a");
    await listings.search.press("Delete");
    await expect(listings.link("Beta")).toBeVisible();
    await expect(listings.select("Alpha one")).toBeChecked();
    await expect(listings.select("Alpha two")).toBeChecked();
    await expect(listings.select("Beta")).not.toBeChecked();
  });
});

test.describe("Dates", () => {
  for (const [browser, zone, local] of [
    ["Pacific/Auckland", "America/New_York", "2026-11-01T00:30"],
    ["Pacific/Honolulu", "Europe/Berlin", "2026-10-25T00:00"],
    ["UTC", "Pacific/Kiritimati", "2026-12-31T23:59"],
  ] as const) {
    test.describe(`a browser in ${browser}`, () => {
      test.use({ timezoneId: browser });

      test(`a start typed for ${zone} stays as typed [revive-adserver#634, open-msupply#8768, campaignchain#60]`, async ({ app, page }) => {
        await page.clock.setFixedTime("2026-09-01T09:00:00Z");
        const mine = journey("Mine");
        (mine.versions[0].setup as any).zone = zone;
        const builder = await opened(app, mine);
        await builder.button("Setup").click();
        const setup = page.getByRole("dialog").filter({ visible: true });
        await setup.getByRole("radio", { name: "Later" }).click();
        const field = setup.getByLabel("Start date and time");
        const [date, time] = local.split("T");
        const [year, month, day] = date.split("-");
        await field.focus();
        // The browser's own order: month, day, year, then a clock of twelve hours.
        await page.keyboard.type(`${month}${day}${year}`);
        await page.keyboard.press("ArrowRight");
        const [hour, minute] = time.split(":").map(Number);
        await page.keyboard.type(`${String(hour % 12 || 12).padStart(2, "0")}${String(minute).padStart(2, "0")}${hour < 12 ? "A" : "P"}`);
        await page.keyboard.press("Tab");
        await expect(field).toHaveValue(local);
        await setup.getByRole("button", { name: "Done" }).click();
        await builder.button("Save Draft").click();
        await builder.says("Saved");
        const start = () => page.evaluate(() => JSON.parse(localStorage["sojourn/journey/mine"]).journey.versions[0].setup.start.later);
        expect(await start()).toBe(local);
        await app.reload();
        await builder.button("Setup").click();
        await expect(field).toHaveValue(local);
      });
    });
  }

  test("a clock time that is past today is right for tomorrow [phishingclub#56]", async ({ app, page }) => {
    await page.clock.setFixedTime("2026-09-01T18:20:00Z");
    const mine = journey("Mine");
    (mine.versions[0].setup as any).start = { later: "2026-09-02T10:21" };
    const builder = await opened(app, mine);
    await builder.button("Publish").click();
    await expect(builder.publishing.getByRole("button", { name: "Done" })).toBeEnabled();
    await expect(builder.publishing.getByText(/past/)).toHaveCount(0);
  });
});

test.describe("Leaving", () => {
  test("Back keeps what was not saved, and Forward shows it [windmill#1447, rSENSE#2909]", async ({ app, page }) => {
    await keep(app, chain("Chain"));
    const [listings, builder] = [new Listings(app), new Builder(app)];
    await listings.open();
    await listings.link("Chain").click();
    await builder.node("Push: Two").click();
    await builder.text("Message").press("End");
    await builder.text("Message").pressSequentially(" Not saved.");
    await page.goBack();
    await expect(listings.heading).toBeVisible();
    await page.goForward();
    await builder.node("Push: Two").click();
    await expect(builder.text("Message")).toHaveValue("Good to see you. Not saved.");
  });

  test("the question about unsaved work does not bend the way back [wp-calypso#4509]", async ({ app, page }) => {
    const [listings, builder] = [new Listings(app), new Builder(app)];
    await listings.open("?q=nothing");
    await page.getByRole("link", { name: "New journey", exact: true }).first().click();
    await builder.press("Action");
    await page.goBack();
    await expect(listings.heading).toBeVisible();
    expect(app.address).toBe("/?q=nothing");
    await page.getByRole("link", { name: "New journey", exact: true }).first().click();
    await builder.dialog("Unsaved journey").getByRole("button", { name: "Start fresh" }).click();
    await expect(builder.nodes).toHaveCount(0);
    await page.goBack();
    await expect(listings.heading).toBeVisible();
    expect(app.address).toBe("/?q=nothing");
  });

  test("a tab that was duplicated loses nothing of either [mdn/content#3688, sentry-javascript#6531]", async ({ app, page, context, guard }) => {
    void guard;
    const builder = await opened(app, chain("Chain"));
    await builder.node("Push: Two").click();
    await builder.text("Message").press("End");
    await builder.text("Message").pressSequentially(" First.");
    const copied = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    const other = await context.newPage();
    await other.addInitScript((copied) => {
      for (const [key, text] of Object.entries<string>(JSON.parse(copied))) sessionStorage.setItem(key, text);
    }, copied);
    await other.goto(page.url());
    const second = new Builder({ page: other } as App);
    await second.node("Push: Three").click();
    await second.text("Message").press("End");
    await second.text("Message").pressSequentially(" Second.");
    await page.bringToFront();
    await builder.node("Push: Three").click();
    await expect(builder.text("Message")).toHaveValue("Good to see you. Second.");
    await other.bringToFront();
    await second.node("Push: Two").click();
    await expect(second.text("Message")).toHaveValue("Good to see you. First.");
  });
});

test.describe("Seen", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  test("with forced colours what is selected, focused or wrong can be told [ace#5028, rstudio#12589]", async ({ app, page }) => {
    const mine = chain("Chain");
    mine.versions[0].graph.nodes.push({ id: "bad", kind: "email", title: "No subject", at: [840, 0] } as any);
    const builder = await opened(app, mine);
    const look = (node: Locator) =>
      node.evaluate((card) => {
        const { outlineStyle, outlineWidth, outlineColor, borderTopColor, borderTopWidth, borderTopStyle, backgroundColor } = getComputedStyle(card);
        return JSON.stringify({ outlineStyle, outlineWidth, outlineColor, borderTopColor, borderTopWidth, borderTopStyle, backgroundColor });
      });
    const [one, two] = [builder.node("Push: One"), builder.node("Push: Two")];
    const plain = await look(one);
    expect(await look(two)).toBe(plain);
    await two.click();
    const at = await builder.spot(0.95, 0.95);
    await page.mouse.move(at.x, at.y);
    expect(await look(two), "selected").not.toBe(plain);
    expect(await look(one)).toBe(plain);
  });
});

test.describe("Addresses and names", () => {
  test("a query that is cut or odd opens the listings all the same [LibreChat#4794, query-string#98]", async ({ app, page }) => {
    await keep(app, journey("Mine"), journey("100 % off"));
    const listings = new Listings(app);
    for (const query of ["?q=%", "?q=%E0%A4%A", "?q=100%25+%", "?%=%&status=%", "?q", "?sort=", "?q=a&q=b"]) {
      await listings.open(query);
      await expect(listings.search).toBeVisible();
    }
    await listings.open();
    await listings.search.pressSequentially("100 %");
    await expect(listings.link("100 % off")).toBeVisible();
    await expect(listings.link("Mine")).toHaveCount(0);
    await expect.poll(() => app.address).toBe("/?q=100+%25");
    await app.reload();
    await expect(listings.search).toHaveValue("100 %");
    await expect(listings.link("Mine")).toHaveCount(0);
    await expect(page.locator("#crash")).toBeHidden();
  });

  test("signs that mean something to a pattern are searched for as they are [fancytree#643, bestofjs#69]", async ({ app }) => {
    await keep(app, journey("Plain"), journey("Odd (a[b*c\\d?", { id: "odd" }));
    const listings = new Listings(app);
    await listings.open();
    for (const text of ["(", "[", "*", "\\", "?", "(a[b*c\\d?"]) {
      await listings.search.press("Control+a");
      await listings.search.pressSequentially(text);
      expect(await listings.names()).toEqual(["Odd (a[b*c\\d?"]);
    }
  });

  test("an address with a stroke at its end shows its page [donejs#654, raneto#264]", async ({ app, page }) => {
    await keep(app, journey("Mine"));
    for (const [address, heading] of [
      ["/calendar/", /Calendar/],
      ["/settings/", /Settings/],
      ["/help/", /Help/],
      ["/journeys/mine/", /Mine/],
    ] as const) {
      await app.goto(address);
      await expect(page.getByRole("heading", { level: 1, name: heading }), address).toBeVisible();
    }
  });

  for (const width of [390, 1024]) {
    test(`a name that cannot be broken widens no page at ${width} px [RestyaPlatform/board#3945, signboard#54]`, async ({ app, page }) => {
      await page.setViewportSize({ width, height: 800 });
      const name = "Supercalifragilistic".repeat(5);
      const mine = journey(name, { id: "long" });
      (mine as any).labels = ["Label".repeat(8)];
      (mine.versions[0].graph as any) = { ...mine.versions[0].graph, nodes: mine.versions[0].graph.nodes.map((node) => ({ ...node, title: name })) };
      await keep(app, mine);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      for (const address of ["/", "/journeys/long", "/calendar", "/settings"]) {
        await app.goto(address);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(await wide(), address).toBeLessThanOrEqual(0);
      }
      const listings = new Listings(app);
      await listings.open();
      await listings.menu(name).choose("Delete");
      const dialog = listings.dialog();
      const outside = await dialog.evaluate((dialog) => [...dialog.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > dialog.getBoundingClientRect().right + 1).length);
      expect(outside, "the dialog holds its texts").toBe(0);
    });
  }
});

test.describe("The clock and other tabs", () => {
  test("the calendar's today moves on at midnight [nextcloud/calendar#4986, Organizr#1097]", async ({ app, page }) => {
    await page.clock.install({ time: "2026-03-10T22:59:30Z" });
    await keep(app, journey("Mine"));
    await app.goto("/calendar");
    const today = page.locator("[aria-current=date]");
    await expect(today).toHaveCount(1);
    await expect(today).toContainText(/\b10\b/);
    await page.clock.runFor(60_000);
    await expect(today).toContainText(/\b11\b/);
    await expect(today).toHaveCount(1);
  });

  test("a journey deleted in another tab while it is being published is not published from nowhere, and its work is kept [wallmanager#13]", async ({ app, page, context }) => {
    const builder = await opened(app, chain("Chain"));
    await builder.node("Push: Two").click();
    await builder.text("Message").press("End");
    await builder.text("Message").pressSequentially(" Precious.");
    await builder.button("Publish").click();
    await expect(builder.publishing).toBeVisible();
    const other = await context.newPage();
    const listings = new Listings({ page: other, goto: async (path: string) => void (await other.goto(path.replace(/^\//, ""))) } as unknown as App);
    await listings.open();
    await listings.menu("Chain").choose("Delete");
    await listings.dialog().getByRole("button", { name: /^Delete/ }).click();
    await expect(listings.link("Chain")).toHaveCount(0);
    await page.bringToFront();
    // The dialog goes with the journey.
    await expect(page.getByRole("heading", { name: "This journey is not here" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByText(/^What was not saved here is kept/)).toBeVisible();
    await expect(page.locator("#crash")).toBeHidden();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain("Precious.");
  });
});

test.describe("Without a secure connection", () => {
  test("what needs the clipboard says what to do instead [svelte-jsoneditor#98, headplane#597]", async ({ app, page, context }) => {
    await context.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      Object.defineProperty(window, "isSecureContext", { value: false });
    });
    const builder = await opened(app);
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByText(/did not copy the link/).first()).toBeVisible();
    await page.keyboard.press("Escape");
    const menu = page.getByRole("menu", { name: "Canvas actions" });
    await builder.node(PUSH).click({ button: "right" });
    await menu.getByRole("menuitem", { name: "Copy", exact: true }).click();
    await builder.node(PUSH).click({ button: "right" });
    await menu.getByRole("menuitem", { name: "Paste", exact: true }).click();
    await expect(page.getByText(/Press Ctrl V/).first()).toBeVisible();
    await page.keyboard.press("Control+v");
    await expect(builder.nodes).toHaveCount(3);
  });
});

test.describe("Files", () => {
  test("one file can be imported twice in a row [novo-elements#690, bav4#904]", async ({ app, page }) => {
    const listings = new Listings(app);
    await listings.open();
    const text = file(journey("Twice"));
    for (const n of [1, 2]) {
      await listings.importFile({ name: "twice.sojourn.json", text });
      await expect(listings.table.getByRole("button", { name: /^Actions for / })).toHaveCount(n);
    }
  });
});
