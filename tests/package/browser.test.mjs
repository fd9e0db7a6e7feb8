/** The packed package in a page of its own, under a strict security policy. */
import assert from "node:assert/strict";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { open } from "../browser/chromium.mjs";
import { JOINED, STORY } from "../story.mjs";
import { folder } from "./packed.mjs";

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const csp = url.searchParams.has("locked")
    ? POLICY
    : POLICY.replace("'self';", "'self' 'wasm-unsafe-eval';");
  if (url.pathname === "/") {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": csp });
    response.end(`<!doctype html><title>A page</title><link rel="icon" href="data:,">`);
    return;
  }
  const path = join(folder, "node_modules", "columnist", "dist", url.pathname);
  if (!existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  // A server that does not know wasm's type is no reason to fail.
  const type = url.pathname.endsWith(".wasm") ? undefined : TYPES[extname(path)];
  response.writeHead(200, { "content-type": type ?? "application/octet-stream" });
  createReadStream(path).pipe(response);
});
await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
after(() => server.close());
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const ORIGIN = `http://localhost:${port}/`;

test("it works in a page and finds its own module", async () => {
  const { context, page, said } = await open(ORIGIN);
  const text = await page.evaluate(async (story) => {
    const { init, reconstruct, render } = await import(/** @type {any} */ ("/browser.js"));
    await Promise.all([init(), init()]);
    return render(reconstruct(story), "html");
  }, STORY);
  assert.ok(text.includes(JOINED));
  assert.deepEqual(said, []);
  await context.close();
});

test("a policy that forbids wasm is named in the error", async () => {
  const { context, page } = await open(`${ORIGIN}?locked`);
  const [code, message] = await page.evaluate(async () => {
    const { init } = await import(/** @type {any} */ ("/browser.js"));
    const error = await init().catch((/** @type {any} */ caught) => caught);
    return [error.code, error.message];
  });
  assert.equal(code, "wasm-unavailable");
  assert.match(message, /'wasm-unsafe-eval'/);
  await context.close();
});
