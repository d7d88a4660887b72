import { defineConfig } from "@playwright/test";
import { BASE, ORIGIN, PORT } from "./address";

/** Limits of browsers that start for each test, or are driven from outside: they share two cores with the tests. */
const SLOWER = { timeout: 120_000, expect: { timeout: 15_000 } };

// A real browser against the release build, under a sub-path, with the response headers that are shipped.
export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  forbidOnly: !!process.env.CI,
  fullyParallel: true,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [["list", { printSteps: false }]],
  webServer: {
    command: `node serve.mjs ../dist ${BASE} ${PORT}`,
    url: ORIGIN + BASE,
    reuseExistingServer: false,
    timeout: 10_000,
  },
  use: {
    baseURL: ORIGIN + BASE,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A host that is no secure context, as one of the local network is.
        "--host-resolver-rules=MAP lan.test 127.0.0.1",
      ],
    },
  },
  projects: [
    { name: "e2e", testIgnore: "screenshots.spec.ts" },
    { name: "screenshots", testMatch: "screenshots.spec.ts" },
    // The scenarios that run in Chromium with all the others, and here in the two other engines.
    // Playwright hides the caret in a picture by an inline style, which Firefox refuses by the app's policy, and says so.
    { name: "firefox", testDir: "engines", ...SLOWER, use: { screenshot: "off" } },
    { name: "webkit", testDir: "engines", ...SLOWER },
  ],
});
