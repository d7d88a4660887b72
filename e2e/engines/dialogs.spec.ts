// Where the focus goes when what opened a dialog is gone (interface.md, Dialogs).
import type { App } from "../fixtures";
import { Builder } from "../pages/builder";
import { expect, test } from "./fixtures";

/** The focus is on something, from which the next Tab goes on. */
async function isSomewhere({ page }: App, when: string) {
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches("body *") ?? false), when).toBe(true);
}

test("the focus is on the page where the opener of a dialog is gone", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.says("Not saved");
  await app.reload();
  await builder.dialog("Unsaved journey").getByRole("button", { name: "Start fresh" }).click();
  await expect(builder.button("Add the first node")).toBeVisible();
  await isSomewhere(app, "after Start fresh");
  await builder.buildByEvent();
  await builder.saveAs("Welcome");
  await isSomewhere(app, "after the first save");
  await builder.publishAs("Welcome", "For those who sign up.");
  await expect(builder.message(/Welcome.*is published/)).toBeVisible();
  await isSomewhere(app, "after publishing");
});
