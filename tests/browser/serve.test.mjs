/** The static server hands out the page and nothing beside it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { fileOf } from "../../scripts/lib/serve.mjs";

for (const url of [
  "/",
  "/worker.js",
  "/parts/files.js",
  "/columnist_bg.wasm",
  "/vendor/pdfjs/pdf.js",
  "/?lang=zh",
]) {
  test(`${url} is served`, () => assert.ok(fileOf(url)));
}

for (const url of [
  "/../package.json",
  "/%2e%2e/package.json",
  "/..%2fpackage.json",
  "/dist/..%2fpackage.json",
  "/dist/%2e%2e%2fpackage.json",
  "/..%5cpackage.json",
  "/%00",
  "/%E0%A4%A",
]) {
  test(`${url} does not leave the folder`, () => {
    const file = fileOf(url);
    assert.ok(file === undefined || /^site\/(?!.*\.\.)/.test(file.slice(ROOT.length)));
  });
}
