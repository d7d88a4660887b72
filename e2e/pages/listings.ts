// The listings, by the names of the contract (spec: interface.md, Listings).
import { expect, type Download, type Locator } from "@playwright/test";
import { readFileSync } from "node:fs";
import type { App } from "../fixtures";
import { ActionMenu } from "./menu";

export class Listings {
  readonly heading: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly filters: Locator;
  readonly archived: Locator;
  readonly bulk: Locator;

  constructor(readonly app: App) {
    const { page } = app;
    this.heading = page.getByRole("heading", { name: "Journeys", level: 1, exact: true });
    this.table = page.getByRole("table", { name: "Journeys", exact: true });
    this.search = page.getByRole("textbox", { name: "Search journeys" });
    this.filters = page.getByRole("group", { name: "Filters", exact: true });
    this.archived = page.getByRole("checkbox", { name: "Show archived" });
    this.bulk = page.getByRole("toolbar", { name: "Bulk actions" });
  }

  get page() {
    return this.app.page;
  }

  async open(query = "") {
    await this.app.goto(`/${query}`);
    await expect(this.heading).toBeVisible();
  }

  async loadSamples() {
    await this.open();
    await this.page.getByRole("button", { name: "Load sample workspace" }).click();
    await expect(this.row("Weekly digest")).toBeVisible();
  }

  row(name: string) {
    return this.table.getByRole("row").filter({ has: this.link(name) });
  }

  link(name: string) {
    return this.page.getByRole("link", { name, exact: true });
  }

  /** A column's head. */
  head(name: string) {
    return this.table.getByRole("columnheader", { name: new RegExp(`^${name}`) });
  }

  async sortBy(name: string) {
    await this.head(name).getByRole("button").click();
  }

  /** The names of the rows in their order. */
  async names() {
    const buttons = this.table.getByRole("button", { name: /^Actions for / });
    const labels = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    return labels.map((label) => label.replace(/^Actions for /, ""));
  }

  async hasStatus(name: string, status: string) {
    await expect(this.row(name).getByText(status, { exact: true }), `${name} is ${status}`).toBeVisible();
  }

  select(name: string) {
    return this.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  }

  menu(name: string) {
    return new ActionMenu(this.page, name);
  }

  dialog(name?: string | RegExp) {
    return this.page.getByRole("dialog", name === undefined ? {} : { name });
  }

  /** Does what a dialog asks about. */
  async confirm(command: string | RegExp) {
    await this.dialog().getByRole("button", { name: command, exact: true }).click();
    await expect(this.dialog()).toBeHidden();
  }

  /** Exports a journey and reads the file. */
  async exported(name: string) {
    const download = this.page.waitForEvent("download");
    await this.menu(name).choose("Export");
    return json(await download);
  }

  /** Gives a file to **Import**, which shows what it holds or says why it cannot. */
  async chooseFile(file: { name: string; text: string }) {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Import", exact: true }).click();
    await (await chooser).setFiles({ name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
  }

  /** What a file holds, before it comes in. */
  get incoming() {
    return this.page.getByRole("dialog", { name: "Import journeys" });
  }

  /** Imports all that a file holds: as drafts, or with versions and statuses. */
  async importFile(file: { name: string; text: string }, { statuses = false } = {}) {
    await this.chooseFile(file);
    if (statuses) await this.incoming.getByRole("radio", { name: "With versions and statuses" }).check();
    await this.incoming.getByRole("button", { name: /^Import \d+ journeys?$/ }).click();
    await expect(this.incoming).toBeHidden();
  }
}

export async function json(download: Download) {
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}
