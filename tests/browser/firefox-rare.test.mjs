/** What happens seldom, or to few, in a real Firefox: faults, paper, fingers, large letters, input methods. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { serve } from "../../scripts/lib/serve.mjs";
import en from "../../www/strings/en.js";
import { HEADLINE, STORY } from "../story.mjs";
import { choose, open, paste, sheet, text } from "./firefox.mjs";
import { column, pdf } from "./pdf.mjs";

/** @import { Page } from "puppeteer-core" */

const server = await serve({ port: 0 });
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const ORIGIN = `http://localhost:${port}/`;
after(() => server.close());

/** @param {Page} page */
async function sample(page) {
  await page.click("#sample");
  await page.waitForSelector("article");
}

/**
 * Taps what stands in view, as a finger does.
 *
 * @param {Page} page
 * @param {string} selector
 */
async function tap(page, selector) {
  const found = await page.waitForSelector(selector, { visible: true });
  await found?.evaluate((each) => each.scrollIntoView({ block: "center", behavior: "instant" }));
  await found?.tap();
}

test("Firefox: while an input method composes, nothing is read and its keys are its own", async () => {
  const { page } = await open(ORIGIN, {
    prepare: (fresh) =>
      fresh.evaluateOnNewDocument(() => {
        const post = Worker.prototype.postMessage;
        Object.assign(window, { texts: [] });
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          const given = message?.job?.text;
          if (given !== undefined) /** @type {any} */ (window).texts.push(given);
          post.call(this, message);
        };
      }),
  });
  await paste(page, STORY);
  const asked = () => page.evaluate(() => /** @type {any} */ (window).texts.splice(0));
  await asked();
  // The protocol has no input method: the page is told what Firefox tells it of one.
  const untouched = await page.evaluate(async () => {
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("source"));
    const before = field.value;
    const init = { bubbles: true, cancelable: true };
    field.focus();
    field.dispatchEvent(new CompositionEvent("compositionstart", init));
    for (const data of ["n", "ni", "ni h", "ni hao"]) {
      field.dispatchEvent(new CompositionEvent("compositionupdate", { ...init, data }));
      field.value = before + data;
      const kind = { inputType: "insertCompositionText", isComposing: true };
      field.dispatchEvent(new InputEvent("input", { ...init, ...kind, data }));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return [
      { key: "z", ctrlKey: true },
      { key: "z", ctrlKey: true, shiftKey: true },
      { key: "Enter" },
    ].map((key) =>
      field.dispatchEvent(new KeyboardEvent("keydown", { ...init, ...key, isComposing: true })),
    );
  });
  assert.deepEqual(await asked(), [], "nothing is read of half a word");
  assert.deepEqual(untouched, [true, true, true]);
  await page.evaluate(() => {
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("source"));
    field.value = field.value.replace("ni hao", "你好");
    field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "你好" }));
    // Firefox tells of the input once more when the word is whole.
    const kind = { inputType: "insertCompositionText", isComposing: false };
    field.dispatchEvent(new InputEvent("input", { bubbles: true, ...kind, data: "你好" }));
  });
  await page.waitForFunction(() => /** @type {any} */ (window).texts.length > 0);
  const texts = await asked();
  assert.equal(
    texts.at(-1),
    await page.$eval("#source", (field) => "value" in field && field.value),
  );
  assert.ok(texts.every((/** @type {string} */ each) => each.includes("你好")));
});

/** @param {string} given */
function bare(given) {
  return given.normalize("NFKC").replace(/\s/g, "");
}

/**
 * Some characters of Firefox's PDFs have a form and no name, or that of a radical.
 *
 * @param {string} given
 */
function printed(given) {
  const characters = [...bare(given)].map((each) => each.codePointAt(0)?.toString(16));
  return new RegExp(characters.map((code) => `[\\u{${code}}\u2e80-\u2fdf\ufffd]`).join(""), "u");
}

test("Firefox: a print has the articles as a clean page and no controls", async () => {
  const { page } = await open(ORIGIN);
  await sample(page);
  await page.click("#show-done");
  await page.click("#correct");
  const paper = await page.pdf({ format: "A4" });
  const task = getDocument({ data: new Uint8Array(paper), verbosity: 0 });
  const sheets = await task.promise;
  assert.ok(sheets.numPages <= 2, `${sheets.numPages} sheets`);
  let found = "";
  for (let number = 1; number <= sheets.numPages; number += 1) {
    const { items } = await (await sheets.getPage(number)).getTextContent();
    found += items.map((item) => ("str" in item ? item.str : "")).join("");
  }
  await task.destroy();
  const stood = await page.$$eval("article :is(h3, .body p)", (all) =>
    all.map((each) => each.textContent ?? ""),
  );
  assert.ok(stood.length > 10);
  for (const each of stood) assert.match(bare(found), printed(each));
  assert.doesNotMatch(found, /※/);
  // The interface is English, the articles are not.
  assert.doesNotMatch(found, /[A-Za-z]{2}/);
});

