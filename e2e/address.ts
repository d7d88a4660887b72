// Where the tests find the app.
import { createHash } from "node:crypto";

/** The sub-path of the release build that is tested (xtask/src/browser.rs has the same). */
export const BASE = "/sojourn/";

/** Fixed per checkout, so that two checkouts can be tested at the same time. */
export const PORT = 20_000 + (createHash("sha256").update(import.meta.dirname).digest().readUInt16BE() % 10_000);

export const ORIGIN = `http://127.0.0.1:${PORT}`;
