/**
 * What changed between two answers, in a reader's words.
 *
 * @import { Article, Page } from "../index.d.ts"
 */
import { readFileSync } from "node:fs";
import { UsageError } from "./args.js";

/** So much of a text is quoted. */
const QUOTED = 24;

/**
 * @param {string} before
 * @param {string} after
 */
export function showDiff(before, after) {
  const lines = differences(readPage(before), readPage(after)).map(
    (line) => line.charAt(0).toUpperCase() + line.slice(1),
  );
  return `${lines.length === 0 ? "Nothing changed." : lines.join("\n")}\n`;
}

/**
 * A text that stands in one answer and not at the same place of the other.
 *
 * @typedef {object} Piece
 * @property {string} text
 * @property {string} place As a sentence goes on with it: `in the body of “…”`.
 * @property {string} [line] What is said where it went nowhere or came from nowhere.
 */

/**
 * @param {Page} old
 * @param {Page} now
 * @returns {string[]}
 */
export function differences(old, now) {
  const pairs = pair(old.articles, now.articles);
  const partners = new Set(pairs.values());
  const fresh = now.articles.filter((article) => !partners.has(article));
  const changes = [
    ...old.articles.map((article) => ofArticle(article, pairs.get(article))),
    ...fresh.map((article) => ofArticle(undefined, article)),
    ofTexts("The page's furniture", "furniture", texts(old.furniture), texts(now.furniture)),
  ];
  const gained = changes.flatMap((change) => change.gained);
  /** @type {Map<Piece, Piece>} */
  const moves = new Map();
  for (const piece of changes.flatMap((change) => change.lost)) {
    const at = gained.findIndex(({ text }) => text === piece.text);
    const [found] = at < 0 ? [] : gained.splice(at, 1);
    if (found) moves.set(piece, found);
  }
  const came = new Set(moves.values());
  return [
    ...changes.flatMap(({ lines, lost, gained: taken }) => [
      ...lines,
      ...lost.flatMap((piece) => {
        const to = moves.get(piece);
        if (to) return [`${quote(piece.text)} was ${piece.place} and is ${to.place} now.`];
        return piece.line === undefined ? [] : [piece.line];
      }),
      ...taken.flatMap((piece) => (came.has(piece) ? [] : (piece.line ?? []))),
    ]),
    ...orderOf(old.articles, now.articles, pairs),
    ...ofTexts("The warnings", "a warning", messages(old), messages(now)).all,
  ];
}

