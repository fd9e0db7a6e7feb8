/**
 * How numbers, dates and the like are written, for all languages of the
 * interface. Numbers below a thousand, which are nearly all, and their groups
 * do without the browser's tables, which take a phone a tenth of a second to
 * open.
 */

/** @param {number} count */
export function number(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/**
 * @param {Date} at
 * @param {string} language
 */
export function moment(at, language) {
  return at.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

/**
 * The number of a note's English words.
 *
 * @param {string} message
 */
export function firstNumber(message) {
  return message.match(/\d+/)?.[0] ?? "";
}

/**
 * The encodings of a note's English words: what the text was, and what it was read as.
 *
 * @param {string} message
 */
export function encodingsIn(message) {
  const [, was = "", readAs = ""] =
    message.match(/probably (.+) text that was decoded as (.+?):/) ?? [];
  return { was, readAs };
}

/**
 * Pages in Chinese, simplified and traditional.
 *
 * @param {string[]} folios
 */
export function pagesInChinese(folios) {
  return folios.map((folio) => (/^\d+$/.test(folio) ? `第${folio}版` : folio)).join("、");
}
