// One origin for all that is measured: the product below /sojourn/ with its own headers, the other pages below /bench/.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
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

/** Serves on a free port; gives back the origin. An unknown address of the product is its 404.html, as at a static host. */
export async function serve(product, pages) {
  const rules = readRules(product);
  const matches = (rule, path) => (rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const [base, folder] = path.startsWith("/sojourn/") ? ["/sojourn/", product] : ["/bench/", pages];
    const file = normalize(path.slice(base.length) || "index.html");
    const send = async (status, name) => {
      const body = await readFile(join(folder, name));
      const headers = folder === product ? rules.filter((rule) => matches(rule.path, path)).flatMap((rule) => rule.headers) : [];
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      response.writeHead(status, { ...Object.fromEntries(headers), "Content-Type": type }).end(body);
    };
    try {
      // An empty page of the same origin: where the storage is filled, and where every opening begins.
      if (path === "/bench/blank") response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>blank</title>");
      else if (file.startsWith("..")) throw new Error("outside of the folder");
      else await send(200, file);
    } catch {
      if (folder === product) await send(404, "404.html");
      else response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
