/**
 * A long text as pages. A whole issue is read as one, because its stories go on
 * from page to page. What is longer is an archive, whose pages are read one by
 * one, by as many workers as there are, with the first of them on screen at
 * once.
 *
 * It touches no document, so that Node runs it as well.
 */

/** The longest text that is read as one. */
export const LONGEST_ISSUE = 250_000;

/** Where nothing tells pages apart, so much is taken for one: the longest of big newspapers have less. */
const PIECE = 20_000;

/** A line that tells a page's number, with a date or a section beside it at most. */
const FOLIO =
  /^(?:[^。，；！？…]*[^\d\p{Script=Han}])?(?:(第)\s*)?(?:([A-Z]?)(\d{1,3})|([〇零一二三四五六七八九十百]{1,4}))\s*版(?![\p{Script=Han}\d])[^。，；！？…]*$/u;

/** So many lines above a folio line may belong to it: a date, a section, the paper's name. */
const HEAD_LINES = 3;

/** Between two folio lines of an archive stands a page's text. */
const LEAST_PAGE = 300;

/** Below the last folio line that stands at a page's foot is hardly anything. */
const EDGE = 200;

/** @type {{ text: string, pages: string[] } | undefined} */
let last;

/**
 * @param {string} text
 * @returns {string[]} the pages of an archive, or the text itself
 */
export function pagesOf(text) {
  if (text.length <= LONGEST_ISSUE) return [text];
  // A paste is asked about twice.
  if (last?.text === text) return last.pages;
  const pages = text
    .split("\f")
    .flatMap((page) => (page.length <= LONGEST_ISSUE ? [page] : (byFolios(page) ?? byLength(page))))
    .filter((page) => page.trim() !== "");
  last = { text, pages: pages.length > 0 ? pages : [text] };
  return last.pages;
}

/**
 * @param {string} text
 * @returns {string[] | undefined} undefined where folio lines do not tell pages apart
 */
function byFolios(text) {
  /** @type {Map<string, { start: number, end: number, number: string }[]>} */
  const forms = new Map();
  // Only lines with the word are looked at: an archive has a hundred thousand without it.
  for (let word = text.indexOf("版"), end = 0; word >= 0; word = text.indexOf("版", end)) {
    const start = text.lastIndexOf("\n", word) + 1;
    end = lineEnd(text, word);
    const bare = end - start <= 60 ? text.slice(start, end).trim() : "";
    const [, ordinal, letter = "", digits, chinese] =
      bare.length <= 40 ? (FOLIO.exec(bare) ?? []) : [];
    if (digits === undefined && chinese === undefined) continue;
    const form = `${ordinal !== undefined} ${letter !== ""} ${chinese !== undefined}`;
    const found = forms.get(form) ?? [];
    found.push({ start, end, number: letter + (digits ?? chinese) });
    forms.set(form, found);
  }
  // A paper prints all its folios in one form, and may print one at both edges of a page.
  const most = [...forms.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  const folios = most
    .filter(({ number }, nth) => number !== most[nth - 1]?.number)
    .filter(({ start }, nth, all) => nth === 0 || start - (all[nth - 1]?.start ?? 0) > LEAST_PAGE);
  if (folios.length < 2 || text.length / folios.length > LONGEST_ISSUE) return undefined;
  const foot = text.length - (folios.at(-1)?.start ?? 0) < EDGE;
  const cuts = folios.map(({ start, end }) =>
    foot ? Math.min(end + 1, text.length) : headOf(text, start),
  );
  return [0, ...cuts].map((cut, index) => text.slice(cut, cuts[index]));
}

/**
 * @param {string} text
 * @param {number} at
 */
function lineEnd(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/**
 * Where the first of the lines begins that belong to a folio line: short ones right above it.
 *
 * @param {string} text
 * @param {number} folio Where its line begins.
 */
function headOf(text, folio) {
  let first = folio;
  for (let lines = 0; first > 0 && lines < HEAD_LINES; lines += 1) {
    const start = first < 2 ? 0 : text.lastIndexOf("\n", first - 2) + 1;
    const line = text.slice(start, first - 1).trim();
    if (line === "" || line.length > 40 || /[。，；！？…”版]/u.test(line)) break;
    first = start;
  }
  return first;
}

/**
 * Cut at empty lines, else at line ends, else anywhere.
 *
 * @param {string} text
 */
function byLength(text) {
  /** @type {string[]} */
  const pieces = [];
  let start = 0;
  while (text.length - start > PIECE) {
    const window = text.slice(start, start + PIECE);
    const blank = Math.max(...[...window.matchAll(/\n\s*\n/g)].map(({ index }) => index + 1), 0);
    const end = blank > PIECE / 2 ? blank : window.lastIndexOf("\n") + 1;
    const length = end > PIECE / 2 ? end : wholeCharacters(window);
    pieces.push(text.slice(start, start + length));
    start += length;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** @param {string} window */
function wholeCharacters(window) {
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? window.length - 1 : window.length;
}
