/** A small static server for the web page, used by `npm start` and the tests. */
import { createReadStream, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { SITE } from "./site.mjs";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/plain; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** What a visitor's browser asks for at once. */
const FIRST_VISIT = ["index.html", "main.js", "strings/en.js", "worker.js", "columnist_bg.wasm"];

/**
 * @param {object} where
 * @param {number} where.port
 * @param {string} [where.host]
 * @param {boolean} [where.packed] Send everything with Brotli, as hosts of web pages do.
 * @returns {Promise<import("node:http").Server>}
 */
export function serve({ port, host = "localhost", packed = false }) {
  /** @type {Map<string, Buffer> | undefined} */
  const packs = packed ? new Map() : undefined;
  // Hosts have packed what they send before anyone asks.
  if (packs) for (const name of FIRST_VISIT) pack(join(SITE, name), packs);
  const server = createServer((request, response) => {
    answer(request, response, packs).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {Map<string, Buffer> | undefined} packs What was packed already.
 */
async function answer(request, response, packs) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const path = fileOf(request.url ?? "/");
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || !found?.isFile()) {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    return;
  }
  const modified = found.mtime.toUTCString();
  if (request.headers["if-modified-since"] === modified) {
    response.writeHead(304).end();
    return;
  }
  const sent = packs && pack(path, packs);
  response.writeHead(200, {
    "last-modified": modified,
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-length": sent ? sent.length : found.size,
    ...(sent && { "content-encoding": "br" }),
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") response.end();
  else if (sent) response.end(sent);
  else createReadStream(path).pipe(response);
}

/**
 * @param {string} path
 * @param {Map<string, Buffer>} packs
 */
function pack(path, packs) {
  const sent = packs.get(path) ?? brotliCompressSync(readFileSync(path));
  packs.set(path, sent);
  return sent;
}

/**
 * The file that a URL names, or undefined where it leaves the folder served.
 *
 * @param {string} url
 */
export function fileOf(url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
  if (path.includes("\0") || path.includes("\\")) return undefined;
  const file = join(SITE, path.slice(1) || "index.html");
  return file.startsWith(SITE + sep) ? file : undefined;
}
