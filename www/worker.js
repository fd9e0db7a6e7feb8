/**
 * The worker in which the page's text is put back together, so that typing
 * never waits for it. It takes `{ id, text }` and answers with the same id.
 *
 * @import { Article, ErrorCode, Page } from "../src/js/index.d.ts"
 */
import { ColumnistError, init, reconstruct, render } from "../dist/browser.js";

/** @typedef {{ id: number, text: string }} Job */

/**
 * @typedef {object} Answer
 * @property {Page} page
 * @property {string[]} articleTexts Each article as plain text, to be copied.
 * @property {string} text The whole page as plain text.
 * @property {string} markdown The whole page as Markdown.
 * @property {number} millis How long the reconstruction took.
 */

/** @typedef {{ ready: true } | { id: number, answer: Answer } | { id: number, code: ErrorCode }} Message */

init().then(
  () => {
    post({ ready: true });
    // The first call unpacks tables. It is made here, before anyone waits for it.
    reconstruct("。");
  },
  // A job that comes meets the same failure and reports it, after trying anew.
  () => post({ id: 0, code: "wasm-unavailable" }),
);

self.addEventListener("message", async (event) => {
  const { id, text } = /** @type {Job} */ (event.data);
  try {
    await init();
    post({ id, answer: answer(text) });
  } catch (error) {
    if (!(error instanceof ColumnistError)) throw error;
    post({ id, code: error.code });
  }
});

/**
 * The plain forms are made here together with the page: a clipboard may be
 * written only while the click that asks for it is handled.
 *
 * @param {string} text
 * @returns {Answer}
 */
function answer(text) {
  const start = performance.now();
  const page = reconstruct(text);
  const millis = performance.now() - start;
  return {
    page,
    articleTexts: page.articles.map((article) => render(alone(article), "text")),
    text: render(page, "text"),
    markdown: render(page, "markdown"),
    millis,
  };
}

/**
 * @param {Article} article
 * @returns {Page}
 */
function alone(article) {
  return {
    version: 1,
    articles: [article],
    furniture: [],
    removed: [],
    repairs: [],
    warnings: [],
    pages: [],
  };
}

/** @param {Message} message */
function post(message) {
  self.postMessage(message);
}
