// What is delivered, before any of what it does: the page, its policy, and that it starts wherever it is opened.
import { readFileSync } from "node:fs";
import { axe, BASE, expect, test } from "./fixtures";

const page404 = readFileSync(new URL("../dist/404.html", import.meta.url), "utf8");

test("opens under a sub-path", async ({ app, page }) => {
  await app.goto("/");
  await expect(page).toHaveTitle(/Sojourn/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("#skeleton")).toHaveCount(0);
  await expect(page.locator("#crash")).toBeHidden();
  await axe(page);
});

test("opens at a deep address, and again after a reload", async ({ app, page }) => {
  await app.goto("/journeys/new");
  await app.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(app.address).toBe("/journeys/new");
});

test("nothing is inline, in the page and in its copy for unknown addresses", async ({ request }) => {
  const response = await request.get("");
  const html = await response.text();
  expect(html).toBe(page404);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
});

test("the policy is in the headers and in the page", async ({ request }) => {
  const response = await request.get("");
  const headers = response.headers();
  const policy = headers["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-inline");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["permissions-policy"]).toContain("camera=()");

  const inPage = /http-equiv="?Content-Security-Policy"? content="([^"]+)"/.exec(await response.text())?.[1];
  expect(inPage).toBe(policy.replace(/; frame-ancestors 'none'/, ""));
});

test("the page is asked for anew each time, what has a hash in its name never", async ({ request }) => {
  const response = await request.get("");
  expect(response.headers()["cache-control"]).toBe("no-cache");
  const files = [...(await response.text()).matchAll(/[\w-]+-[0-9a-f]{12,}(?:_bg)?\.(?:js|css|wasm)/g)];
  expect(files.length).toBeGreaterThanOrEqual(6);
  for (const [file] of files) {
    const answer = await request.get(file);
    expect(answer.status(), file).toBe(200);
    expect(answer.headers()["cache-control"], file).toContain("immutable");
  }
});

test("the icon is there, and nothing is served outside of the sub-path", async ({ request }) => {
  const icon = await request.get("favicon.svg");
  expect(icon.status()).toBe(200);
  expect(icon.headers()["content-type"]).toBe("image/svg+xml");
  expect((await request.get("/")).status()).toBe(404);
  expect((await request.get(`${BASE}no-such-file.js`)).status()).toBe(404);
});

test("the policy holds: inline script and style are refused", async ({ app, page, guard }) => {
  guard.allow(/refused by the policy|Content Security Policy/);
  await app.goto("/");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'broken into'";
    document.body.append(script);
  });
  await expect(page).toHaveTitle(/Sojourn/);
  expect(guard.provoked()).toBe(true);
});

test("when something breaks, the page says so and offers a report and a reload", async ({ app, page, guard, context }) => {
  guard.allow(/it broke/);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.goto("/");
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error("it broke"))));
  const panel = page.getByRole("alertdialog", { name: "Something in Sojourn broke" });
  await expect(panel).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Report" })).toHaveValue(/it broke/);
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(panel).toBeVisible();
  await panel.getByRole("button", { name: "Copy report" }).click();
  await expect(panel.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("it broke");
  await panel.getByRole("button", { name: "Reload" }).click();
  await app.mounted();
  await expect(panel).toBeHidden();
});

test("when the app cannot be fetched, the page says so", async ({ page, guard }) => {
  guard.allow(/Failed to load resource|could not be|preload/);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("");
  await expect(page.getByRole("textbox", { name: "Report" })).toHaveValue(/^Sojourn could not be started/);
});

for (const theme of ["light", "dark"]) {
  test(`a chosen ${theme} theme is there before the first paint`, async ({ app, page }) => {
    await page.addInitScript((theme) => localStorage.setItem("sojourn/theme", theme), theme);
    await app.goto("/");
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  });
}
