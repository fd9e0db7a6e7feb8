/**
 * The language of a text by its letters, for those who hear the page and for the shapes of the letters: the page may
 * speak another one.
 */

/** Letters that are common and written in two ways, in the same order in both. */
const SIMPLIFIED = /[这国们时来对说会学为个东车长门问见边间还进过无当发经动现开关业产义专]/gu;
const TRADITIONAL = /[這國們時來對說會學為個東車長門問見邊間還進過無當發經動現開關業產義專]/gu;

const KANA = /[\u3041-\u30ff]/gu;
const HANGUL = /[\uac00-\ud7a3]/gu;

/** A Chinese advertisement may have a single kana. */
const SHARE = 1 / 10;

/** So many characters tell it. */
const TOLD_BY = 500;

/**
 * @param {string} whole
 * @returns {string | undefined} nothing where no letter tells
 */
export function tongueOf(whole) {
  const text = whole.slice(0, TOLD_BY);
  /** @param {RegExp} letters */
  const count = (letters) => text.match(letters)?.length ?? 0;
  if (count(KANA) > SHARE * text.length) return "ja";
  if (count(HANGUL) > SHARE * text.length) return "ko";
  if (!/\p{Script=Han}/u.test(text)) return undefined;
  return count(TRADITIONAL) > count(SIMPLIFIED) ? "zh-Hant" : "zh-Hans";
}
