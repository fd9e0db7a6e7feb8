/**
 * The words that stand on the page before anything is done, in every language: what the first part needs of
 * `strings/`. The build evaluates this file and puts in its place what it gives, so that the page carries no others.
 */
import en from "../strings/en.js";
import zh from "../strings/zh.js";
import zhHant from "../strings/zh-hant.js";

const NAMES = /** @type {const} */ ([
  "tagline",
  "privacy",
  "language",
  "sourceHeading",
  "sourceLabel",
  "sourcePlaceholder",
  "sample",
  "clear",
  "choose",
  "chooseHint",
  "showDone",
  "resultHeading",
  "correct",
  "copyAll",
  "downloadText",
  "downloadMarkdown",
  "dropHere",
  "empty",
  "emptyNarrow",
  "starting",
  "partMissing",
  "retry",
  "kept",
  "footer",
]);

/** @typedef {Record<typeof NAMES[number], string>} Words */

/**
 * @param {import("../strings/en.js").Strings} strings
 * @returns {Words}
 */
function first(strings) {
  return /** @type {Words} */ (Object.fromEntries(NAMES.map((name) => [name, strings[name]])));
}

export const WORDS = { zh: first(zh), "zh-hant": first(zhHant), en: first(en) };

/** Of the parts that come later. The build tells it, so that none of another version is taken from a cache. */
export const VERSION = "";
