/**
 * The date of a page, from its furniture.
 *
 * @import { Page } from "../index.d.ts"
 */

const DIGITS = "〇一二三四五六七八九";

const DATE = /(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/u;
const WRITTEN =
  /([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日/u;

/**
 * @param {Page} page
 * @returns {string | undefined} as 2026-06-20
 */
export function dateOf({ furniture }) {
  for (const { kind, text } of furniture) {
    if (kind !== "date") continue;
    const plain = text.normalize("NFKC");
    const numbers = DATE.exec(plain)?.slice(1).map(Number) ?? writtenOut(plain);
    if (!numbers) continue;
    const [year = 0, month = 0, day = 0] = numbers;
    const date = new Date(Date.UTC(year, month - 1, day));
    // The 31st of June and the like are misread.
    if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1800) {
      return date.toISOString().slice(0, 10);
    }
  }
  return undefined;
}

/** @param {string} text */
function writtenOut(text) {
  const found = WRITTEN.exec(text);
  if (!found) return undefined;
  const [, year = "", month = "", day = ""] = found;
  const digits = [...year.replace(/[○零]/gu, "〇")].map((digit) => DIGITS.indexOf(digit));
  return [Number(digits.join("")), upTo99(month), upTo99(day)];
}

/** @param {string} text */
function upTo99(text) {
  if (!text.includes("十")) return DIGITS.indexOf(text);
  const [tens = "", ones = ""] = text.split("十");
  return 10 * (tens === "" ? 1 : DIGITS.indexOf(tens)) + (ones === "" ? 0 : DIGITS.indexOf(ones));
}
