// What a message says: personalisation, its preview, and what the checks say of it; the help (issue 3, Fields and Checks).
import { axe, expect, test } from "./fixtures";
import { Builder } from "./pages/builder";

test("personalisation is inserted where the caret is, and the preview fills it in", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Push");
  const [message, preview] = [builder.text("Message"), builder.inspector.getByRole("region", { name: "Preview" })];
  await message.fill("Hi !");
  await message.press("ArrowLeft");
  await builder.inspector.getByRole("button", { name: "Personalise Message" }).click();
  await page.getByRole("menuitem", { name: "first_name", exact: true }).click();
  await expect(message).toHaveValue('Hi {{first_name | default: "there"}}!');
  await expect(message).toBeFocused();
  await page.keyboard.type("!");
  await expect(message).toHaveValue('Hi {{first_name | default: "there"}}!!');
  await expect(preview.getByText("Hi Ada!!")).toBeVisible();

  await message.fill("Hi {{first_name");
  await expect(builder.inspector.getByText(/the token “{{first_name” is not closed/)).toBeVisible();
  await expect(preview.getByText("Hi {{first_name")).toBeVisible();
});

test("a preview is text alone, light or dark as one likes", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Email");
  const preview = builder.inspector.getByRole("region", { name: "Preview" });
  await builder.text("Subject").fill("<img src=x onerror=alert(1)> & <b>bold</b>");
  await expect(preview.getByText("<img src=x onerror=alert(1)> & <b>bold</b>")).toBeVisible();
  await expect(preview.locator("img, b")).toHaveCount(0);
  for (const scheme of ["Dark", "Light"]) {
    await preview.getByRole("button", { name: scheme }).click();
    await expect(preview.getByRole("button", { name: scheme })).toHaveAttribute("aria-pressed", "true");
    await expect(preview.locator(".preview__screen")).toHaveCSS("color-scheme", scheme.toLowerCase());
    await axe(page);
  }
});

test("a text message says in how many parts it goes", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("SMS");
  const preview = builder.inspector.getByRole("region", { name: "Preview" });
  await builder.text("Message").fill("a".repeat(161));
  await expect(preview.getByText("2 parts · 161 characters, 145 left · plain alphabet (GSM-7)")).toBeVisible();
  await builder.text("Message").fill("Grüß dich, Łukasz");
  await expect(preview.getByText("1 part · 17 characters, 53 left · UCS-2, because of “Ł”")).toBeVisible();
});

test("a finding is put right where it is found, and one undo takes exactly that back", async ({ app }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.press("Action");
  await builder.press("Past behaviour");
  await builder.setSpan("Qualifying window", 2, "hours");
  const found = builder.inspector.getByRole("list", { name: "Found here" });
  await expect(found.getByText(/looked at once a day, but the window is 2 hours/)).toBeVisible();
  await found.getByRole("button", { name: "Make it 1 day" }).click();
  await expect(found.getByText(/looked at once a day/)).toHaveCount(0);
  await builder.button("Undo").click();
  await expect(builder.inspector.getByRole("spinbutton", { name: "Qualifying window: number" })).toHaveValue("2");
  await expect(builder.inspector.getByRole("combobox", { name: "Qualifying window: unit" })).toHaveValue("hours");
  await expect(found.getByText(/looked at once a day/)).toBeVisible();
});

test("the palette offers what fits the entry criteria, and says why not the rest", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  const item = (name: string) => builder.palette.getByRole("button", { name, exact: true });
  // Nothing is set up yet: the first segment decides.
  await expect(item("Action")).toBeEnabled();
  await expect(item("Past behaviour")).toBeEnabled();
  await builder.button("Setup").click();
  await builder.dialog("Setup").getByRole("radio", { name: "By an event trigger" }).check();
  await page.keyboard.press("Escape");
  for (const name of ["Past behaviour", "Custom list"]) {
    await expect(item(name)).toHaveAttribute("aria-disabled", "true");
    await expect(item(name)).toHaveAccessibleDescription(/does not fit the entry criteria “By an event trigger”/);
  }
  for (const name of ["Action", "Journey trigger", "Push"]) await expect(item(name)).not.toHaveAttribute("aria-disabled");
  await builder.press("Action");
  // In mid-journey past behaviour fits; a list stays an entry.
  await expect(item("Past behaviour")).not.toHaveAttribute("aria-disabled");
  await expect(item("Custom list")).toHaveAccessibleDescription(/has its entry already/);
});

test("the help tells of every kind, field and check", async ({ app, page }) => {
  await app.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Help" }).click();
  await expect(page.getByRole("heading", { name: "Help", level: 1 })).toBeVisible();
  for (const name of ["Past behaviour", "Web native display", "Conditional split", "Personalisation", "Warnings"]) {
    await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  }
  await expect(page.getByText("Number of pages, 1 to 1000")).toBeVisible();
});

test("choosing a finding puts its node in the middle and the caret into its field", async ({ app, page }) => {
  const builder = new Builder(app);
  await builder.open();
  await builder.buildByEvent();
  await builder.press("Email");
  await builder.text("Subject").fill("Hello");
  await builder.text("Sender").fill("Shop");
  await builder.press("SMS");
  await builder.button(/^Checks/).click();
  await page.getByRole("region", { name: "Checks" }).getByRole("button", { name: /^Error: Email.*“Body” is empty/ }).click();
  await expect(builder.text("Body")).toBeFocused();
  const [node, view] = [await builder.middle(builder.node("Email")), await builder.spot(0.5, 0.5)];
  expect(Math.hypot(node.x - view.x, node.y - view.y)).toBeLessThan(60);
});