/** @param {string} path */
function readPage(path) {
  try {
    const value = JSON.parse(readFileSync(path, "utf8"));
    const page = value?.page ?? value;
    if (Array.isArray(page?.articles) && Array.isArray(page.furniture)) {
      return /** @type {Page} */ (page);
    }
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
  throw new UsageError(`${path} is no answer of Columnist in JSON`);
}

/**
 * Articles that share most of their text are the same one.
 *
 * @param {Article[]} old
 * @param {Article[]} now
 * @returns {Map<Article, Article>}
 */
function pair(old, now) {
  const shares = old
    .flatMap((from) => now.map((to) => ({ from, to, share: shared(from, to) })))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  /** @type {Map<Article, Article>} */
  const pairs = new Map();
  const taken = new Set();
  for (const { from, to } of shares) {
    if (pairs.has(from) || taken.has(to)) continue;
    pairs.set(from, to);
    taken.add(to);
  }
  return pairs;
}

/**
 * How many characters of paragraphs and headline both have.
 *
 * @param {Article} from
 * @param {Article} to
 */
function shared(from, to) {
  const pieces = new Set(allTexts(to));
  return allTexts(from).reduce((sum, text) => sum + (pieces.has(text) ? text.length : 0), 0);
}

/** @param {Article} article */
function allTexts({ headline, paragraphs }) {
  return [...(headline ? [headline] : []), ...paragraphs].map(({ text }) => text);
}

/**
 * @param {Article | undefined} old Nothing where it is new.
 * @param {Article | undefined} now Nothing where it is gone.
 * @returns {{ lines: string[], lost: Piece[], gained: Piece[] }}
 */
function ofArticle(old, now) {
  const known = now ?? old;
  if (!known) return { lines: [], lost: [], gained: [] };
  const name = nameOf(known);
  /** @type {string[]} */
  const lines = [];
  /** @type {Piece[]} */
  const lost = [];
  /** @type {Piece[]} */
  const gained = [];
  const titled = known.headline ? `the article ${name}` : name;
  if (!now) lines.push(`Gone: ${titled}.`);
  if (!old) lines.push(`New: ${titled}.`);
  const both = old !== undefined && now !== undefined;
  for (const role of /** @type {const} */ (["kicker", "headline", "deck"])) {
    const before = old?.[role]?.text;
    const after = now?.[role]?.text;
    if (before === after) continue;
    const place = `the ${role} of ${name}`;
    if (before !== undefined && after !== undefined) {
      lines.push(`${name}: its ${role} was ${quote(before)} and is ${quote(after)}.`);
    } else if (before !== undefined) {
      const line = both ? `${name} has lost its ${role} ${quote(before)}.` : undefined;
      lost.push({ text: before, place, ...(line && { line }) });
    } else if (after !== undefined) {
      const line = both ? `${name} has a ${role} now: ${quote(after)}.` : undefined;
      gained.push({ text: after, place, ...(line && { line }) });
    }
  }
  const [was, is] = [texts(old?.paragraphs ?? []), texts(now?.paragraphs ?? [])];
  if (
    was.join("\n") !== is.join("\n") &&
    [...was].sort().join("\n") === [...is].sort().join("\n")
  ) {
    lines.push(`${name}: its paragraphs stand in another order.`);
  }
  for (const [what, place, part] of /** @type {const} */ ([
    ["the body", "in the body", "paragraphs"],
    ["the bylines", "a byline", "bylines"],
    ["the captions", "a caption", "captions"],
    ["the credits", "a credit", "credits"],
  ])) {
    const [before, after] = [texts(old?.[part] ?? []), texts(now?.[part] ?? [])];
    const found = ofTexts(`${name}: ${what}`, `${place} of ${name}`, before, after);
    const pieces = (/** @type {Piece[]} */ list) =>
      both ? list : list.map(({ text, place: where }) => ({ text, place: where }));
    lost.push(...pieces(found.lost));
    gained.push(...pieces(found.gained));
  }
  return { lines, lost, gained };
}

/**
 * @param {string} what
 * @param {string} place
 * @param {string[]} old
 * @param {string[]} now
 */
function ofTexts(what, place, old, now) {
  const verb = /s$/u.test(what) ? "no longer have" : "no longer has";
  const gain = /s$/u.test(what) ? "now have" : "now has";
  const piece = (/** @type {string} */ text, /** @type {string} */ says) => ({
    text,
    place,
    line: `${what} ${says} ${quote(text)}.`,
  });
  const lost = missing(old, now).map((text) => piece(text, verb));
  const gained = missing(now, old).map((text) => piece(text, gain));
  return { lines: [], lost, gained, all: [...lost, ...gained].map(({ line }) => line) };
}

/**
 * What stands in the first and not in the second, as often as it does.
 *
 * @param {string[]} here
 * @param {string[]} there
 */
function missing(here, there) {
  const rest = [...there];
  return here.filter((text) => {
    const at = rest.indexOf(text);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/**
 * @param {Article[]} old
 * @param {Article[]} now
 * @param {Map<Article, Article>} pairs
 */
function orderOf(old, now, pairs) {
  const places = old.flatMap((article) => {
    const partner = pairs.get(article);
    return partner ? [now.indexOf(partner)] : [];
  });
  const moved = places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  return moved ? ["The articles stand in another order."] : [];
}

/** @param {{ text: string }[]} pieces */
function texts(pieces) {
  return pieces.map(({ text }) => text);
}

/** @param {Page} page */
function messages(page) {
  return (page.warnings ?? []).map(({ message }) => message);
}

/** @param {Article} article */
function nameOf({ headline, paragraphs }) {
  return headline
    ? quote(headline.text)
    : `the article that begins ${quote(paragraphs[0]?.text ?? "")}`;
}

/** @param {string | undefined} text */
function quote(text = "") {
  const chars = [...text];
  return `“${chars.length > QUOTED ? `${chars.slice(0, QUOTED).join("")}…` : text}”`;
}
