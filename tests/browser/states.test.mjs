/** Every state of the page, in its languages, light and dark, is open to everybody. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import en from "../../www/strings/en.js";
import { STORY } from "../story.mjs";
import { sample, TWICE, traced } from "./both.mjs";
import { column, pdf } from "./pdf.mjs";
import { assertAccessible, CLIPBOARD, choose, openReady } from "./ready.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Rules } from "./ready.mjs" */

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  empty: async () => {},
  articles: sample,
  "what was done": traced,
  async inspector(page) {
    await traced(page);
    await page.click("#inspector-summary");
    await page.locator("article [data-sentence]").nth(2).click();
    await page.waitForSelector(".evidence");
  },
  async corrections(page) {
    await sample(page);
    await page.click("#correct");
    await page.locator("article .body [data-sentence]").first().click();
    await page.waitForSelector(".correcting, form, #sheet select");
  },
  async "what is left over"(page) {
    await sample(page);
    for (const summary of await page.locator("#sheet summary").all()) await summary.click();
  },
  async "a copy"(page) {
    await page.fill("#source", TWICE);
    await page.waitForSelector("article details");
    await page.click("article details summary");
  },
  async "a whole issue"(page) {
    await page.fill("#source", TWICE);
    await page.waitForSelector(".issue");
  },
  async menu(page) {
    await sample(page);
    await page.click("#more button");
  },
  async question(page) {
    await page.fill("#source", STORY);
    await page.waitForSelector("article");
    await choose(page, [{ name: "a.txt", data: STORY }]);
    await page.waitForSelector("dialog");
  },
  async "list of pages"(page) {
    await choose(page, [
      { name: "locked.pdf", data: pdf([[]], { encrypted: true }) },
      { name: "read.pdf", data: pdf([column(STORY)]) },
      { name: "a.txt", data: STORY },
    ]);
    await page.locator('.row[data-state="done"]').nth(1).waitFor();
  },
  async search(page) {
    await choose(page, [
      { name: "a.txt", data: STORY },
      { name: "b.txt", data: STORY },
    ]);
    await page.locator('.row[data-state="done"]').nth(1).waitFor();
    await page.fill("#search", "船夫");
  },
  async notice(page) {
    await sample(page);
    await page.click("#forget");
    await page.waitForSelector("#notice:not([hidden])");
  },
  async "no article"(page) {
    await page.fill("#source", "……");
    await page.waitForSelector("#announcer:not(:empty)", { state: "attached" });
  },
  async "a file without text"(page) {
    await choose(page, [{ name: "x.bin", data: Buffer.from([0xff, 0, 1, 2, 0x81, 0x20, 0xff]) }]);
    await page.waitForTimeout(300);
  },
};

const WIDE = { width: 1280, height: 900 };
/** A phone's. */
const NARROW = { width: 390, height: 844 };

/**
 * Each state is reached in each language, and seen in each width, light and dark. Not all
 * combinations tell something new, and each costs seconds:
 *
 * - Contrast hangs on the colour scheme and on what lies on what, which the width may change: both
 *   schemes are seen wide, one of them narrow. The language changes no colour, so the others are
 *   not asked for it, which is half of axe's work.
 * - Whether names are there, in their language, and whether words are cut off hangs on the language
 *   and the width, and not on the scheme.
 *
 * Chinese is reached on the phone, since what cannot be touched there cannot be done; what was
 * reached is then seen on a wide screen, as when a tablet is turned.
 *
 * @type {{ locale: string, looks: { viewport: typeof WIDE, light?: Rules, dark?: Rules }[] }[]}
 */
const LANGUAGES = [
  { locale: "en-GB", looks: [{ viewport: WIDE, light: "all", dark: "colours" }] },
  {
    locale: "zh-CN",
    looks: [
      { viewport: NARROW, dark: "all" },
      { viewport: WIDE, light: "no colours" },
    ],
  },
  { locale: "zh-TW", looks: [{ viewport: WIDE, light: "no colours" }] },
];

