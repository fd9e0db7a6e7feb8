/** The way from paste to file in a real Firefox. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../../scripts/lib/serve.mjs";
import en from "../../www/strings/en.js";
import { HEADLINE, JOINED, STORY } from "../story.mjs";
import { downloads, open } from "./firefox.mjs";
import { column, pdf } from "./pdf.mjs";

/** @import { Page } from "puppeteer-core" */

let server = await serve({ port: 0 });
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const ORIGIN = `http://localhost:${port}/`;
const folder = mkdtempSync(join(tmpdir(), "columnist-files-"));
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Pastes text beside all fields, as a reader may.
 *
 * @param {Page} page
 * @param {string} text
 */
async function paste(page, text) {
  await page.evaluate((given) => navigator.clipboard.writeText(given), text);
  await page.keyboard.down("Control");
  await page.keyboard.press("v");
  await page.keyboard.up("Control");
  await page.waitForSelector("article");
}

/** @param {Page} page */
const sheet = (page) => page.$eval("#sheet", (element) => element.textContent ?? "");

/**
 * @param {Page} page
 * @param {string} name
 * @param {string | Uint8Array} data
 */
async function choose(page, name, data) {
  const path = join(folder, name);
  writeFileSync(path, data);
  const chooser = await page.$("#chooser");
  await /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (
    chooser
  ).uploadFile(path);
}

/** @param {Page} page @param {boolean} shift */
async function takeBack(page, shift) {
  await page.keyboard.down("Control");
  if (shift) await page.keyboard.down("Shift");
  await page.keyboard.press("z");
  if (shift) await page.keyboard.up("Shift");
  await page.keyboard.up("Control");
}

test("Firefox: pasted text becomes articles, and a sentence shows where it stood", async () => {
  const { page, requests } = await open(ORIGIN);
  await paste(page, STORY);
  assert.ok((await sheet(page)).includes(JOINED));
  await page.hover("article .body [data-sentence]");
  await page.waitForSelector("#source-view .lit");
  assert.match(
    await page.$eval("#source-view .lit", (lit) => lit.textContent ?? ""),
    /本报讯 三月的一个早晨/,
  );
  await page.click("#show-done");
  await page.waitForSelector("#legend li");
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(ORIGIN) && !/^(?:about|data):/.test(url)),
    [],
  );
});

test("Firefox: a block is corrected by keyboard, undone and done again", async () => {
  const { page } = await open(ORIGIN);
  await paste(page, STORY);
  const paragraphs = () => page.$$eval("article .body p", (all) => all.length);
  const before = await paragraphs();
  await page.click("#correct");
  await page.focus("article .body p:nth-of-type(2) [data-sentence]");
  await page.keyboard.press("Enter");
  const merge = await page.waitForSelector(`::-p-text(${en.merge})`);
  await merge?.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n - 1,
    {},
    before,
  );
  await takeBack(page, false);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n,
    {},
    before,
  );
  await takeBack(page, true);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n - 1,
    {},
    before,
  );
});

test("Firefox: a page is downloaded, as Word too", async () => {
  const { page } = await open(ORIGIN);
  await paste(page, STORY);
  await page.click("#download-text");
  const text = await downloaded(".txt");
  assert.ok(readFileSync(text, "utf8").includes(JOINED));
  await page.click("#more button");
  const word = `#more .choice:nth-child(4)`;
  await page.waitForSelector(word, { visible: true });
  assert.equal(await page.$eval(word, (choice) => choice.textContent), en.downloads.docx);
  await page.click(word);
  assert.equal(
    readFileSync(await downloaded(".docx"))
      .subarray(0, 2)
      .toString(),
    "PK",
  );
});

/** @param {string} ending */
async function downloaded(ending) {
  for (let waited = 0; waited < 100; waited += 1) {
    const name = readdirSync(downloads).find((each) => each.endsWith(ending));
    const path = join(downloads, name ?? "");
    if (name && !existsSync(`${path}.part`) && readFileSync(path).length > 0) return path;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${ending} came; there is ${readdirSync(downloads)}`);
}

test("Firefox: a PDF is read, and one that is encrypted is told in words", async () => {
  const { page } = await open(ORIGIN);
  await choose(page, "page.pdf", pdf([column(STORY)]));
  await page.waitForSelector("article");
  assert.ok((await sheet(page)).includes(HEADLINE));
  await choose(page, "locked.pdf", pdf([[]], { encrypted: true }));
  await page.waitForFunction(
    (sentence) => document.getElementById("message")?.textContent === sentence,
    {},
    en.problems["pdf-encrypted"],
  );
});

test("Firefox: after the first visit the page works offline", async () => {
  const { page } = await open(ORIGIN);
  await page.waitForFunction(
    (sentence) => document.getElementById("offline")?.textContent === sentence,
    {},
    en.offline,
  );
  // Without the server there is no network for the page.
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await page.goto(ORIGIN);
  await page.waitForSelector("#message button");
  await paste(page, STORY);
  assert.ok((await sheet(page)).includes(JOINED));
  server = await serve({ port });
});
