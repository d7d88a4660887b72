// Two versions on one canvas: drawn as the builder draws them, all of it in view, with what became of each part.
import { axe, expect, test, type App } from "./fixtures";
import { journey, keep } from "./journeys";
import { Versions } from "./pages/versions";

const NODES = [
  { id: "start", kind: "action", title: "Signed up", at: [0, 0], entry: true, segment: { event: "Signed up" } },
  { id: "hello", kind: "push", title: "Hello", at: [360, 0], what: { title: "Hello", body: "Good to see you." } },
  { id: "again", kind: "sms", title: "Once more", at: [720, 0], what: { body: "Still there?" } },
  { id: "never", kind: "email", title: "Old offer", at: [720, 140], what: { subject: "Old" } },
];
const LINKS = [
  { from: "start", outcome: "yes", to: "hello", delay: { hours: 1 } },
  { from: "start", outcome: "no", to: "never" },
  { from: "hello", outcome: "sent", to: "again" },
  { from: "hello", outcome: "viewed", to: "never", window: { days: 2 } },
];
const NOTES = [
  { id: "legal", at: [0, 260], text: "Ask legal" },
  { id: "old", at: [260, 260], text: "Goes away" },
  { id: "still", at: [520, 260], text: "Stays\nas it is" },
  { id: "roams", at: [780, 260], text: "Moves on" },
];
const GROUPS = [
  { id: "first", name: "Entry", nodes: ["start"] },
  { id: "second", name: "Words", nodes: ["hello", "again"] },
];

/** Mine, whose second version differs from its first in each kind of thing that is drawn. */
function moved(): { id: string } {
  const mine = structuredClone(journey("Mine", { published: "2026-03-02T09:00:00Z" })) as any;
  const [first] = mine.versions;
  Object.assign(first.status.published, { superseded: "2026-03-10T09:00:00Z" });
  first.graph = structuredClone({ nodes: NODES, links: LINKS, notes: NOTES, groups: GROUPS });
  const second = structuredClone(first);
  Object.assign(second, { number: 2, status: { published: { at: "2026-03-10T09:00:00Z" } } });
  const { graph } = second;
  graph.nodes = graph.nodes.filter((node: { id: string }) => node.id !== "never");
  graph.nodes[1].what.title = "Good day";
  graph.nodes.push({ id: "last", kind: "email", title: "Goodbye", at: [1800, 420], what: { subject: "Bye" } });
  graph.links = graph.links.filter((link: { to: string }) => link.to !== "never");
  graph.links[0].delay = { days: 2 };
  graph.links.push({ from: "again", outcome: "sent", to: "last", delay: { minutes: 30 } });
  graph.notes = [
    { ...NOTES[0], text: "Ask legal first" },
    NOTES[2],
    { ...NOTES[3], at: [780, 460] },
    { id: "new", at: [1200, 460], text: "New here", tone: "blue" },
  ];
  graph.groups = [{ ...GROUPS[1], name: "Better words" }, { id: "third", name: "End", nodes: ["last"], collapsed: true }];
  mine.versions.push(second);
  return mine;
}

async function compared(app: App, [from, to] = [1, 2]) {
  await keep(app, moved());
  const versions = new Versions(app);
  await versions.openComparison("mine", from, to);
  await expect(versions.pane).toBeVisible();
  return versions;
}

/** Each label with its text, its width, what of its text is cut off, and how far its middle is from its line, in pixels. */
function labels(versions: Versions) {
  return versions.pane.evaluate((pane) => {
    const lines = [...pane.querySelectorAll<SVGPathElement>(".canvas__links path")];
    return [...pane.querySelectorAll<HTMLElement>(".link-label")].map((label, i) => {
      const box = label.getBoundingClientRect();
      const line = lines[i];
      const toScreen = line.getScreenCTM()!;
      let far = Infinity;
      for (let part = 0; part <= 400; part++) {
        const point = line.getPointAtLength((line.getTotalLength() * part) / 400).matrixTransform(toScreen);
        far = Math.min(far, Math.hypot(point.x - box.x - box.width / 2, point.y - box.y - box.height / 2));
      }
      const texts = [label, ...label.querySelectorAll<HTMLElement>("span")];
      const cut = Math.max(...texts.map((text) => text.scrollWidth - text.clientWidth));
      const empty = texts.some((text) => text.getBoundingClientRect().width === 0);
      return { text: label.textContent, empty, cut, far };
    });
  });
}

