// A journey in a link (issue 6, Safe).
import { axe, expect, test } from "./fixtures";
import { journey, keep } from "./journeys";
import { Builder } from "./pages/builder";

test("a shared journey opens read-only in another browser, and is taken over", async ({ app, anotherBrowser }) => {
  await keep(app, journey("Mine <b>bold</b>", { id: "mine" }));
  const here = new Builder(app);
  await here.open("mine");
  await here.select("Push: Hello");
  await here.text("Message").fill("Not saved, but shared 💥");
  await here.button("Share link").click();
  const dialog = here.dialog("Share link");
  const box = dialog.getByRole("textbox", { name: "Link" });
  await expect(box).toHaveValue(/\/share#[\w-]{100,}$/);
  await axe(here.page);
  const link = await box.inputValue();
  expect(link.length).toBeLessThan(1_500);

  const there = await anotherBrowser();
  await there.page.goto(link);
  const builder = new Builder(there);
  await expect(there.page.getByText("“Mine <b>bold</b>” came with a link")).toBeVisible();
  await builder.says("Read only");
  await expect(builder.node("Push: Hello")).toBeVisible();
  expect(await there.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sojourn/")))).toEqual([]);
  await axe(there.page);
  await there.page.getByRole("button", { name: "Take it over" }).click();
  await builder.says("Saved");
  await builder.select("Push: Hello");
  await expect(builder.text("Message")).toHaveValue("Not saved, but shared 💥");
  await there.reload();
  await expect(builder.node("Push: Hello")).toBeVisible();
});

for (const [what, fragment] of [["cut", "q1bKSy0qzsxLV7JSSs7"], ["empty", ""], ["no letters of a link", "%00<script>alert(1)</script>"], ["too long", "A".repeat(120_000)]]) {
  test(`a link that is ${what} says so`, async ({ app, page }) => {
    await app.goto(`/share#${fragment}`);
    await expect(page.getByRole("heading", { name: "This link cannot be read" })).toBeVisible();
  });
}