for (const [name, reach] of Object.entries(STATES)) {
  test(`${name}: axe finds no fault, all can be touched, and nothing is cut off`, async () => {
    for (const { locale, looks } of LANGUAGES) {
      const [first] = looks;
      const { context, page } = await openReady({ ...first, locale, bypassCSP: true });
      await reach(page);
      for (const { viewport, ...schemes } of looks) {
        await page.setViewportSize(viewport);
        for (const [colorScheme, rules] of Object.entries(schemes)) {
          await page.emulateMedia({ colorScheme: /** @type {"light" | "dark"} */ (colorScheme) });
          await assertAccessible(page, rules);
        }
        await assertTouchable(page, viewport.width);
      }
      await context.close();
    }
  });
}

/**
 * Whoever cannot aim well needs 24 px, as WCAG 2.2 has it (2.5.8). A switch is as large as its label; words in a
 * sentence are free.
 *
 * @param {Page} page
 * @param {number} width
 */
async function assertTouchable(page, width) {
  const small = await page.evaluate((most) => {
    const targets = [...document.querySelectorAll("button, select, input, summary, a")].filter(
      (each) => each.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }),
    );
    const dialog = document.querySelector("dialog[open]");
    return targets
      .filter((each) => !dialog || dialog.contains(each))
      .map((each) => {
        const [label] = each instanceof HTMLInputElement ? (each.labels ?? []) : [];
        return { each, box: (label ?? each).getBoundingClientRect() };
      })
      .filter(
        ({ each, box }) =>
          ((box.width < 24 || box.height < 24) && each.tagName !== "A") ||
          box.left < 0 ||
          box.right > most,
      )
      .map(
        ({ each, box }) => `${each.outerHTML.slice(0, 80)} ${box.left} ${box.width}×${box.height}`,
      );
  }, width);
  assert.deepEqual(small, []);
}

test("a print has the articles as a clean page and no controls", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const hidden of [
    ...[".masthead", ".source", ".pages", ".bar", ".foot", ".issue", "#notice", ".article-tools"],
    ...["button", "select", "textarea", "#sheet > details"],
  ]) {
    for (const each of await page.locator(hidden).all())
      assert.equal(await each.isVisible(), false, hidden);
  }
  for (const article of await page.locator("article").all())
    assert.equal(await article.isVisible(), true);
  const [ink, paper] = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
  assert.equal(ink, "rgb(0, 0, 0)");
  assert.match(paper ?? "", /^rgba?\((?:255, 255, 255|0, 0, 0, 0)\)$/);
  // The sample fits on two sheets of A4, and what is printed is text.
  const printed = await page.pdf({ format: "A4" });
  const task = getDocument({ data: new Uint8Array(printed), verbosity: 0 });
  const sheets = await task.promise;
  assert.ok(sheets.numPages <= 2, `${sheets.numPages} sheets`);
  let text = "";
  for (let number = 1; number <= sheets.numPages; number += 1) {
    const { items } = await (await sheets.getPage(number)).getTextContent();
    text += items.map((item) => ("str" in item ? item.str : "")).join("");
  }
  await task.destroy();
  // Fonts share the forms of some characters with radicals.
  text = text.normalize("NFKC");
  assert.ok(text.includes("老渡口架起新桥"));
  for (const control of [en.copy, en.copyAll, en.choose, en.sourceHeading])
    assert.equal(text.includes(control), false, control);
});

test("who wants less motion gets none", async () => {
  const { page } = await openReady({ reducedMotion: "reduce" });
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.click("#forget");
  const moving = await page.evaluate(
    () => document.getAnimations().filter((each) => each.playState === "running").length,
  );
  assert.equal(moving, 0);
});

