/**
 * What the reader corrects by hand. A correction names what it is about by a
 * place in the input and not by a number in the answer, so that it still holds
 * when other options, or a newer Columnist, answer otherwise. One whose place
 * is gone does nothing.
 *
 * @import { Article, Page, Paragraph, Span, Text } from "../../src/js/index.d.ts"
 */
import { createReplay, textsOf } from "./trace.js";

/**
 * @typedef {"kicker" | "headline" | "deck" | "byline" | "body" | "subhead" | "caption" | "credit"} Role
 *
 * @typedef {{ do: "merge", at: number }
 *   | { do: "split", at: number }
 *   | { do: "role", at: number, role: Role }
 *   | { do: "move", at: number, to: number | "new" | "aside" }
 *   | { do: "restore", at: number }
 *   | { do: "edit", at: number, text: string }} Correction
 *
 * @typedef {{ article: Article | undefined, role: Role | "aside", text: Text }} Block Where a text of a page stands.
 */

export const ROLES = /** @type {const} */ ([
  "kicker",
  "headline",
  "deck",
  "byline",
  "body",
  "subhead",
  "caption",
  "credit",
]);

/** Each of these an article has once. */
const SINGLE = /** @type {const} */ (["kicker", "headline", "deck"]);

/**
 * @param {Page} page
 * @param {readonly Correction[]} corrections
 * @param {string} source
 * @returns {Page} the same where there is nothing to correct
 */
export function correct(page, corrections, source) {
  return corrections.reduce((corrected, correction) => apply(corrected, correction, source), page);
}

/**
 * The place by which a text is named.
 *
 * @param {Text} text
 */
export function placeOf({ spans }) {
  return spans[0]?.[0] ?? 0;
}

/**
 * @param {Page} page
 * @param {number} place
 * @returns {Block | undefined}
 */
export function blockAt(page, place) {
  /** @param {Text} text */
  const has = ({ spans }) => spans.some(([start, end]) => start <= place && place < end);
  for (const article of page.articles) {
    for (const block of blocksOf(article)) if (has(block.text)) return block;
  }
  const text = page.furniture.find(has);
  return text && { article: undefined, role: "aside", text };
}

/**
 * @param {Article} article
 * @returns {Block[]}
 */
function blocksOf(article) {
  const { bylines, paragraphs, captions, credits } = article;
  /** @param {Role} role @param {Text[]} texts */
  const all = (role, texts) => texts.map((text) => ({ article, role, text }));
  return [
    ...SINGLE.flatMap((role) => all(role, article[role] ? [article[role]] : [])),
    ...all("byline", bylines),
    ...paragraphs.map((text) => ({ article, role: text.role, text })),
    ...all("caption", captions),
    ...all("credit", credits),
  ];
}

/**
 * @param {Page} page
 * @param {Correction} correction
 * @param {string} source
 * @returns {Page}
 */
function apply(page, correction, source) {
  if (correction.do === "restore") return restore(page, correction.at, source);
  const block = blockAt(page, correction.at);
  if (!block) return page;
  const { article, text } = block;
  switch (correction.do) {
    case "merge":
      return article ? replaceArticle(page, article, merge(article, text)) : page;
    case "split":
      return article
        ? replaceArticle(page, article, split(page, article, text, correction.at, source))
        : page;
    case "role":
      return article && block.role !== correction.role
        ? replaceArticle(page, article, put(take(article, text), text, correction.role))
        : page;
    case "move":
      return move(page, block, correction.to);
    case "edit":
      return edit(page, block, correction.text);
  }
}

/**
 * @param {Article} article
 * @param {Text} text
 */
function merge(article, text) {
  const at = article.paragraphs.indexOf(/** @type {Paragraph} */ (text));
  const [above, own] = [article.paragraphs[at - 1], article.paragraphs[at]];
  if (!above || !own) return article;
  const latin =
    /[\p{Script=Latin}\d]$/u.test(above.text) && /^[\p{Script=Latin}\d]/u.test(own.text);
  const merged = {
    ...sure(above),
    text: above.text + (latin ? " " : "") + own.text,
    spans: [...above.spans, ...own.spans],
  };
  return { ...article, paragraphs: article.paragraphs.toSpliced(at - 1, 2, merged) };
}

/**
 * @param {Page} page
 * @param {Article} article
 * @param {Text} text
 * @param {number} place
 * @param {string} source
 */
