/** The package in a plain page, without a bundler, under a strict security policy. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "../browser/chromium.mjs";
import { JOINED, STORY } from "../story.mjs";
import { folder } from "./packed.mjs";
import { pageOf, STRICT, serve } from "./server.mjs";

const DIST = "/node_modules/columnist/dist";

/** A text that ends the worker which reads it, in the test of that. */
const DEADLY = "这一页读不得";

mkdirSync(join(folder, "pages"));
writeFileSync(join(folder, "index.html"), pageOf());
writeFileSync(join(folder, "plain.html"), pageOf("plain.js"));
writeFileSync(
  join(folder, "plain.js"),
  `
  import { init, reconstruct, render } from "${DIST}/browser.js";
  await Promise.all([init(), init()]);
  document.body.textContent = render(reconstruct(${JSON.stringify(STORY)}), "html");
`,
);
writeFileSync(
  join(folder, "sw.js"),
  `
  import { init, reconstruct, render } from "${DIST}/browser.js";
  import * as inline from "${DIST}/inline.js";
  import { createWorker } from "${DIST}/worker/browser.js";
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("message", async ({ data, source }) => {
    await init();
    const worker = createWorker();
    const page = await worker.reconstruct(data);
    source.postMessage({
      texts: [render(reconstruct(data)), inline.render(page), await worker.render(page)],
      thread: worker.thread,
    });
  });
`,
);

const ORIGIN = await serve(folder);
const LOCKED = await serve(folder, STRICT.replace(" 'wasm-unsafe-eval'", ""));
const WITHOUT_WORKERS = await serve(folder, `${STRICT}; worker-src 'none'`);
const WITHOUT_FETCH = await serve(folder, STRICT.replace("connect-src 'self'", ""));

test("a plain page imports it, and it finds its own module", async () => {
  const { context, page, said } = await open(`${ORIGIN}plain.html`);
  await page.waitForFunction((text) => document.body.textContent?.includes(text), JOINED);
  assert.deepEqual(said, []);
  await context.close();
});

test("a policy that forbids wasm is named in the error", async () => {
  const { context, page } = await open(LOCKED);
  const [code, message] = await page.evaluate(async (dist) => {
    const { init } = await import(`${dist}/browser.js`);
    const error = await init().catch((/** @type {any} */ caught) => caught);
    return [error.code, error.message];
  }, DIST);
  assert.equal(code, "wasm-unavailable");
  assert.match(message, /'wasm-unsafe-eval'/);
  await context.close();
});

test("the face with the module inside fetches nothing", async () => {
  const { context, page, said, requests } = await open(WITHOUT_FETCH);
  const text = await page.evaluate(
    async ([dist, story]) => {
      const { init, reconstruct, render } = await import(`${dist}/inline.js`);
      await init();
      return render(reconstruct(story));
    },
    [DIST, STORY],
  );
  assert.ok(text.includes(JOINED));
  assert.deepEqual(said, []);
  assert.deepEqual(
    requests.filter((url) => url.endsWith(".wasm")),
    [],
  );
  await context.close();
});

test("it works in a service worker, where there are no workers", async () => {
  const { context, page, said } = await open(ORIGIN, { serviceWorkers: "allow" });
  const { texts, thread } = await page.evaluate(async (story) => {
    await navigator.serviceWorker.register("/sw.js", { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve) => {
      navigator.serviceWorker.addEventListener("message", ({ data }) => resolve(data));
      active?.postMessage(story);
    });
  }, STORY);
  assert.equal(thread, "calling");
  for (const text of texts) assert.ok(text.includes(JOINED));
  assert.equal(texts.length, 3);
  assert.deepEqual(said, []);
  await context.close();
});

/**
 * Reads the story in a page through `columnist/worker`.
 *
 * @param {import("playwright-core").Page} page
 */
