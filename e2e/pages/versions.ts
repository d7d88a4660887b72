// The versions of a journey: their list, and two of them compared (issue 3, Versions).
import { expect } from "@playwright/test";
import { Builder } from "./builder";

export class Versions extends Builder {
  get list() {
    return this.dialog("Versions");
  }

  /** A version of the list, by its heading. */
  version(name: string) {
    return this.list
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }

  async openList() {
    await this.button("Versions").click();
    await expect(this.list).toBeVisible();
  }

  /** A published version at its own address. */
  async openVersion(id: string, number: number) {
    await this.app.goto(`/journeys/${id}/v/${number}`);
    await expect(this.button("Versions")).toBeVisible();
  }

  // Compare

  get changes() {
    return this.page.getByRole("region", { name: "What changed" });
  }

  get graphs() {
    return this.page.getByRole("region", { name: "Both graphs" });
  }

  /** What holds both graphs, and is scrolled. */
  get pane() {
    return this.graphs.getByRole("group", { name: "Nodes of both versions" });
  }

  /** The cards, notes or groups of both versions. */
  drawn(what: "Nodes" | "Notes" | "Groups") {
    return this.pane.getByRole("list", { name: what, exact: true }).getByRole("listitem");
  }

  async openComparison(id: string, from: number | "draft", to: number | "draft") {
    await this.app.goto(`/journeys/${id}/compare/${from}/${to}`);
    await expect(this.changes).toBeVisible();
  }
}