test("Firefox: a worker that does not come to an end is replaced, its page tried once more, then told", async () => {
  const { page } = await open(ORIGIN, {
    prepare: (fresh) =>
      fresh.evaluateOnNewDocument(() => {
        const post = Worker.prototype.postMessage;
        const { terminate } = Worker.prototype;
        const later = window.setTimeout;
        const never = window.clearTimeout;
        /** @type {Map<number, () => void>} */
        const limits = new Map();
        const seen = { hung: 0, ended: 0, limits };
        Object.assign(window, seen, {
          // The long limits come when the test says so.
          setTimeout: (/** @type {() => void} */ run, /** @type {number} */ wait = 0) => {
            const id = later(() => {
              limits.delete(id);
              run();
            }, wait);
            if (wait >= 20_000) limits.set(id, run);
            return id;
          },
          clearTimeout: (/** @type {number} */ id) => {
            limits.delete(id);
            never(id);
          },
        });
        /** @type {Set<Worker>} */
        const hanging = new Set();
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          if (!message?.job?.text?.includes("回不来")) return post.call(this, message);
          hanging.add(this);
          /** @type {any} */ (window).hung += 1;
        };
        // One that was late to arrive is no matter of this test.
        Worker.prototype.terminate = function () {
          if (hanging.has(this)) /** @type {any} */ (window).ended += 1;
          terminate.call(this);
        };
      }),
  });
  await choose(page, { "1.txt": STORY, "2.txt": STORY.replace("三月", "回不来") });
  const row = (/** @type {string} */ state) =>
    page.waitForSelector(`.row[data-state="${state}"]`, { visible: true });
  // The first page has its answer, so that the only limit left is that of the second.
  await row("done");
  for (const times of [1, 2]) {
    // The limit begins when a worker that is still arriving is ready.
    await page.waitForFunction(
      (n) => {
        const seen = /** @type {any} */ (window);
        if (seen.hung < n) return false;
        for (const [id, run] of seen.ended < n ? seen.limits : []) {
          window.clearTimeout(id);
          run();
        }
        return seen.ended >= n;
      },
      {},
      times,
    );
  }
  await (await row("failed"))?.click();
  await page.waitForSelector(`#message ::-p-text(${en.timedOut})`);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).ended), 2);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).hung), 2);
  // Another worker is there for what comes next.
  await page.click("#clear");
  await page.focus("#source");
  await page.keyboard.type(STORY.slice(0, 200));
  await page.waitForSelector("article");
});

test("Firefox: a browser without room is told in words, and the page works on", async () => {
  const { page } = await open(ORIGIN, {
    prepare: (fresh) =>
      fresh.evaluateOnNewDocument(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("no room", "QuotaExceededError");
        };
      }),
  });
  await paste(page, STORY);
  await page.waitForSelector(`::-p-text(${en.storageFull})`, { visible: true });
  assert.ok((await sheet(page)).includes(HEADLINE));
});

test("Firefox: on a phone, a finger lights up a sentence, corrects it and takes it back", async () => {
  const { page } = await open(ORIGIN, {
    prepare: async (fresh) => {
      await fresh.setViewport({ width: 390, height: 844, hasTouch: true });
      await fresh.evaluateOnNewDocument(() => {
        Object.assign(window, { kinds: [] });
        addEventListener(
          "pointerdown",
          ({ pointerType }) => /** @type {any} */ (window).kinds.push(pointerType),
          true,
        );
      });
    },
  });
  await tap(page, "#sample");
  await page.waitForSelector("article");
  await tap(page, "article .body p:nth-of-type(2) [data-sentence]");
  await page.waitForSelector("#sheet .lit");
  await page.waitForSelector("#source-view .lit");
  await tap(page, "#correct");
  const paragraphs = () => page.$$eval("article .body p", (all) => all.length);
  const before = await paragraphs();
  await tap(page, "article .body p:nth-of-type(2) [data-sentence]");
  await tap(page, `.panel ::-p-text(${en.merge})`);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n - 1,
    {},
    before,
  );
  await tap(page, `#notice ::-p-text(${en.undo})`);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n,
    {},
    before,
  );
  const kinds = await page.evaluate(() => /** @type {any} */ (window).kinds);
  assert.deepEqual(kinds, Array(6).fill("touch"));
});

test("Firefox: a PDF that is a picture is told in words", async () => {
  const { page } = await open(ORIGIN);
  await choose(page, { "paper.pdf": pdf([column(STORY), []]) });
  await (await page.waitForSelector(".row:nth-child(2)"))?.click();
  await text(page, "#message", en.problems.picture);
  await page.waitForSelector('.row[data-state="failed"]');
});

test("Firefox: a long PDF is given up at a click, and what was read stays", async () => {
  const { page } = await open(ORIGIN);
  const pages = Array.from({ length: 400 }, (_, n) =>
    column(STORY.replace("三月", `第${n + 1}个月`)),
  );
  await choose(page, { "book.pdf": pdf(pages) });
  await page.waitForSelector(".row:nth-child(4)");
  await page.click("#progress-cancel");
  const count = () => page.$eval("#pages-count", (each) => each.textContent ?? "");
  await new Promise((resolve) => setTimeout(resolve, 300));
  const told = await count();
  assert.ok(Number.parseInt(told, 10) < 400, told);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(await count(), told);
  await page.waitForSelector(`article ::-p-text(${HEADLINE})`);
});

for (const [how, width, letters] of /** @type {const} */ ([
  ["at 200 % zoom", 640, ""],
  ["with letters of twice the size", 1280, "200%"],
  ["with letters of twice the size in a narrow window", 640, "200%"],
])) {
  test(`Firefox: nothing overflows ${how}`, async () => {
    const { page } = await open(ORIGIN, {
      // Zoom leaves a page fewer pixels of its own, each of them larger.
      prepare: (fresh) =>
        fresh.setViewport({ width, height: 512, deviceScaleFactor: letters === "" ? 2 : 1 }),
    });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, letters);
    await sample(page);
    await page.click("#show-done");
    await page.click("#correct");
    await page.click("article .body [data-sentence]");
    await page.waitForSelector(".panel");
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(over, 0);
  });
}