function readInWorker(page) {
  return page.evaluate(
    async ([dist, story]) => {
      const { createWorker } = await import(`${dist}/worker/browser.js`);
      const worker = createWorker();
      const text = await worker.render(await worker.reconstruct(story));
      await worker.close();
      return { text, thread: worker.thread };
    },
    [DIST, STORY],
  );
}

test("a worker does the work under a strict policy", async () => {
  const { context, page, said } = await open(ORIGIN);
  const { text, thread } = await readInWorker(page);
  assert.ok(text.includes(JOINED));
  assert.equal(thread, "worker");
  for (const left of page.workers()) await left.waitForEvent("close");
  assert.deepEqual(said, []);
  await context.close();
});

test("where no worker can be started the calling thread does the work", async () => {
  for (const [origin, script] of [
    [WITHOUT_WORKERS, ""],
    [ORIGIN, "delete globalThis.Worker"],
  ]) {
    const { context, page } = await open(String(origin), {
      expected: /worker-src 'none'/,
      prepare: (fresh) => fresh.addInitScript(String(script)),
    });
    const { text, thread } = await readInWorker(page);
    assert.ok(text.includes(JOINED));
    assert.equal(thread, "calling");
    await context.close();
  }
});

test("an aborted job ends its worker, and the next one is done by another", async () => {
  const { context, page, said } = await open(ORIGIN);
  const outcome = await page.evaluate(
    async ([dist, story]) => {
      const { createWorker } = await import(`${dist}/worker/browser.js`);
      const worker = createWorker();
      await worker.reconstruct(story);
      const abort = new AbortController();
      const long = worker.reconstruct(String(story).repeat(20_000), undefined, {
        signal: abort.signal,
        onProgress: (/** @type {any} */ { stage }) => {
          if (stage === "reading") setTimeout(() => abort.abort(), 20);
        },
      });
      const [name, next] = await Promise.all([
        long.catch((/** @type {any} */ caught) => caught.name),
        worker.reconstruct(story),
      ]);
      return { name, text: await worker.render(next), thread: worker.thread };
    },
    [DIST, STORY],
  );
  assert.equal(outcome.name, "AbortError");
  assert.equal(outcome.thread, "worker");
  assert.ok(outcome.text.includes(JOINED));
  assert.deepEqual(said, []);
  await context.close();
});

test("a worker that dies is replaced, and its job tried once more", async () => {
  const { context, page } = await open(ORIGIN, {
    prepare: (fresh) =>
      fresh.route("**/worker/thread.js", async (route) => {
        const response = await route.fetch();
        const trap = `addEventListener("message", (event) => {
          if (event.data.args?.[0] !== "${DEADLY}") return;
          event.stopImmediatePropagation();
          throw new Error("struck");
        });`;
        await route.fulfill({ response, body: `${trap}${await response.text()}` });
      }),
  });
  const outcome = await page.evaluate(
    async ([dist, story, deadly]) => {
      const { ColumnistError, createWorker } = await import(`${dist}/worker/browser.js`);
      let made = 0;
      const worker = createWorker({
        worker: () => {
          made += 1;
          return new Worker(`${dist}/worker/thread.js`, { type: "module" });
        },
      });
      /** @type {unknown[]} */
      const stages = [];
      const error = await worker
        .reconstruct(
          deadly,
          {},
          { onProgress: (/** @type {any} */ each) => stages.push(each.attempt) },
        )
        .catch((/** @type {any} */ caught) => caught);
      const { articles } = await worker.reconstruct(story);
      return {
        known: error instanceof ColumnistError,
        code: error.code,
        cause: error.cause?.message,
        stages,
        made,
        articles: articles.length,
      };
    },
    [DIST, STORY, DEADLY],
  );
  assert.equal(outcome.known, true);
  assert.equal(outcome.code, "crashed");
  assert.match(outcome.cause, /struck/);
  assert.deepEqual(outcome.stages, [undefined, 1, 2]);
  assert.equal(outcome.made, 3);
  assert.equal(outcome.articles, 1);
  await context.close();
});
