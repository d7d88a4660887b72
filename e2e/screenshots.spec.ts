// Takes the pictures: `cargo xtask screenshots`. Each shot at three widths, light and dark, into e2e/screenshots/;
// those that the README shows, into docs/ under a fixed name.
import { test, type App, type Page } from "./fixtures";

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

const SHOTS: Shot[] = [
  { name: "listings", path: "/", readme: { width: 1440, theme: "light" } },
  { name: "builder", path: "/journeys/new", readme: { width: 1440, theme: "dark" } },
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
