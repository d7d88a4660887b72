// The way of a journey from nothing to Running, in every browser that is supported.
import { readFileSync } from "node:fs";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";
import { expect, test } from "./fixtures";
import { MODES, ModeApp } from "./modes";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");

test("the browser is of a supported version, and the README names these", ({ engine, version }) => {
  const oldest = JSON.parse(read("minimum.json"));
  const minimum = oldest[engine.name];
  const parts = (text: string) => text.split(".").map((part) => Number.parseInt(part, 10));
  const [[major, minor = 0], [least, at = 0]] = [parts(version), parts(minimum)];
  expect(major > least || (major === least && minor >= at), `${engine.name} ${version}, of which ${minimum} or newer is supported`).toBe(true);
  const listed = `Chrome and Edge ${oldest.chromium}, Firefox ${oldest.firefox}, Safari ${oldest.safari} (WebKitGTK ${oldest.webkit}), and newer ones.`;
  expect(read("../../README.md").replaceAll(/\s+/g, " ")).toContain(listed);
});

test("what the page complains about is heard, and fails a test", async ({ app, guard }) => {
  await app.goto("/");
  guard.allow(/to be heard/);
  await app.page.evaluate(() => console.warn("a warning to be heard"));
  await expect.poll(() => guard.provoked()).toBe(true);
});

for (const mode of MODES) {
  test(`a journey is drawn, saved, published and listed as Running${mode.title}`, async ({ app: plain }) => {
    const app = new ModeApp(plain.page, mode);
    const [builder, listings] = [new Builder(app), new Listings(app)];
    await listings.open();
    await listings.page.getByRole("link", { name: "New journey" }).first().click();
    await builder.press("Action");
    await expect(builder.node("Action")).toBeFocused();
    await builder.text("Event").pressSequentially("Signed up");
    await builder.press("Push");
    await expect(builder.node("Push")).toBeFocused();
    // One of the node, one of the message.
    await expect(builder.text("Title")).toHaveCount(2);
    await builder.text("Title").last().pressSequentially("Hello");
    await builder.text("Message").pressSequentially("Good to see you.");
    await expect(builder.nodes).toHaveCount(2);
    await expect(builder.links).toHaveCount(1);
    const checks = builder.button(/^Checks \(\d+\)$/);
    await expect(checks).toBeVisible();
    const found = (await checks.textContent())!;
    await saveFirst(builder, "Welcome");
    await builder.says("Saved");

    // An edit shows: in the status, and in the count of what the checks find.
    await builder.text("Message").press("Control+a");
    await builder.text("Message").press("Delete");
    await builder.says("Not saved");
    await expect(checks).not.toHaveText(found);
    await builder.text("Message").pressSequentially("Good to see you again.");
    await expect(checks).toHaveText(found);
    await builder.button("Save Draft").click();
    await builder.says("Saved");
    await app.reload();
    await builder.select("Push");
    await expect(builder.text("Message")).toHaveValue("Good to see you again.");

    await builder.button("Publish").click();
    await builder.publishing.getByRole("textbox", { name: "Description" }).pressSequentially("For those who sign up.");
    await builder.publishing.getByRole("button", { name: "Done", exact: true }).click();
    await expect(builder.publishing).toBeHidden();
    await expect(builder.message(/Welcome.*is published/)).toBeVisible();
    await listings.open();
    await listings.hasStatus("Welcome", "Running");
    await app.reload();
    await listings.hasStatus("Welcome", "Running");
    // A status follows what is done, as well.
    await listings.menu("Welcome").choose("Pause");
    await listings.dialog().getByRole("button", { name: /^Pause/ }).click();
    await listings.hasStatus("Welcome", "Paused");
    await expect(app.page.locator("#crash")).toBeHidden();
  });
}

async function saveFirst(builder: Builder, name: string) {
  await builder.button("Save Draft").click();
  const saving = builder.dialog("Save this journey as");
  await saving.getByRole("textbox", { name: "Journey name" }).press("Control+a");
  await saving.getByRole("textbox", { name: "Journey name" }).pressSequentially(name);
  await saving.getByRole("button", { name: "Save", exact: true }).click();
  await expect(saving).toBeHidden();
}