/** What of the cards, notes, groups and labels is out of the pane. */
function outside(versions: Versions) {
  return versions.pane.evaluate((pane) => {
    const view = pane.getBoundingClientRect();
    return [...pane.querySelectorAll<HTMLElement>("li, .link-label")]
      .filter((part) => {
        const box = part.getBoundingClientRect();
        return box.left < view.left || box.top < view.top || box.right > view.right || box.bottom > view.bottom;
      })
      .map((part) => part.textContent);
  });
}

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]] as const) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("each link's label lies on its line with all of its text", async ({ app }) => {
      const versions = await compared(app);
      const found = await labels(versions);
      expect(found.map(({ text }) => text)).toEqual(["Yes2 d", "Sent", "Sent30 min", "No", "Viewed≤ 2 d"]);
      for (const { text, empty, cut, far } of found) {
        expect(empty, `${text} has a width`).toBe(false);
        expect(cut, `what is cut off of ${text}`).toBeLessThanOrEqual(0);
        expect(far, `how far ${text} is from its line`).toBeLessThan(4);
      }
    });

    test("Zoom in and Zoom out keep the point in the middle", async ({ app }) => {
      const versions = await compared(app);
      await expect.poll(() => outside(versions)).toEqual([]);
      const press = (name: string) => versions.graphs.getByRole("button", { name, exact: true }).click();
      // Until the sheet is larger than the pane both ways.
      const overflow = () => versions.pane.evaluate((pane) => Math.min(pane.scrollWidth - pane.clientWidth, pane.scrollHeight - pane.clientHeight));
      await expect(async () => {
        await press("Zoom in");
        expect(await overflow()).toBeGreaterThan(100);
      }).toPass();
      await versions.pane.evaluate((pane) => pane.scrollTo(60, 50));
      /** The point in the middle, as parts of the sheet. */
      const middle = () =>
        versions.pane.evaluate((pane) => {
          const [outer, sheet] = [pane.getBoundingClientRect(), pane.firstElementChild!.getBoundingClientRect()];
          return [(outer.x + outer.width / 2 - sheet.x) / sheet.width, (outer.y + outer.height / 2 - sheet.y) / sheet.height];
        });
      const [across, down] = await middle();
      for (const name of ["Zoom in", "Zoom out"]) {
        const width = await versions.pane.evaluate((pane) => pane.scrollWidth);
        await press(name);
        await expect.poll(() => versions.pane.evaluate((pane) => pane.scrollWidth)).not.toBe(width);
        await expect.poll(async () => (await middle())[0]).toBeCloseTo(across, 2);
        await expect.poll(async () => (await middle())[1]).toBeCloseTo(down, 2);
      }
    });

    test("all of both graphs is in view on arrival, and after a resize until a person zooms", async ({ app, page }) => {
      const versions = await compared(app);
      await expect.poll(() => outside(versions)).toEqual([]);
      // On a phone the canvas comes below the list of changes.
      if (width < 640) await versions.pane.scrollIntoViewIfNeeded();
      await expect(versions.drawn("Nodes").filter({ hasText: "Goodbye" })).toBeInViewport({ ratio: 0.99 });

      const card = versions.drawn("Nodes").first();
      const size = async () => (await versions.box(card)).width;
      const before = await size();
      await page.setViewportSize({ width: width - 60, height: height - 80 });
      await expect.poll(size).toBeLessThan(before - 1);
      await expect.poll(() => outside(versions)).toEqual([]);

      await versions.graphs.getByRole("button", { name: "Zoom in" }).click();
      const zoomed = await size();
      await page.setViewportSize({ width, height });
      // The pane has its new size, and has been drawn with it.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await size(), "the zoom is the person's own now").toBeCloseTo(zoomed, 1);
      await versions.graphs.getByRole("button", { name: "Fit view" }).click();
      await expect.poll(() => outside(versions)).toEqual([]);
      await page.setViewportSize({ width: width - 60, height: height - 80 });
      await expect.poll(() => outside(versions)).toEqual([]);
    });
  });
}

