/**
 * A worker in which pages are put back together, so that typing never waits
 * for it. It answers each job with the job's id.
 *
 * @import { ErrorCode, Explanation, Format, Options, Page } from "../src/js/index.d.ts"
 */
import { ColumnistError, explain, init, reconstruct, render } from "../dist/browser.js";

/**
 * @typedef {{ text: string, options: Options }} ReadJob A page's text, to be put back together.
 * @typedef {{ page: Page, format: Format }} WriteJob A page, to be written in a form: all of it, then each article.
 * @typedef {{ explain: string, options: Options }} ExplainJob A page's text, to be told about.
 * @typedef {{ page: Page, millis: number }} Answer The page and how long it took.
 * @typedef {{ id: number, job: ReadJob | WriteJob | ExplainJob }} Request
 * @typedef {{ module: WebAssembly.Module | undefined }} Start What comes first; without a module the worker fetches it.
 * @typedef {{ ready: true }
 *   | { id: number, answer: Answer }
 *   | { id: number, texts: string[] }
 *   | { id: number, explanation: Explanation }
 *   | { id: number, code: ErrorCode }} Message
 */

/** @type {(module: WebAssembly.Module | undefined) => void} */
let begin = () => {};
/** @type {Promise<WebAssembly.Module | undefined>} */
const given = new Promise((resolve) => {
  begin = resolve;
});
const open = () => given.then((module) => init(module));

open().then(
  () => {
    post({ ready: true });
    // The first call unpacks tables. It is made here, before anyone waits for it.
    reconstruct("。");
  },
  // A job that comes meets the same failure and reports it, after trying anew.
  () => post({ id: 0, code: "wasm-unavailable" }),
);

self.addEventListener("message", async (event) => {
  const message = /** @type {Start | Request} */ (event.data);
  if ("module" in message) {
    begin(message.module);
    return;
  }
  const { id, job } = message;
  try {
    await open();
    if ("text" in job) post({ id, answer: answer(job) });
    else if ("explain" in job) post({ id, explanation: explain(job.explain, job.options) });
    else post({ id, texts: texts(job) });
  } catch (error) {
    if (!(error instanceof ColumnistError)) throw error;
    post({ id, code: error.code });
  }
});

/**
 * @param {ReadJob} job
 * @returns {Answer}
 */
function answer({ text, options }) {
  const start = performance.now();
  const page = reconstruct(text, options);
  return { page, millis: performance.now() - start };
}

/** @param {WriteJob} job */
function texts({ page, format }) {
  return [
    page,
    ...page.articles.map((article) => ({ ...page, articles: [article], furniture: [] })),
  ].map((each) => render(each, format));
}

/** @param {Message} message */
function post(message) {
  self.postMessage(message);
}
