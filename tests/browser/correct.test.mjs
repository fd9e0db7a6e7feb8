/** Corrections by hand: what they make of a page, and how they are made. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { init, reconstruct, render } from "../../dist/node.js";
import { ROOT } from "../../scripts/lib/run.mjs";
import { conservation } from "../../scripts/score.mjs";
import { correct, placeOf, ROLES, shifted } from "../../www/parts/corrections.js";
import { SAMPLE } from "../../www/parts/sample.js";
import { createTrace, textsOf } from "../../www/parts/trace.js";
import en from "../../www/strings/en.js";
import { HEADLINE, STORY } from "../story.mjs";
import { assertAccessible, CLIPBOARD, openReady, until } from "./ready.mjs";

/**
 * @import { Page as Browsed } from "playwright-core"
 * @import { Page } from "../../src/js/index.d.ts"
 * @import { Correction } from "../../www/parts/corrections.js"
 */

await init();

/** @param {Page} page */
function paragraphs(page) {
  return page.articles.map((article) => article.paragraphs.map(({ text }) => text));
}

test("two paragraphs are joined, and parted again at the same place", () => {
  const page = reconstruct(STORY);
  const [[first = "", second = "", third = ""] = []] = paragraphs(page);
  const at = STORY.indexOf("老人点点头");
  const joined = correct(page, [{ do: "merge", at }], STORY);
  assert.deepEqual(paragraphs(joined), [[first + second, third]]);
  const parted = correct(joined, [{ do: "split", at }], STORY);
  assert.deepEqual(paragraphs(parted), paragraphs(page));
  // The first paragraph has none above it.
  assert.deepEqual(correct(page, [{ do: "merge", at: 0 }], STORY), page);
});

test("a paragraph is parted inside a line that was joined", () => {
  const page = reconstruct(STORY);
  const at = STORY.indexOf("船夫说，河水");
  const [[first, second] = []] = paragraphs(correct(page, [{ do: "split", at }], STORY));
  assert.match(first ?? "", /送到对岸去。$/);
  assert.equal(second, "船夫说，河水还没有退，要等到中午才能开船。");
});

test("a headline that is replaced becomes a subhead", () => {
  const page = reconstruct(STORY);
  const at = STORY.indexOf("中午，水退了");
  const corrected = correct(page, [{ do: "role", at, role: "headline" }], STORY);
  const [article] = corrected.articles;
  assert.match(article?.headline?.text ?? "", /^中午，水退了/);
  assert.equal(article?.paragraphs[0]?.text, HEADLINE);
  assert.equal(article?.paragraphs[0]?.role, "subhead");
});

test("an article that is emptied is gone, and numbers follow", () => {
  const source = SAMPLE.trim();
  const page = reconstruct(source);
  const [first, second] = page.articles;
  assert.ok(first && second);
  const pieces = textsOf({ ...page, articles: [first] });
  const to = placeOf(second.paragraphs[0] ?? assert.fail());
  const corrections = pieces.map((text) => ({
    do: /** @type {const} */ ("move"),
    at: placeOf(text),
    to,
  }));
  const corrected = correct(page, corrections, source);
  assert.equal(corrected.articles.length, page.articles.length - 1);
  assert.equal(corrected.articles[0]?.headline?.text, second.headline?.text);
});

test("corrections move along with a text that changes", () => {
  /** @type {Correction[]} */
  const corrections = [
    { do: "merge", at: 2 },
    { do: "split", at: 5 },
    { do: "move", at: 9, to: 2 },
  ];
  assert.deepEqual(shifted(corrections, "0123456789", "01234xx56789"), [
    { do: "merge", at: 2 },
    { do: "split", at: 7 },
    { do: "move", at: 11, to: 2 },
  ]);
  assert.deepEqual(shifted(corrections, "0123456789", "01234x6789"), [
    { do: "merge", at: 2 },
    { do: "move", at: 9, to: 2 },
  ]);
});

test("no correction loses a character or makes what is no page", () => {
  const folder = join(ROOT, "tests", "fixtures", "pages");
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  for (const [n, name] of names.entries()) {
    const source = readFileSync(join(folder, name), "utf8");
    let page = reconstruct(source);
    let seed = n + 1;
    /** @param {number} below */
    const chance = (below) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let step = 0; step < 60; step += 1) {
      const texts = [...textsOf(page), ...page.furniture];
      const at = placeOf(texts[chance(texts.length)] ?? assert.fail());
      const other = placeOf(texts[chance(texts.length)] ?? assert.fail());
      const trace = createTrace(page, source);
      /** @type {Correction[]} */
      const all = [
        { do: "merge", at },
        { do: "split", at: trace.placeOf(1 + chance(20)) ?? at },
        { do: "role", at, role: ROLES[chance(ROLES.length)] ?? "body" },
        { do: "move", at, to: other },
        { do: "move", at, to: "new" },
        { do: "move", at, to: "aside" },
        { do: "restore", at: page.removed[0]?.spans[0]?.[0] ?? 0 },
        { do: "edit", at, text: "改过的文字" },
      ];
      page = correct(page, [all[chance(all.length)] ?? assert.fail()], source);
      assert.deepEqual(conservation(source, page), { lost: 0, twice: 0, outside: 0 });
      assert.equal(typeof render(page, "markdown"), "string");
    }
  }
});