test("while an input method composes, nothing is read and its keys are its own", async () => {
  const { context, page } = await openReady({
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        const post = Worker.prototype.postMessage;
        Object.assign(window, { texts: [] });
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          const text = message?.job?.text;
          if (text !== undefined) /** @type {any} */ (window).texts.push(text);
          post.call(this, message);
        };
      }),
  });
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.focus("#source");
  await page.keyboard.press("Control+End");
  const session = await context.newCDPSession(page);
  const asked = () => page.evaluate(() => /** @type {any} */ (window).texts.splice(0));
  await asked();
  for (const text of ["n", "ni", "ni h", "ni hao"]) {
    const { length } = text;
    await session.send("Input.imeSetComposition", {
      text,
      selectionStart: length,
      selectionEnd: length,
    });
    await page.waitForTimeout(50);
  }
  assert.equal(await page.inputValue("#source"), `${STORY}ni hao`);
  assert.deepEqual(await asked(), [], "nothing is read of half a word");
  const keys = { isComposing: true, bubbles: true, cancelable: true };
  const untouched = await page.evaluate((init) => {
    const field = document.getElementById("source");
    return [
      { key: "z", ctrlKey: true },
      { key: "z", ctrlKey: true, shiftKey: true },
      { key: "Enter" },
    ].map((key) => field?.dispatchEvent(new KeyboardEvent("keydown", { ...init, ...key })));
  }, keys);
  assert.deepEqual(untouched, [true, true, true]);
  await session.send("Input.insertText", { text: "你好" });
  await page.waitForFunction(() => /** @type {any} */ (window).texts.length > 0);
  assert.deepEqual(await asked(), [`${STORY}你好`]);

  // What is pasted while a word is half written takes its place, and is read once.
  await session.send("Input.imeSetComposition", {
    text: "zai",
    selectionStart: 3,
    selectionEnd: 3,
  });
  await page.evaluate(() => {
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("source"));
    document.execCommand("insertText", false, "再见。");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForFunction(() => /** @type {any} */ (window).texts.length > 0);
  const texts = await asked();
  assert.equal(texts.at(-1), await page.inputValue("#source"));
  assert.ok(texts.at(-1).includes("再见。"));
});

test("the live region tells results and failures", async () => {
  const { page } = await openReady();
  /** @param {string} sentence */
  const told = (sentence) =>
    page.waitForFunction(
      (wanted) => document.getElementById("announcer")?.textContent === wanted,
      sentence,
    );
  await page.fill("#source", STORY);
  await told(en.found(1));
  await page.fill("#source", "12345");
  await told(en.noArticle);
});

test("a copy of an article is folded, opened at a click, and names the first", async () => {
  const { page } = await openReady();
  await STATES["a copy"]?.(page);
  assert.equal(await page.locator("article").nth(1).locator(".body").isVisible(), true);
  await page.click("article details summary");
  assert.equal(await page.locator("article").nth(1).locator(".body").isVisible(), false);
  assert.equal(await page.locator(".doubt a").innerText(), en.duplicateOf(1));
  assert.equal(await page.locator("article details summary").innerText(), en.openDuplicate);
});

test("the whole way from paste to file is gone by keyboard alone", async () => {
  const { page } = await openReady(CLIPBOARD);
  await page.evaluate((text) => navigator.clipboard.writeText(text), STORY);
  await page.keyboard.press("Control+V");
  await page.waitForSelector("article");
  /** @param {string} selector */
  async function tabTo(selector) {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    }
    assert.fail(`the Tab key does not reach ${selector}`);
  }
  await tabTo("#show-done");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#legend li");
  await tabTo("#choice-shadow");
  await page.keyboard.press("Space");
  assert.equal(await page.isChecked("#choice-shadow"), false);
  await tabTo("#correct");
  await page.keyboard.press("Enter");
  await tabTo("article [data-sentence]");
  // The second sentence of the first paragraph, where it may be parted.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const { length } = await page.locator("article .body p").all();
  for (let step = 0; step < 12; step += 1) {
    const label = await page.evaluate(() => document.activeElement?.textContent);
    if (label === en.merge || label === en.split) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length !== n,
    length,
  );
  await page.keyboard.press("Control+Z");
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n,
    length,
  );
  await page.keyboard.press("Shift+Tab");
  await page.locator("body").press("Home");
  await tabTo("#download-text");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.keyboard.press("Enter"),
  ]);
  assert.match(download.suggestedFilename(), /\.txt$/);
});
