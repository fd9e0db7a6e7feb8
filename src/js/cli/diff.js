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
  const lines = differences(readPage(before), readPage(after));
  return `${lines.length === 0 ? "Nothing changed." : lines.join("\n")}\n`;
}

/**
 * @param {Page} old
 * @param {Page} now
 * @returns {string[]}
 */
export function differences(old, now) {
  const pairs = pair(old.articles, now.articles);
  const partners = new Set(pairs.values());
  return [
    ...old.articles.flatMap((article) => {
      const partner = pairs.get(article);
      return partner ? ofArticle(article, partner) : [`Gone: the article ${nameOf(article)}.`];
    }),
    ...now.articles
      .filter((article) => !partners.has(article))
      .map((article) => `New: the article ${nameOf(article)}.`),
    ...orderOf(old.articles, now.articles, pairs),
    ...ofTexts("The page's furniture", texts(old.furniture), texts(now.furniture)),
    ...ofTexts("The warnings", messages(old), messages(now)),
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
 * @param {Article} old
 * @param {Article} now
 */
function ofArticle(old, now) {
  const name = nameOf(now);
  const lines = /** @type {const} */ (["kicker", "headline", "deck"]).flatMap((role) => {
    const before = old[role]?.text;
    const after = now[role]?.text;
    if (before === after) return [];
    if (before === undefined) return [`${name} has a ${role} now: ${quote(after)}.`];
    if (after === undefined) return [`${name} has lost its ${role} ${quote(before)}.`];
    return [`${name}: its ${role} was ${quote(before)} and is ${quote(after)}.`];
  });
  const same = texts(old.paragraphs).sort().join("\n") === texts(now.paragraphs).sort().join("\n");
  if (same && texts(old.paragraphs).join("\n") !== texts(now.paragraphs).join("\n")) {
    lines.push(`${name}: its paragraphs stand in another order.`);
  }
  return [
    ...lines,
    ...ofTexts(`${name}: the body`, texts(old.paragraphs), texts(now.paragraphs)),
    ...ofTexts(`${name}: the bylines`, texts(old.bylines), texts(now.bylines)),
    ...ofTexts(`${name}: the captions`, texts(old.captions), texts(now.captions)),
    ...ofTexts(`${name}: the credits`, texts(old.credits), texts(now.credits)),
  ];
}

/**
 * @param {string} what
 * @param {string[]} old
 * @param {string[]} now
 */
function ofTexts(what, old, now) {
  const verb = /s$/u.test(what) ? "no longer have" : "no longer has";
  const gain = /s$/u.test(what) ? "now have" : "now has";
  return [
    ...missing(old, now).map((text) => `${what} ${verb} ${quote(text)}.`),
    ...missing(now, old).map((text) => `${what} ${gain} ${quote(text)}.`),
  ];
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
  return headline ? quote(headline.text) : `that begins ${quote(paragraphs[0]?.text ?? "")}`;
}

/** @param {string | undefined} text */
function quote(text = "") {
  const chars = [...text];
  return `“${chars.length > QUOTED ? `${chars.slice(0, QUOTED).join("")}…` : text}”`;
}