test("notes and groups of both versions are there, with what became of them", async ({ app, page }) => {
  const versions = await compared(app);
  const [notes, groups] = [versions.drawn("Notes"), versions.drawn("Groups")];
  await expect(notes).toHaveCount(5);
  for (const [text, mark] of [["Ask legal first", "Changed"], ["Goes away", "Removed"], ["Moves on", "Moved"], ["New here", "Added"]]) {
    await expect(notes.filter({ hasText: text })).toContainText(mark);
  }
  await expect(notes.filter({ hasText: "Stays" })).toHaveText("Stays\nas it is");
  await expect(groups).toHaveCount(3);
  await expect(groups.filter({ hasText: "Better words" })).toHaveText(/Better words.*2 nodes.*Changed/);
  await expect(groups.filter({ hasText: "Entry" })).toContainText("Removed");
  await expect(groups.filter({ hasText: "End" })).toContainText("Added");
  // 2 nodes, 1 link, 1 note and 1 group came, and so on: the legend counts all that is marked.
  await expect(versions.graphs.getByRole("list", { name: "Marks" })).toHaveText(/Added \(4\).*Removed \(5\).*Changed \(4\).*Moved \(1\)/);

  // A frame is around its cards, a collapsed one too: what is in it may have changed.
  const around = async (group: string, card: string) => {
    const [frame, inside] = [await versions.box(groups.filter({ hasText: group })), await versions.box(versions.drawn("Nodes").filter({ hasText: card }))];
    expect(frame.x).toBeLessThan(inside.x);
    expect(frame.y).toBeLessThan(inside.y);
    expect(frame.x + frame.width).toBeGreaterThan(inside.x + inside.width);
    expect(frame.y + frame.height).toBeGreaterThan(inside.y + inside.height);
  };
  await around("Better words", "Hello");
  await around("Better words", "Once more");
  await around("Entry", "Signed up");
  await around("End", "Goodbye");

  // With the keys alone: a sentence leads to its note or group.
  for (const [said, where] of [
    ["Note “Goes away” removed.", notes.filter({ hasText: "Goes away" })],
    ["Group “Words”: named “Better words”.", groups.filter({ hasText: "Better words" })],
  ] as const) {
    await versions.changes.getByRole("button", { name: said, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(where).toBeFocused();
  }
});

test("in the Publish dialog all of both graphs is in view as soon as it is opened", async ({ app }) => {
  const mine = moved() as any;
  mine.versions.push({ ...structuredClone(mine.versions[0]), number: null, status: "draft" });
  await keep(app, mine);
  const versions = new Versions(app);
  await versions.open("mine");
  await versions.button("Publish").click();
  await versions.publishing.getByText("Both graphs on one canvas").click();
  await expect(versions.drawn("Notes")).toHaveCount(5);
  await expect.poll(() => outside(versions)).toEqual([]);
  for (const { text, far } of await labels(versions)) expect(far, `how far ${text} is from its line`).toBeLessThan(4);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing in notes and groups, whatever became of them", async ({ app, page }) => {
      const versions = await compared(app);
      await axe(page);
      await versions.openComparison("mine", 2, 1);
      await axe(page);
    });
  });
}