/**
 * @param {Browsed} page
 * @param {string} text
 */
function sentence(page, text) {
  return page.locator("#sheet [data-sentence]", { hasText: text }).first();
}

test("a page is corrected by mouse, undone and done again, and exported as corrected", async () => {
  const { page } = await openReady({ ...CLIPBOARD, bypassCSP: true });
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  const count = () => page.locator("article .body p").count();
  assert.equal(await count(), 3);
  await page.click("#correct");
  await sentence(page, "老人点点头").click();
  await assertAccessible(page);
  await page.getByRole("button", { name: en.merge }).click();
  assert.equal(await count(), 2);
  await page.keyboard.press("Control+Z");
  assert.equal(await count(), 3);
  await page.keyboard.press("Control+Shift+Z");
  assert.equal(await count(), 2);

  await sentence(page, "中午，水退了").click();
  await page.getByLabel(en.role).selectOption("caption");
  await page.locator(".caption", { hasText: "中午，水退了" }).waitFor();

  await sentence(page, HEADLINE).click();
  await page.getByRole("button", { name: en.edit }).click();
  await page.locator(".panel textarea").fill("一封信过河记");
  await page.getByRole("button", { name: en.save }).click();
  await page.getByRole("heading", { name: "一封信过河记" }).waitFor();
  await page.click("#copy-all");
  await until(page, async () => /过河记/.test(await navigator.clipboard.readText()));

  // It holds when the options change.
  await page.click("#show-done");
  await page.getByLabel(en.spaced).check();
  await page.waitForTimeout(200);
  await page.getByRole("heading", { name: "一封信过河记" }).waitFor();
  assert.equal(await count(), 1);
});

test("a page is corrected by keyboard alone", async () => {
  const { page } = await openReady();
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.locator("#correct").focus();
  await page.keyboard.press("Enter");
  await page.locator("article [data-sentence]").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), en.split);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("article .body p").count(), 4);
  assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? "", /^船夫说/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".panel").count(), 0);
  assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? "", /^船夫说/);
});

test("corrections outlive a change of options, and are in every copy and file", async () => {
  const { page } = await openReady(CLIPBOARD);
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.click("#correct");
  await sentence(page, "书屋没有管理员").click();
  await page.getByRole("button", { name: en.edit }).click();
  await page.locator(".panel textarea").fill("这一段是读者改的。");
  await page.getByRole("button", { name: en.save }).click();
  await sentence(page, "这一段是读者改的").waitFor();
  await page.click("#show-done");
  await page.getByLabel(en.spaced).check();
  await page.getByText("本报讯 6 月 18 日清晨").first().waitFor();
  assert.equal(await sentence(page, "这一段是读者改的").isVisible(), true);
  await page.getByLabel(en.repairs.shadow).uncheck();
  await page.locator("#legend .shadow").waitFor({ state: "detached" });
  assert.equal(await sentence(page, "这一段是读者改的").isVisible(), true);
  await page.click("#copy-all");
  await page.getByText(en.copied).first().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /这一段是读者改的/);
  for (const form of /** @type {const} */ (["html", "json", "jsonld"])) {
    await page.click("#more button");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#more").getByText(en.downloads[form], { exact: true }).click(),
    ]);
    assert.match(readFileSync(await download.path(), "utf8"), /这一段是读者改的/);
  }
});

test("a block goes to another article, to furniture and back, and what was removed is restored", async () => {
  const { page } = await openReady({
    hasTouch: true,
    viewport: { width: 390, height: 800 },
  });
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.click("#correct");
  await sentence(page, "书屋没有管理员").tap();
  await page.getByLabel(en.belongsTo).selectOption({ label: "八村龙舟竞渡忙" });
  const boats = page.locator("article", { hasText: "八村龙舟竞渡忙" });
  await boats.locator("p", { hasText: "书屋没有管理员" }).waitFor();
  await sentence(page, "书屋没有管理员").tap();
  await page.getByLabel(en.belongsTo).selectOption({ label: en.pageFurniture });
  assert.equal(await boats.locator("p", { hasText: "书屋没有管理员" }).count(), 0);
  await page.locator("#sheet summary").first().tap();
  await page.locator("dd", { hasText: "书屋没有管理员" }).locator("[data-sentence]").first().tap();
  await page.getByLabel(en.belongsTo).selectOption({ label: en.newArticle });
  assert.equal(await page.locator("article").count(), 6);
  const furniture = () => page.locator("#sheet details").first().locator("dt").count();
  const before = await furniture();
  await page.locator("#sheet summary").nth(1).tap();
  await page.locator(".restore").first().tap();
  assert.equal(await furniture(), before + 1);
  await page.getByRole("button", { name: en.undo }).tap();
  assert.equal(await furniture(), before);
});
