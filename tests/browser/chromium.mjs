/** Chromium for the tests, with a record of what its pages say and ask for. */
import { after } from "node:test";
import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/lib/setup.mjs";
import { watch } from "./quiet.mjs";

/** @import { BrowserContextOptions, Page } from "playwright-core" */

/** What keeps it to itself. */
export const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launch({ executablePath: findChromium(), args: ARGS });
after(() => browser.close());

/** What Playwright itself says where it keeps a service worker out. */
const BLOCKED = "warning: Service Worker registration blocked by Playwright";

/**
 * Opens an address in a context of its own.
 *
 * @param {string} url
 * @param {BrowserContextOptions & { prepare?: (page: Page) => Promise<unknown>, expected?: RegExp }} [options] What
 *   a test of a fault makes the browser say is expected; all else on the console fails the test.
 */
export async function open(url, { prepare, expected, ...options } = {}) {
  // A service worker would answer what a test wants to withhold; offline.test.mjs lets it in.
  const context = await browser.newContext({
    locale: "en-GB",
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  // So long takes nothing but what never comes, also on a machine with far too much to do.
  page.setDefaultTimeout(30_000);
  /** @type {string[]} */
  const said = [];
  /** @type {string[]} */
  const requests = [];
  page.on("console", (message) => {
    const line = `${message.type()}: ${message.text()}`;
    if (line !== BLOCKED) said.push(line);
  });
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  context.on("request", (request) => requests.push(request.url()));
  page.on("websocket", (socket) => requests.push(socket.url()));
  watch({ said, requests, expected, url, close: () => context.close() });
  await prepare?.(page);
  await page.goto(url);
  return { context, page, said, requests };
}
