// The selector engine of the pinned Playwright, for a browser that Playwright itself cannot drive: roles, accessible names,
// visibility and the conditions of `expect` are computed by the code that computes them in Chromium and Firefox.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";

/** Where a document holds the engine; a symbol, so that no name of the app's is taken. */
export const ENGINE = "sojourn.test.engine";

/** The script that puts the engine into a document. Its text is part of Playwright's bundle and has no export. */
export const INSTALL = `
  const module = {};
  ${engineSource()}
  window[Symbol.for("${ENGINE}")] = new (module.exports.InjectedScript())(window, {
    isUnderTest: false, sdkLanguage: "javascript", frameSeq: 0, testIdAttributeName: "data-testid", stableRafCount: 1,
    browserName: "webkit", shouldPrependErrorPrefix: false, isUtilityWorld: false, customEngines: [],
  });`;

function engineSource(): string {
  const bundle = createRequire(import.meta.url).resolve("playwright-core/lib/coreBundle");
  const found = /injectedScriptSource\.ts"\(\) \{\s*"use strict";\s*source\d+ = ('(?:[^'\\]|\\.)*');/.exec(readFileSync(bundle, "utf8"));
  if (!found) throw new Error("this version of playwright-core keeps its selector engine elsewhere: see e2e/engines/webkit/injected.ts");
  return runInNewContext(found[1]);
}
