/** What goes out: the clipboard and files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { dateOf } from "../../src/js/shared/dates.js";
import en from "../../www/strings/en.js";
import { HEADLINE, JOINED, STORY } from "../story.mjs";
import { assertAccessible, CLIPBOARD, choose, openReady, until } from "./ready.mjs";

/** @import { Page } from "playwright-core" */

const DATED = `2026年6月20日 星期六\n\n${STORY}`;

/**
 * @param {Page} page
 * @param {string} label
 */
async function save(page, label) {
  await page.locator("#more .opener").click();
  return saved(page, label);
}

/**
 * @param {Page} page
 * @param {string} label
 */
async function saved(page, label) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".choices:visible").getByRole("button", { name: label, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), data: readFileSync(await download.path()) };
}

test("a paste into Word keeps headline and paragraphs", async () => {
  const { page } = await openReady(CLIPBOARD);
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  for (const opener of ["#more .opener", "article .menu .quiet"]) {
    await page.evaluate(() => document.getElementById("announcer")?.replaceChildren());
    await page.locator(opener).click();
    await page.locator(".choices:visible").getByRole("button", { name: en.copyRich }).click();
    await page.locator("#announcer", { hasText: en.copied }).waitFor({ state: "attached" });
    const [html, text] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      /** @param {string} type */
      const read = async (type) => (await item?.getType(type))?.text();
      return [await read("text/html"), await read("text/plain")];
    });
    assert.match(html ?? "", /<h2[^>]*>一封信过了河<\/h2>/);
    assert.equal(html?.match(/<p[ >]/g)?.length, 3);
    assert.ok(text?.includes(JOINED));
  }
});

test("an article is copied as Markdown", async () => {
  const { page } = await openReady(CLIPBOARD);
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.locator("article .menu .quiet").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  // What another test copied may still be there.
  await until(page, async () => (await navigator.clipboard.readText()).startsWith("##"));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^## 一封信过了河\n\n/);
});

test("a page is downloaded in every form, named by its date and headline", async () => {
  const { page, requests } = await openReady();
  await page.fill("#source", DATED);
  await page.waitForSelector("article");
  const base = `2026-06-20 ${HEADLINE}`;

  const html = await save(page, en.downloads.html);
  assert.equal(html.name, `${base}.html`);
  assert.match(
    html.data.toString(),
    /^<!doctype html>[\s\S]*<title>一封信过了河<\/title>[\s\S]*<h2>/,
  );

  const json = await save(page, en.downloads.json);
  assert.equal(json.name, `${base}.json`);
  assert.equal(JSON.parse(json.data.toString()).articles[0].headline.text, HEADLINE);

  const linked = await save(page, en.downloads.jsonld);
  assert.equal(linked.name, `${base}.jsonld`);
  const issue = JSON.parse(linked.data.toString());
  assert.equal(issue["@type"], "PublicationIssue");
  assert.equal(issue.datePublished, "2026-06-20");
  assert.deepEqual(
    issue.hasPart.map((/** @type {any} */ part) => [part["@type"], part.headline]),
    [["NewsArticle", HEADLINE]],
  );
  assert.ok(issue.hasPart[0].articleBody.includes(JOINED));

  assert.equal(
    requests.some((url) => url.includes("/vendor/")),
    false,
  );
  const docx = await save(page, en.downloads.docx);
  assert.equal(docx.name, `${base}.docx`);
  const word = strFromU8(unzipSync(docx.data)["word/document.xml"] ?? new Uint8Array());
  assert.match(word, /<w:pStyle w:val="Heading1"\/>/);
  assert.ok(word.includes(HEADLINE) && word.includes(JOINED));
  assert.equal(
    requests.some((url) => url.includes("/vendor/docx/")),
    true,
  );
});

test("all pages are downloaded as one archive", async () => {
  const { page } = await openReady();
  await choose(page, [
    { name: "1.txt", data: STORY },
    { name: "2.txt", data: DATED },
    { name: "3.txt", data: STORY },
  ]);
  await page.locator('.row[data-state="done"], .row[data-state="doubtful"]').nth(2).waitFor();
  await page.locator("#all-pages .opener").click();
  const { name, data } = await saved(page, en.downloads.md);
  assert.equal(name, "articles.zip");
  const files = unzipSync(data);
  assert.deepEqual(Object.keys(files).toSorted(), [
    `2026-06-20 ${HEADLINE}.md`,
    `${HEADLINE} (2).md`,
    `${HEADLINE}.md`,
  ]);
  assert.match(strFromU8(files[`${HEADLINE}.md`] ?? new Uint8Array()), /^## 一封信过了河/);
});

test("a file that cannot be made is told in words, and can be tried again", async () => {
  const { page } = await openReady({
    prepare: (fresh) => fresh.context().route("**/vendor/docx/**", (route) => route.abort()),
  });
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.locator("#more .opener").click();
  await page.getByRole("button", { name: en.downloads.docx }).click();
  await page.getByText(en.exportFailed).waitFor();
  await page.context().unroute("**/vendor/docx/**");
  assert.match((await save(page, en.downloads.docx)).name, /\.docx$/);
});

test("an open menu is accessible, and Escape puts it away", async () => {
  const { page } = await openReady({ bypassCSP: true });
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.locator("#more .opener").click();
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".choices:visible").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), en.more);
});

for (const [text, date] of /** @type {const} */ ([
  ["2026年6月20日 星期六", "2026-06-20"],
  ["星期六 2026-6-20", "2026-06-20"],
  ["２０２６年６月２０日", "2026-06-20"],
  ["二〇二六年十二月三十一日", "2026-12-31"],
  ["一九八六年十月十日 第三版", "1986-10-10"],
  ["2026年6月31日", undefined],
  ["6月20日", undefined],
])) {
  test(`the date of “${text}” is ${date}`, () => {
    const furniture = [{ kind: /** @type {const} */ ("date"), text, spans: [], page: 0 }];
    const page = {
      ...{ version: 1, articles: [], furniture, removed: [], repairs: [], warnings: [] },
      pages: [],
    };
    assert.equal(dateOf(page), date);
  });
}
