/** The page, served and opened: what the browser tests share. */
import assert from "node:assert/strict";
import { after } from "node:test";
import axe from "axe-core";
import { serve } from "../../scripts/lib/serve.mjs";
import { DRAWN, violations } from "./both.mjs";
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

/** The rules of axe that look at colours, which take half of its time. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** @typedef {"all" | "colours" | "no colours"} Rules */

/**
 * Nothing that axe finds; the page must have been opened with `bypassCSP`.
 *
 * @param {Page} page
 * @param {Rules} [rules]
 */
export async function assertAccessible(page, rules = "all") {
  await page.evaluate((source) => {
    if (!("axe" in window)) new Function(source)();
  }, axe.source);
  const without = Object.fromEntries(COLOURS.map((id) => [id, { enabled: false }]));
  const options = {
    all: {},
    colours: { runOnly: COLOURS },
    "no colours": { rules: without },
  }[rules];
  assert.deepEqual(await page.evaluate(violations, options), []);
}

/**
 * Waits until something holds that the page has to wait for itself: Playwright's `waitForFunction`
 * takes a promise for a yes.
 *
 * @param {Page} page
 * @param {() => Promise<boolean>} holds
 */
export async function until(page, holds) {
  const end = Date.now() + 30_000;
  while (!(await page.evaluate(holds))) {
    assert.ok(Date.now() < end, "what is waited for does not come");
    await page.waitForTimeout(50);
  }
}

/**
 * Waits until all articles are there and have been laid out: what is read of one before that is empty.
 *
 * @param {Page} page
 * @param {string} [inside] What stands in an article.
 */
export async function drawn(page, inside = "") {
  await page.waitForSelector(DRAWN + inside);
  await laidOut(page);
}

/**
 * Waits until the page has been laid out as it is now.
 *
 * @param {Page} page
 */
export async function laidOut(page) {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

export const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
