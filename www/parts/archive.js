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
  const lines = text.split("\n");
  /** @type {number[]} */
  const starts = [];
  /** @type {Map<string, { line: number, number: string }[]>} */
  const forms = new Map();
  let at = 0;
  for (const [number, line] of lines.entries()) {
    starts.push(at);
    at += line.length + 1;
    const bare = line.length <= 60 && line.includes("版") ? line.trim() : "";
    const [, ordinal, letter = "", digits, chinese] =
      bare.length <= 40 ? (FOLIO.exec(bare) ?? []) : [];
    if (digits === undefined && chinese === undefined) continue;
    const form = `${ordinal !== undefined} ${letter !== ""} ${chinese !== undefined}`;
    const found = forms.get(form) ?? [];
    found.push({ line: number, number: letter + (digits ?? chinese) });
    forms.set(form, found);
  }
  // A paper prints all its folios in one form, and may print one at both edges of a page.
  const most = [...forms.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  const folios = most
    .filter(({ number }, nth) => number !== most[nth - 1]?.number)
    .map(({ line }) => line)
    .filter((line, nth, all) => nth === 0 || between(all[nth - 1] ?? 0, line) > LEAST_PAGE);
  /** @param {number} a @param {number} b */
  function between(a, b) {
    return (starts[b] ?? 0) - (starts[a] ?? 0);
  }
  if (folios.length < 2 || text.length / folios.length > LONGEST_ISSUE) return undefined;
  const foot = text.length - (starts[folios.at(-1) ?? 0] ?? 0) < EDGE;
  const cuts = folios.map(
    (folio) => starts[foot ? folio + 1 : headOf(lines, folio)] ?? text.length,
  );
  return [0, ...cuts].map((cut, index) => text.slice(cut, cuts[index]));
}

/**
 * The first of the lines that belong to a folio line: short ones right above it.
 *
 * @param {string[]} lines
 * @param {number} folio
 */
function headOf(lines, folio) {
  let first = folio;
  while (first > 0 && folio - first < HEAD_LINES) {
    const line = lines[first - 1]?.trim() ?? "";
    if (line === "" || line.length > 40 || /[。，；！？…”版]/u.test(line)) break;
    first -= 1;
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
