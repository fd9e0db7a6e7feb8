/** The page, served and opened: what the browser tests share. */
import assert from "node:assert/strict";
import { after } from "node:test";
import axe from "axe-core";
import { serve } from "../../scripts/lib/serve.mjs";
import { open } from "./chromium.mjs";
import { WHOLE } from "./quiet.mjs";

/** @import { Page } from "playwright-core" */

const server = await serve({ port: 0 });
const address = /** @type {import("node:net").AddressInfo} */ (server.address());
export const ORIGIN = `http://localhost:${address.port}/`;
after(() => server.close());

/**
 * Opens the page and waits until all of it is there.
 *
 * @param {Parameters<typeof open>[1]} [options]
 */
export async function openReady(options) {
  const opened = await open(ORIGIN, options);
  await opened.page.waitForSelector(WHOLE, { state: "attached" });
  return opened;
}

/**
 * Chooses files as a reader does.
 *
 * @param {Page} page
 * @param {{ name: string, data: string | Uint8Array, type?: string }[]} files
 */
export async function choose(page, files) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("#choose")]);
  await chooser.setFiles(
    files.map(({ name, data, type = "" }) => ({
      name,
      mimeType: type,
      buffer: Buffer.from(/** @type {any} */ (data)),
    })),
  );
}

/**
 * Nothing that axe finds; the page must have been opened with `bypassCSP`.
 *
 * @param {Page} page
 */
export async function assertAccessible(page) {
  await page.evaluate((source) => {
    if (!("axe" in window)) new Function(source)();
  }, axe.source);
  const violations = await page.evaluate(async () => {
    const found = await /** @type {any} */ (window).axe.run();
    return found.violations.map((/** @type {any} */ violation) => [
      violation.id,
      violation.nodes.map((/** @type {any} */ node) => node.html),
    ]);
  });
  assert.deepEqual(violations, []);
}

export const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
