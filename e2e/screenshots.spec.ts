// Takes the pictures: `cargo xtask screenshots`. Each shot at three widths, light and dark, into e2e/screenshots/;
// those that the README shows, into docs/ under a fixed name.
import { test, type App, type Page } from "./fixtures";
import { keep, weekly } from "./journeys";

type Theme = "light" | "dark";

/** One thing to take pictures of. */
type Shot = {
  /** The file's name, without width and theme. */
  name: string;
  /** The address in the app. */
  path: string;
  /** What to do on the page before the picture is taken. */
  prepare?: (page: Page, app: App) => Promise<void>;
  /** The one of its pictures that the README shows, as docs/<name>.png. */
  readme?: { width: number; theme: Theme };
};

/** Fills the workspace with the sample journeys. */
async function samples(page: Page) {
  await page.getByRole("button", { name: "Load sample workspace" }).click();
  await page.getByRole("button", { name: "Dismiss message" }).click();
}

/** Opens one of the sample journeys. */
async function journey(page: Page, name: string) {
  await samples(page);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("button", { name: "Setup" }).waitFor();
}

/** Opens a journey that is put on record before. */
async function open(app: App, journey: { id: string }) {
  await keep(app, journey);
  await app.goto(`/journeys/${journey.id}`);
  await app.page.getByRole("button", { name: "Rehearse" }).or(app.page.getByRole("button", { name: "More" })).first().waitFor();
}

const SHOTS: Shot[] = [
  { name: "empty", path: "/" },
  { name: "listings", path: "/", prepare: samples, readme: { width: 1440, theme: "light" } },
  {
    name: "builder",
    path: "/",
    prepare: async (page) => {
      await journey(page, "Birthday treat");
      const outline = page.getByRole("treeitem", { name: "An early gift" }).first();
      await page.locator('[data-node][aria-label="Email: An early gift"]').or(outline).locator("visible=true").first().click();
    },
    readme: { width: 1440, theme: "dark" },
  },
  { name: "published", path: "/", prepare: (page) => journey(page, "Welcome series") },
  {
    name: "publish",
    path: "/",
    prepare: async (page) => {
      await journey(page, "Birthday treat");
      await page.getByRole("button", { name: "Publish", exact: true }).click();
    },
  },
  {
    name: "setup",
    path: "/",
    prepare: async (page) => {
      await journey(page, "Birthday treat");
      await page.getByRole("button", { name: "Setup" }).click();
    },
  },
  {
    name: "setup-hints",
    path: "/settings",
    prepare: async (page, app) => {
      await open(app, weekly("Weekly news"));
      await page.getByRole("button", { name: "Setup" }).click();
      await page.getByRole("group", { name: "Next runs" }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "rehearsal",
    path: "/settings",
    prepare: async (page, app) => {
      await open(app, weekly("Weekly news"));
      await page.getByRole("button", { name: "Rehearse" }).click();
      await page.getByRole("table", { name: "Timetable" }).waitFor();
    },
  },
  { name: "settings", path: "/settings" },
  { name: "gallery", path: "/gallery" },
];

/** Widths and the heights that go with them, in CSS pixels. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** The clock stands still, so that two runs take the same pictures. */
const NOW = new Date("2026-11-23T09:30:00+01:00");

for (const shot of SHOTS) {
  for (const viewport of SIZES) {
    for (const theme of ["light", "dark"] as const) {
      test(`${shot.name} ${viewport.width} ${theme}`, async ({ app, page }) => {
        await page.clock.setFixedTime(NOW);
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        await app.goto(shot.path);
        await shot.prepare?.(page, app);
        const path = new URL(`screenshots/${shot.name}-${viewport.width}-${theme}.png`, import.meta.url).pathname;
        await page.screenshot({ path, animations: "disabled" });
        if (shot.readme?.width === viewport.width && shot.readme.theme === theme) {
          await page.screenshot({ path: new URL(`../docs/${shot.name}.png`, import.meta.url).pathname, animations: "disabled" });
        }
      });
    }
  }
}