function split(page, article, text, place, source) {
  const at = article.paragraphs.indexOf(/** @type {Paragraph} */ (text));
  const own = article.paragraphs[at];
  const replay = createReplay(page.repairs, source);
  /** @type {number[]} */
  let places = [];
  for (const each of textsOf(page)) {
    const found = replay(each);
    if (each === text) places = found;
  }
  const cut = places.indexOf(place);
  // An edited text does not tell any longer where its characters stood.
  if (!own || cut <= 0 || places.length !== own.text.length) return article;
  const span = own.spans.findIndex(([start, end]) => start <= place && place < end);
  const [start = 0, end = 0] = own.spans[span] ?? [];
  /** @type {Span[]} */
  const before = [
    ...own.spans.slice(0, span),
    ...(start < place ? [/** @type {Span} */ ([start, place])] : []),
  ];
  const after = [/** @type {Span} */ ([place, end]), ...own.spans.slice(span + 1)];
  return {
    ...article,
    paragraphs: article.paragraphs.toSpliced(
      at,
      1,
      { ...sure(own), text: own.text.slice(0, cut).trimEnd(), spans: before },
      { ...sure(own), text: own.text.slice(cut).trimStart(), spans: after },
    ),
  };
}

/**
 * @param {Page} page
 * @param {Block} block
 * @param {number | "new" | "aside"} to
 * @returns {Page}
 */
function move(page, { article, role, text }, to) {
  const target = typeof to === "number" ? blockAt(page, to)?.article : undefined;
  if ((typeof to === "number" && !target) || (article && target === article)) return page;
  if (to === "aside" && !article) return page;
  const own = role === "aside" ? "body" : role;
  const on = article ? (article.pages[0] ?? 0) : pageOf(page, text);
  const left = article
    ? replaceArticle(page, article, take(article, text))
    : { ...page, furniture: page.furniture.filter((each) => each !== text) };
  if (to === "aside") {
    return { ...left, furniture: [...left.furniture, { ...plain(text), kind: "other", page: on }] };
  }
  if (target) {
    // A headline does not take the place of another that is there.
    const taken = SINGLE.some((each) => each === own && target[each]);
    return replaceArticle(left, target, put(target, text, taken ? "body" : own));
  }
  /** @type {Article} */
  const empty = {
    bylines: [],
    paragraphs: [],
    captions: [],
    credits: [],
    pages: [on],
    confidence: 1,
  };
  const at = article ? left.articles.indexOf(article) : -1;
  const articles = left.articles.toSpliced(
    at < 0 ? left.articles.length : at + 1,
    0,
    put(empty, text, own),
  );
  return { ...left, articles: renumbered(left.articles, articles) };
}

/**
 * @param {Page} page
 * @param {Block} block
 * @param {string} wording
 * @returns {Page}
 */
function edit(page, { article, text }, wording) {
  const edited = wording.replace(/\s*\n\s*/gu, " ").trim();
  if (edited === "") return page;
  /** @template {Text} T @param {T[]} texts */
  const inList = (texts) =>
    texts.map((each) => (each === text ? { ...sure(each), text: edited } : each));
  if (!article) return { ...page, furniture: inList(page.furniture) };
  const { bylines, paragraphs, captions, credits } = article;
  const next = {
    ...article,
    bylines: inList(bylines),
    paragraphs: inList(paragraphs),
    captions: inList(captions),
    credits: inList(credits),
  };
  for (const role of SINGLE) {
    if (article[role] === text) next[role] = { ...sure(text), text: edited };
  }
  return replaceArticle(page, article, next);
}

/**
 * What was taken away stands among the furniture again, from where it can be
 * moved.
 *
 * @param {Page} page
 * @param {number} place
 * @param {string} source
 * @returns {Page}
 */
function restore(page, place, source) {
  const removal = page.removed.find(({ spans }) => spans.some(([start]) => start === place));
  if (!removal) return page;
  const text = removal.spans.map(([start, end]) => source.slice(start, end)).join("");
  if (text.trim() === "") return page;
  return {
    ...page,
    removed: page.removed.filter((each) => each !== removal),
    furniture: [
      ...page.furniture,
      { text, spans: removal.spans, kind: "other", page: pageOf(page, removal) },
    ],
  };
}

