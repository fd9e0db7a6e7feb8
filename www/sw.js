/**
 * The service worker: the page without a network. One version of the page is
 * kept whole, so that its parts fit each other; a newer one waits until the
 * reader asks for it. What is loaded only when needed (`vendor`) is kept from
 * its first use.
 */

/** What the page consists of; `scripts/lib/site.mjs` puts it in, with a version that follows from it. */
const { version, files } = { version: "none", files: [] };

const PAGE = `columnist ${version}`;

const worker = /** @type {any} */ (self);

worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(
    caches.open(PAGE).then((cache) =>
      // Asked anew, so that no older part comes from the browser's own cache.
      cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" }))),
    ),
  );
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("columnist ") && name !== PAGE) await caches.delete(name);
      }
      // The page that is being visited for the first time uses what is kept from now on.
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  const scope = new URL(worker.registration.scope);
  if (request.method !== "GET" || !url.href.startsWith(scope.href)) return;
  event.respondWith(answer(request, url.pathname.slice(scope.pathname.length)));
});

/**
 * @param {Request} request
 * @param {string} path
 */
async function answer(request, path) {
  const cache = await caches.open(PAGE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && path.startsWith("vendor/")) {
    // Without room for it the answer is as good.
    await cache.put(request, response.clone()).catch(() => {});
  }
  return response;
}
