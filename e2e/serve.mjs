// Serves a release build the way a static host does: under its sub-path only, with the header rules of its own _headers
// file, and with 404.html (and the status 404) for addresses that no file has.
//
// node serve.mjs <dist> <base> <port>
//
// For a browser whose console cannot be read, `serve` can put one script of the tests before all others (`hook.script`) and
// take what that script posts (`hook.said`). Nothing else of the page changes.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The rules of _headers: a path (with * at its end for all below it), then indented "Name: value" lines. */
function readRules(dist) {
  const rules = [];
  for (const line of readFileSync(join(dist, "_headers"), "utf8").split("\n")) {
    if (!line.trim() || line.startsWith("#")) continue;
    if (line.startsWith("/")) rules.push({ path: line.trim(), headers: [] });
    else rules.at(-1).headers.push(line.trim().split(/:\s*(.*)/).slice(0, 2));
  }
  return rules;
}

function headersFor(rules, path) {
  const matches = (rule) => (rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule);
  return Object.fromEntries(rules.filter((rule) => matches(rule.path)).flatMap((rule) => rule.headers));
}

/** Serves the folder `dist` below `base` until the server that it gives is closed. */
export function serve(dist, base, port, hook) {
  const rules = readRules(dist);
  const answer = async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (!path.startsWith(base)) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end(`Nothing is served outside of ${base}\n`);
      return;
    }
    if (hook && path === `${base}test-hook.js`) {
      if (request.method === "POST") hook.said(await text(request));
      response.writeHead(200, { "Content-Type": TYPES[".js"] }).end(request.method === "POST" ? "" : hook.script);
      return;
    }
    const send = async (status, file) => {
      let body = await readFile(join(dist, file));
      if (hook && file.endsWith(".html")) body = hooked(body.toString(), base);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(status, { ...headersFor(rules, path), "Content-Type": type }).end(body);
    };
    const file = normalize(path.slice(base.length) || "index.html");
    try {
      if (file.startsWith("..")) throw new Error("outside of the folder");
      await send(200, file);
    } catch {
      await send(404, "404.html");
    }
  };
  return createServer(answer).listen(port, "127.0.0.1");
}

/** A page with the script of the tests before all others. Its tags <html> and <head> may be left out. */
function hooked(page, base) {
  const first = /<(base|script|link)\b/;
  if (!first.test(page)) throw new Error("no place for the script of the tests");
  return page.replace(first, `<script src="${base}test-hook.js"></script>$&`);
}

async function text(request) {
  let all = "";
  for await (const part of request) all += part;
  return all;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  serve(resolve(process.argv[2]), process.argv[3], Number(process.argv[4]));
}
