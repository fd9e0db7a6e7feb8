/** Firefox for the tests, driven by WebDriver BiDi, with a record of what its pages say and ask for. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

const DARK_AND_CALM = {
  "layout.css.prefers-color-scheme.content-override": 0,
  "ui.prefersReducedMotion": 1,
};

/** @param {Record<string, unknown>} [look] Settings that tell pages what the reader prefers. */
function launch(look) {
  return puppeteer.launch({
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
      ...look,
    },
  });
}

const browser = await launch();
/** @type {ReturnType<typeof launch> | undefined} */
let calm;

after(async () => {
  await browser.close();
  await (await calm)?.close();
  for (const each of [downloads, folder]) rmSync(each, { recursive: true, force: true });
});

/**
 * Opens an address in a context of its own.
 *
 * @param {string} url
 * @param {object} [options]
 * @param {RegExp} [options.expected] What a test of a fault makes the browser say; all else on the console fails it.
 * @param {(page: Page) => Promise<unknown>} [options.prepare]
 * @param {boolean} [options.dark] In a browser whose reader wants it dark and without motion: WebDriver BiDi has no
 *   word for either.
 */
export async function open(url, { expected, prepare, dark } = {}) {
  calm ??= dark ? launch(DARK_AND_CALM) : undefined;
  const context = await ((dark && (await calm)) || browser).createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
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

/**
 * How much the largest of the processes that show pages holds.
 *
 * @returns {number} in bytes
 */
export function memory() {
  /** @type {Map<number, { parent: number, size: number, shows: boolean }>} */
  const processes = new Map();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      processes.set(Number(name), {
        parent: Number(status.match(/PPid:\s*(\d+)/)?.[1]),
        size: 1024 * Number(status.match(/VmRSS:\s*(\d+)/)?.[1] ?? 0),
        shows: /[\0 ]tab\0?$/.test(readFileSync(`/proc/${name}/cmdline`, "utf8")),
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  const own = browser.process()?.pid;
  /** @param {number} id @returns {boolean} */
  const isOwn = (id) => id === own || (processes.has(id) && isOwn(processes.get(id)?.parent ?? 0));
  const sizes = [...processes.values()]
    .filter(({ parent, shows }) => shows && isOwn(parent))
    .map(({ size }) => size);
  return Math.max(...sizes);
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