/**
 * @param {Page} page
 * @param {{ spans: Span[] }} text
 * @returns {number} the page of the input that a text begins on
 */
function pageOf(page, { spans }) {
  const at = spans[0]?.[0] ?? 0;
  return Math.max(
    0,
    page.pages.findLastIndex(({ span }) => span[0] <= at),
  );
}

/**
 * @param {Article} article
 * @param {Text} text
 * @returns {Article} without that text
 */
function take(article, text) {
  /** @template {Text} T @param {T[]} texts */
  const rest = (texts) => texts.filter((each) => each !== text);
  const next = {
    ...article,
    bylines: rest(article.bylines),
    paragraphs: rest(article.paragraphs),
    // What a caption repeats is told by a number that may not be the same any longer.
    captions: rest(article.captions).map(({ echo: _, ...caption }) => caption),
    credits: rest(article.credits),
  };
  for (const role of SINGLE) if (next[role] === text) delete next[role];
  return next;
}

/**
 * @param {Article} article
 * @param {Text} given
 * @param {Role} role
 * @returns {Article} with that text, where it stands in the order of the input
 */
function put(article, given, role) {
  const text = plain(given);
  /** @template {Text} T @param {T[]} texts @param {T} added */
  const among = (texts, added) => {
    const after = texts.findLastIndex((each) => placeOf(each) < placeOf(added));
    return texts.toSpliced(after + 1, 0, added);
  };
  switch (role) {
    case "kicker":
    case "headline":
    case "deck": {
      const before = article[role];
      const next = { ...article, [role]: text };
      // What stood there becomes a subhead, and nothing is lost.
      return before
        ? { ...next, paragraphs: [{ ...plain(before), role: "subhead" }, ...next.paragraphs] }
        : next;
    }
    case "body":
    case "subhead": {
      /** @type {Paragraph} */
      const paragraph = { ...text, role };
      return { ...article, paragraphs: among(article.paragraphs, paragraph) };
    }
    case "byline":
      return { ...article, bylines: among(article.bylines, text) };
    case "caption":
      return { ...article, captions: among(article.captions, text) };
    case "credit":
      return { ...article, credits: among(article.credits, text) };
  }
}

/**
 * @param {Text} text
 * @returns {Text} without what only some texts have, and without a doubt: the reader chose
 */
function plain({ text, spans }) {
  return { text, spans };
}

/**
 * The same without a doubt.
 *
 * @template {Text} T
 * @param {T} text
 */
function sure(text) {
  const { confidence: _, ...rest } = text;
  return /** @type {T} */ (rest);
}

/**
 * @param {Page} page
 * @param {Article} article
 * @param {Article} next Left out where nothing is left of it.
 * @returns {Page}
 */
function replaceArticle(page, article, next) {
  const articles = page.articles.flatMap((each) => {
    if (each !== article) return [each];
    return blocksOf(next).length > 0 ? [next] : [];
  });
  return { ...page, articles: renumbered(page.articles, articles) };
}

/**
 * Articles name others by their number, which changes when one comes or goes.
 *
 * @param {Article[]} before
 * @param {Article[]} after
 */
function renumbered(before, after) {
  if (before.length === after.length) return after;
  return after.map((article) => {
    if (article.duplicateOf === undefined) return article;
    const { duplicateOf, ...rest } = article;
    const twin = before[duplicateOf];
    const at = twin ? after.indexOf(twin) : -1;
    return at < 0 ? rest : { ...rest, duplicateOf: at };
  });
}

/**
 * Corrections of a text that was changed since: those before the change stay,
 * those behind it move along, those inside it are gone.
 *
 * @param {readonly Correction[]} corrections
 * @param {string} before
 * @param {string} after
 * @returns {readonly Correction[]}
 */
export function shifted(corrections, before, after) {
  if (corrections.length === 0 || before === after) return corrections;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (
    same < most - start &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  ) {
    same += 1;
  }
  /** @param {number} place */
  const shift = (place) => {
    if (place < start) return place;
    return place >= before.length - same ? place + after.length - before.length : undefined;
  };
  return corrections.flatMap((correction) => {
    const at = shift(correction.at);
    if (at === undefined) return [];
    if (correction.do === "move" && typeof correction.to === "number") {
      const to = shift(correction.to);
      return to === undefined ? [] : [{ ...correction, at, to }];
    }
    return [{ ...correction, at }];
  });
}
