/** Where it came from and what was done to it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { init, reconstruct } from "../../dist/node.js";
import { ROOT } from "../../scripts/lib/run.mjs";
import { SAMPLE } from "../../www/parts/sample.js";
import { createTrace, textsOf } from "../../www/parts/trace.js";
import en from "../../www/strings/en.js";
import { STORY } from "../story.mjs";
import { assertAccessible, openReady } from "./ready.mjs";

/** @import { Page } from "playwright-core" */

await init();

const FIXTURES = join(ROOT, "tests", "fixtures");
const inputs = ["pages", "faults", "unchanged"].flatMap((folder) =>
  readdirSync(join(FIXTURES, folder))
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(join(FIXTURES, folder, name), "utf8")),
);

test("every sentence of every fixture is found in its input", () => {
  for (const source of [SAMPLE.trim(), ...inputs]) {
    const page = reconstruct(source);
    const trace = createTrace(page, source);
    for (const text of [...textsOf(page), ...page.furniture]) {
      const sentences = trace.sentencesOf(text);
      assert.equal(sentences.map((sentence) => sentence.text).join(""), text.text);
      for (const sentence of sentences) {
        const stood = trace
          .rangesOf(sentence.id)
          .map(([start, end]) => source.slice(start, end))
          .join("");
        // Repairs aside, which change spaces and marks (3一5 is 3—5), it is the same.
        assert.equal(letters(stood), letters(sentence.text));
      }
    }
  }
});

/** @param {string} text */
function letters(text) {
  return squash(text).replace(/[^\p{L}\p{N}]|一/gu, "");
}

/** @param {string} text */
function squash(text) {
  return text.normalize("NFKC").replace(/\s+/g, "");
}

/** @param {Page} page */
function lit(page) {
  return page.evaluate(() =>
    ["#sheet", "#source-view"].map((place) =>
      [...document.querySelectorAll(`${place} .lit`)].map((each) => each.textContent).join(""),
    ),
  );
}

test("a sentence that is pointed at lights up in the input, and is scrolled into view", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.locator("[data-sentence]", { hasText: "人来了" }).first().hover();
  const [right = "", left = ""] = await lit(page);
  assert.equal(right, "灯亮了 课开了 人来了");
  assert.equal(squash(left), squash(right));
  assert.ok((await page.locator("#source").evaluate((field) => field.scrollTop)) > 0);
  const over = await page.evaluate(() => {
    const field = document.getElementById("source")?.getBoundingClientRect();
    const found = document.querySelector("#source-view .lit")?.getBoundingClientRect();
    return field && found && found.top >= field.top && found.bottom <= field.bottom;
  });
  assert.equal(over, true);
  await page.locator("h1").hover();
  assert.deepEqual(await lit(page), ["", ""]);
});

test("a sentence that is tapped lights up on a phone, where the page is one column", async () => {
  const { page } = await openReady({ hasTouch: true, viewport: { width: 390, height: 844 } });
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.locator("#sheet [data-sentence]", { hasText: "人来了" }).first().tap();
  const [right = "", left = ""] = await lit(page);
  assert.equal(right, "灯亮了 课开了 人来了");
  assert.equal(squash(left), squash(right));
  await page.click("#show-done");
  await page.locator("#source-view [data-sentence]").first().tap();
  await page.waitForFunction(() => {
    const box = document.querySelector("#sheet .lit")?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom <= innerHeight;
  });
});

test("the words below lie exactly under the words above", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.locator("article [data-sentence]").first().hover();
  const heights = await page.evaluate(() =>
    ["source", "source-view"].map((id) => document.getElementById(id)?.scrollHeight),
  );
  assert.ok(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0)) < 2, heights.join(" and "));
});

test("the caret in the input lights up the sentence among the articles", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.focus("#source");
  await page.evaluate(() => {
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("source"));
    const at = field.value.indexOf("旧粮仓改成");
    field.setSelectionRange(at, at);
  });
  await page.waitForFunction(() => document.querySelector("#sheet .lit"));
  assert.match((await lit(page))[0] ?? "", /^书屋由一座旧粮仓改成/);
});

test("sentences are walked through with the arrow keys", async () => {
  const { page } = await openReady();
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.locator("article [data-sentence]").first().focus();
  assert.equal((await lit(page))[0], "一封信过了河");
  await page.keyboard.press("ArrowDown");
  assert.match((await lit(page))[0] ?? "", /^本报讯 三月/);
  assert.match((await lit(page))[1] ?? "", /^本报讯 三月/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the switch shows what was done, with its reasons (${colorScheme})`, async () => {
    const { context, page } = await openReady({ colorScheme, bypassCSP: true });
    await page.click("#sample");
    await page.waitForSelector("article");
    await page.click("#show-done");
    const legend = await page.locator("#legend").innerText();
    for (const deed of /** @type {const} */ (["join", "space", "shadow", "moved", "aside"])) {
      assert.ok(legend.includes(en.deeds[deed].name), deed);
      assert.ok(legend.includes(en.deeds[deed].why), deed);
    }
    assert.equal(await page.locator("#source").isVisible(), false);
    assert.match(
      (await page.locator("#source-view .shadow").first().getAttribute("title")) ?? "",
      new RegExp(en.deeds.shadow.why),
    );
    await page.locator("#source-view [data-sentence]", { hasText: "摆渡过河" }).first().click();
    assert.match((await lit(page))[0] ?? "", /摆渡过河的日子。$/);
    await assertAccessible(page);
    await page.click("#show-done");
    assert.equal(await page.locator("#source").isVisible(), true);
    await context.close();
  });
}

test("repairs are switched off one by one, and the page answers at once", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.click("#show-done");
  assert.equal(await page.locator("#source-view .codePoint").count(), 1);
  await page.getByLabel(en.repairs.codePoints).uncheck();
  await page.locator("#source-view .codePoint").waitFor({ state: "detached" });
  await page.getByLabel(en.spaced).check();
  await page.getByText("本报讯 6 月 18 日清晨").first().waitFor();
  await page.keyboard.press("Control+Z");
  await page.getByText("本报讯 6月18日清晨").last().waitFor();
  assert.equal(await page.getByLabel(en.spaced).isChecked(), false);
  assert.equal(await page.getByLabel(en.repairs.codePoints).isChecked(), false);
});

test("the inspector tells what spoke for a line", async () => {
  const { page } = await openReady({ bypassCSP: true });
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.click("#show-done");
  await page.click("#inspector-summary");
  await page.getByText(en.inspectorHint).waitFor();
  // What each stage made of the page, and every line with its class.
  assert.equal(await page.locator("#inspector-body > .stages li").count(), 5);
  await page.click("#inspector-body .lines summary");
  await page.getByText(/本报讯晚上七点.*begins a paragraph · [\d.]+ \/ [\d.]+ em/).waitFor();
  await page.locator("article [data-sentence]", { hasText: "晚上七点" }).click();
  await page.locator(".evidence li").first().waitFor();
  const told = await page.locator("#inspector-body").innerText();
  assert.match(told, /本报讯晚上七点/);
  assert.match(told, /dateline/);
  assert.ok(told.includes(en.goesOnFrom));
  await assertAccessible(page);
  await page.locator("article [data-sentence]", { hasText: "灯亮了" }).click();
  await page.locator("#inspector-body", { hasText: en.headlinesWeighed }).waitFor();
});
