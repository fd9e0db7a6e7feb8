/** Every state of the page in a real Firefox, light and dark, with motion and without. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import axe from "axe-core";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { serve } from "../../scripts/lib/serve.mjs";
import { STORY } from "../story.mjs";
import { sample, TWICE, traced, violations } from "./both.mjs";
import { choose, open } from "./firefox.mjs";
import { column, pdf } from "./pdf.mjs";

/** @import { Page } from "puppeteer-core" */

const server = await serve({ port: 0 });
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const ORIGIN = `http://localhost:${port}/`;
after(() => server.close());

/**
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
async function fill(page, selector, text) {
  await page.$eval(
    selector,
    (field, value) => {
      Object.assign(field, { value });
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    text,
  );
}

/** @param {Page} page @param {number} count */
function done(page, count) {
  return page.waitForFunction(
    (n) => document.querySelectorAll('.row[data-state="done"]').length >= n,
    {},
    count,
  );
}

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  empty: async () => {},
  articles: sample,
  "what was done": traced,
  async inspector(page) {
    await traced(page);
    await page.click("#inspector-summary");
    await page.click("article .body [data-sentence]");
    await page.waitForSelector(".evidence");
  },
  async corrections(page) {
    await sample(page);
    await page.click("#correct");
    await page.click("article .body [data-sentence]");
    await page.waitForSelector("#sheet select");
  },
  async "what is left over"(page) {
    await sample(page);
    for (const summary of await page.$$("#sheet summary")) await summary.click();
  },
  async "a copy"(page) {
    await fill(page, "#source", TWICE);
    await page.waitForSelector("article details");
    await page.click("article details summary");
  },
  async "a whole issue"(page) {
    await fill(page, "#source", TWICE);
    await page.waitForSelector(".issue");
  },
  async menu(page) {
    await sample(page);
    await page.click("#more button");
    await page.waitForSelector("#more .choice", { visible: true });
  },
  async question(page) {
    await fill(page, "#source", STORY);
    await page.waitForSelector("article");
    await choose(page, { "a.txt": STORY });
    await page.waitForSelector("dialog");
  },
  async "list of pages"(page) {
    await choose(page, {
      "locked.pdf": pdf([[]], { encrypted: true }),
      "read.pdf": pdf([column(STORY)]),
      "a.txt": STORY,
    });
    await done(page, 2);
  },
  async search(page) {
    await choose(page, { "a.txt": STORY, "b.txt": STORY });
    await done(page, 2);
    await fill(page, "#search", "船夫");
  },
  async notice(page) {
    await sample(page);
    await page.waitForSelector("#forget", { visible: true });
    await page.click("#forget");
    await page.waitForSelector("#notice:not([hidden])");
  },
  async "no article"(page) {
    await fill(page, "#source", "12345");
    await page.waitForFunction(
      () =>
        document.getElementById("message")?.hidden === false &&
        !document.querySelector("#message button"),
    );
  },
  async "a file without text"(page) {
    await choose(page, { "x.bin": Uint8Array.of(0xff, 0, 1, 2, 0x81, 0x20, 0xff) });
    await page.waitForFunction(() => !document.querySelector("#message button"));
  },
};

/** Simplified Chinese differs from traditional in its words alone, of which `firefox.test.mjs` sees most. */
const LOOKS = [
  { language: "en", tag: "en", dark: false },
  { language: "zh-hant", tag: "zh-Hant", dark: true },
];

for (const [name, reach] of Object.entries(STATES)) {
  test(`Firefox, ${name}: axe finds no fault, and nothing moves for who wants no motion`, async () => {
    for (const { language, tag, dark } of LOOKS) {
      const { page, close } = await open(ORIGIN, {
        dark,
        prepare: (fresh) =>
          fresh.evaluateOnNewDocument(
            (chosen) => localStorage.setItem("columnist-language", chosen),
            language,
          ),
      });
      assert.equal(await page.$eval("html", ({ lang }) => lang), tag);
      await reach(page);
      const [isDark, isCalm, moving] = await page.evaluate(() => [
        matchMedia("(prefers-color-scheme: dark)").matches,
        matchMedia("(prefers-reduced-motion: reduce)").matches,
        document.getAnimations().filter(({ playState }) => playState === "running").length,
      ]);
      assert.deepEqual([isDark, isCalm], [dark, dark]);
      if (isCalm) assert.equal(moving, 0);
      await page.evaluate(axe.source);
      const found = await page.evaluate(violations);
      assert.deepEqual(found, [], `${language}, ${dark ? "dark" : "light"}`);
      await close();
    }
  });
}

test("Firefox: a dark page is printed black on white", async () => {
  const { page } = await open(ORIGIN, { dark: true });
  await sample(page);
  const paper = await page.pdf({ format: "A4", printBackground: true });
  const task = getDocument({ data: new Uint8Array(paper), verbosity: 0 });
  const sheets = await task.promise;
  const { fnArray, argsArray } = await (await sheets.getPage(1)).getOperatorList();
  await task.destroy();
  const colours = new Set(
    fnArray.flatMap((operator, n) =>
      operator === OPS.setFillRGBColor ? [String(argsArray[n])] : [],
    ),
  );
  const told = [...colours].join(" ");
  assert.ok(colours.has("#000000"), `black is there: ${told}`);
  // The rest is white, or the quiet colours of a light page: none is that of a dark page's paper or ink.
  for (const colour of ["#131312", "#1b1a19", "#e2dfd8"]) assert.ok(!colours.has(colour), told);
});
