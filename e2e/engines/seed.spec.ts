// The way of a journey from nothing to Running, in every browser that is supported.
import { readFileSync } from "node:fs";
import { Builder } from "../pages/builder";
import { Listings } from "../pages/listings";
import { expect, test } from "./fixtures";

test("the browser is of a supported version", ({ engine, version }) => {
  const minimum = JSON.parse(readFileSync(new URL("minimum.json", import.meta.url), "utf8"))[engine.name];
  const parts = (text: string) => text.split(".").map((part) => Number.parseInt(part, 10));
  const [[major, minor = 0], [least, at = 0]] = [parts(version), parts(minimum)];
  expect(major > least || (major === least && minor >= at), `${engine.name} ${version}, of which ${minimum} or newer is supported`).toBe(true);
});

test("a journey is drawn, saved, published and listed as Running", async ({ app }) => {
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
  await builder.button("Save Draft").click();
  const saving = builder.dialog("Save this journey as");
  await saving.getByRole("textbox", { name: "Journey name" }).press("Control+a");
  await saving.getByRole("textbox", { name: "Journey name" }).pressSequentially("Welcome");
  await saving.getByRole("button", { name: "Save", exact: true }).click();
  await expect(saving).toBeHidden();
  await builder.says("Saved");

  await builder.text("Message").pressSequentially(" More");
  await builder.says("Not saved");
  await builder.button("Save Draft").click();
  await builder.says("Saved");
  await app.reload();
  await builder.select("Push");
  await expect(builder.text("Message")).toHaveValue(/More/);

  await builder.button("Publish").click();
  await builder.publishing.getByRole("textbox", { name: "Description" }).pressSequentially("For those who sign up.");
  await builder.publishing.getByRole("button", { name: "Done", exact: true }).click();
  await expect(builder.publishing).toBeHidden();
  await expect(builder.message(/Welcome.*is published/)).toBeVisible();
  await listings.open();
  await listings.hasStatus("Welcome", "Running");
  await app.reload();
  await listings.hasStatus("Welcome", "Running");
});
