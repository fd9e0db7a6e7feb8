/** A file server for the tests, under a content security policy. */
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after } from "node:test";

/** As strict as a policy can be that allows the package. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";

/**
 * A server that does not know wasm's type is no reason to fail, so this one does not.
 *
 * @type {Record<string, string>}
 */
const TYPES = { ".js": "text/javascript", ".html": "text/html; charset=utf-8" };

/**
 * Serves a folder until the tests are over.
 *
 * @param {string} root
 * @param {string} [policy]
 * @returns {Promise<string>} its address
 */
export async function serve(root, policy = STRICT) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = join(root, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-security-policy": policy,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://localhost:${port}/`;
}

/**
 * A page that runs scripts, with an empty icon so that nobody asks for one.
 *
 * @param {string[]} scripts
 */
export function pageOf(...scripts) {
  const head = `<!doctype html><title>A page</title><link rel="icon" href="data:,">`;
  return head + scripts.map((src) => `<script type="module" src="${src}"></script>`).join("");
}
