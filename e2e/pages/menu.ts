// The menu of a journey: the same in its row and in the builder.
import { expect, type Locator, type Page } from "@playwright/test";

/** Every action of the menu, by the names of the contract; of those with a stroke one is there at a time. */
export const ITEMS = [
  "Edit",
  "Clone",
  "Pause/Resume",
  "Stop",
  "Archive/Unarchive",
  "New version",
  "View description",
  "Export",
  "Delete",
];

export class ActionMenu {
  readonly button: Locator;
  readonly menu: Locator;

  constructor(
    readonly page: Page,
    name: string,
  ) {
    const label = { name: `Actions for ${name}`, exact: true };
    this.button = page.getByRole("button", label);
    this.menu = page.getByRole("menu", label);
  }

  item(action: string) {
    return this.menu.getByRole("menuitem", { name: action, exact: true });
  }

  async open() {
    await this.button.click();
    await expect(this.menu).toBeVisible();
  }

  async close() {
    await this.page.keyboard.press("Escape");
    await expect(this.menu).toBeHidden();
  }

  async choose(action: string) {
    await this.open();
    await this.item(action).click();
  }

  /** The menu, opened, offers exactly these; every other action is there, disabled, and says why. */
  async offersExactly(offered: string[]) {
    const items = ITEMS.flatMap((item) => {
      const [one, other] = item.split("/");
      return [other && offered.includes(other) ? other : one];
    });
    await expect(this.menu.getByRole("menuitem")).toHaveCount(items.length);
    for (const name of items) {
      const item = this.item(name);
      if (offered.includes(name)) {
        await expect(item, `${name} is offered`).toBeEnabled();
      } else {
        await expect(item, `${name} is there, but disabled`).toBeDisabled();
        await expect(item, `${name} says why it is disabled`).toHaveAccessibleDescription(/\w+.*\.$/);
      }
    }
  }
}
