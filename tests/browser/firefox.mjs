/** Firefox for the tests, driven by WebDriver BiDi, with a record of what its pages say and ask for. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import puppeteer from "puppeteer-core";
import { findFirefox } from "../../scripts/lib/setup.mjs";
import { WHOLE, watch } from "./quiet.mjs";

/** @import { Page } from "puppeteer-core" */

export { WHOLE };

export const downloads = mkdtempSync(join(tmpdir(), "columnist-downloads-"));
/** The files that the tests choose. */
const folder = mkdtempSync(join(tmpdir(), "columnist-files-"));

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: findFirefox() ?? "",
  headless: true,
  extraPrefsFirefox: {
    "intl.accept_languages": "en-GB",
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.useDownloadDir": true,
    "browser.download.always_ask_before_handling_new_types": false,
    // What is copied is read back by the tests.
    "dom.events.testing.asyncClipboard": true,
  },
});
after(async () => {
  await browser.close();
  for (const each of [downloads, folder]) rmSync(each, { recursive: true, force: true });
});

/**
 * Opens an address in a context of its own.
 *
 * @param {string} url
 * @param {{ expected?: RegExp, prepare?: (page: Page) => Promise<unknown> }} [options] What a test of a fault makes
 *   the browser say is expected; all else on the console fails the test.
 */
export async function open(url, { expected, prepare } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  /** @type {string[]} */
  const said = [];
  /** @type {string[]} */
  const requests = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error}`));
  page.on("request", (request) => requests.push(request.url()));
  let closed = false;
  async function close() {
    if (!closed) await context.close();
    closed = true;
  }
  watch({ said, requests, expected, url, close });
  await prepare?.(page);
  await page.goto(url);
  await page.waitForSelector(WHOLE);
  return { page, said, requests, close };
}

/**
 * Pastes text beside all fields, as a reader may.
 *
 * @param {Page} page
 * @param {string} text
 */
export async function paste(page, text) {
  await page.evaluate((given) => navigator.clipboard.writeText(given), text);
  await page.keyboard.down("Control");
  await page.keyboard.press("v");
  await page.keyboard.up("Control");
  await page.waitForSelector("article");
}

/** @param {Page} page */
export const sheet = (page) => page.$eval("#sheet", (element) => element.textContent ?? "");

/**
 * Chooses files, by name.
 *
 * @param {Page} page
 * @param {Record<string, string | Uint8Array>} files
 */
export async function choose(page, files) {
  const paths = Object.entries(files).map(([name, data]) => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  });
  const chooser = await page.$("#chooser");
  await /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (
    chooser
  ).uploadFile(...paths);
}

/**
 * @param {Page} page
 * @param {string} selector
 * @param {string} wanted
 */
export function text(page, selector, wanted) {
  return page.waitForFunction(
    (where, sentence) => document.querySelector(where)?.textContent === sentence,
    {},
    selector,
    wanted,
  );
}
