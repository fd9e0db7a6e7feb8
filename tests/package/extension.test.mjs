/** The package in the background of a browser extension. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/lib/setup.mjs";
import { ARGS } from "../browser/chromium.mjs";
import { JOINED, STORY } from "../story.mjs";
import { folder, INSTALLED } from "./packed.mjs";

const EXTENSION = join(folder, "extension");
mkdirSync(EXTENSION);
cpSync(join(INSTALLED, "dist"), join(EXTENSION, "columnist"), { recursive: true });
writeFileSync(
  join(EXTENSION, "manifest.json"),
  JSON.stringify({
    manifest_version: 3,
    name: "Columnist",
    version: "1",
    background: { service_worker: "background.js", type: "module" },
    content_security_policy: {
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
    },
  }),
);

for (const [name, face] of [
  ["fetches its module", "browser.js"],
  ["has its module inside", "inline.js"],
]) {
  test(`a background that ${name}`, async () => {
    writeFileSync(
      join(EXTENSION, "background.js"),
      `
      import { init, reconstruct, render } from "./columnist/${face}";
      import { createWorker } from "./columnist/worker/browser.js";
      const story = ${JSON.stringify(STORY)};
      globalThis.outcome = init().then(async () => {
        const worker = createWorker();
        const page = await worker.reconstruct(story);
        return { texts: [render(reconstruct(story)), render(page)], thread: worker.thread };
      });
    `,
    );
    const context = await chromium.launchPersistentContext("", {
      executablePath: findChromium(),
      ignoreDefaultArgs: ["--disable-extensions"],
      args: [...ARGS, `--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`],
    });
    try {
      const worker =
        context.serviceWorkers()[0] ??
        (await context.waitForEvent("serviceworker", { timeout: 20_000 }));
      const { texts, thread } = await worker.evaluate(
        () => /** @type {any} */ (globalThis).outcome,
      );
      for (const text of texts) assert.ok(text.includes(JOINED));
      assert.equal(thread, "calling");
    } finally {
      await context.close();
    }
  });
}
