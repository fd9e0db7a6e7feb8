/**
 * The articles as they stand on the sheet.
 *
 * @import { Article, PageRecord, Text } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 * @import { Trace } from "./trace.js"
 */
import { element } from "./dom.js";
import { SURE, isUnsureText as unsure } from "./doubt.js";
import { tongueOf } from "./tongue.js";

/**
 * A body of this many characters is set in columns where there is room: a
 * shorter one would fall apart, a longer one would make its reader scroll back.
 */
const COLUMNS = { from: 150, to: 1500 };

/** Marks that a caption may begin with; one without gets its mark from the style sheet. */
const CAPTION_MARK = /^[▲▼▶◀△▽▷◁↑↓←→]/;

/**
 * All that {@link renderArticle} shows of an article, as a text to compare.
 *
 * @param {Article} article
 * @param {number} index
 * @param {PageRecord[]} pages
 * @param {Trace} trace
 */
export function faceOf(article, index, pages, trace) {
  const [first] = blocksIn(article);
  const id = first ? trace.sentencesOf(first)[0]?.id : 0;
  const bare = JSON.stringify(article, (key, value) => {
    if (key === "spans" || key === "echo") return undefined;
    return key === "confidence" ? value < SURE : value;
  });
  return `${index} ${id} ${foliosOf(article, pages)} ${bare}`;
}

/**
 * The pages that an article stands on; on a page by itself every article stands on it.
 *
 * @param {Article} article
 * @param {PageRecord[]} pages
 */
function foliosOf(article, pages) {
  if (pages.length < 2) return [];
  return article.pages.map((page) => pages[page]?.folio ?? `${page + 1}`);
}

/** @param {Article} article */
function blocksIn({ kicker, headline, deck, bylines, paragraphs, captions, credits }) {
  return [kicker, headline, deck, ...bylines, ...paragraphs, ...captions, ...credits].filter(
    (text) => text !== undefined,
  );
}

/**
 * @param {Article} article
 * @param {number} index
 * @param {PageRecord[]} pages
 * @param {Strings} strings
 * @param {Node[]} tools What copies it.
 * @param {Trace} trace
 */
export function renderArticle(article, index, pages, strings, tools, trace) {
  const name = article.headline?.text ?? strings.untitled(index + 1);
  const doubtful = article.confidence < SURE;

  const rest = [
    body(article, strings, trace),
    article.jump?.to ? element("p", { class: "jump" }, strings.jumpTo(article.jump.to)) : undefined,
    pictures(article, strings, trace),
  ];
  const made = element(
    "article",
    { id: `article-${index + 1}`, "aria-labelledby": `heading-${index + 1}` },
    element(
      "header",
      {},
      element("div", { class: "article-tools" }, ...tools),
      pages.length > 1
        ? element("p", { class: "on-pages" }, strings.onPages(foliosOf(article, pages)))
        : undefined,
      line("kicker", article.kicker, strings, trace),
      element(
        "h3",
        {
          id: `heading-${index + 1}`,
          tabindex: "-1",
          class: article.headline ? "headline" : "unseen",
          title: unsure(article.headline) ? strings.doubtfulTextHint : undefined,
          "data-doubtful": unsure(article.headline) ? "" : undefined,
        },
        ...(article.headline ? sentences(article.headline, trace) : [name]),
      ),
      line("deck", article.deck, strings, trace),
      ...article.bylines.map((byline) => line("byline", byline, strings, trace)),
      doubtful
        ? element(
            "p",
            { class: "doubt", title: strings.doubtfulArticleHint },
            strings.doubtfulArticle,
          )
        : undefined,
      article.duplicateOf === undefined
        ? undefined
        : element(
            "p",
            { class: "doubt" },
            element(
              "a",
              { href: `#article-${article.duplicateOf + 1}` },
              strings.duplicateOf(article.duplicateOf + 1),
            ),
          ),
    ),
    article.jump?.from
      ? element("p", { class: "jump" }, strings.jumpFrom(article.jump.from))
      : undefined,
    ...(article.duplicateOf === undefined
      ? rest
      : [element("details", {}, element("summary", {}, strings.openDuplicate), ...rest)]),
  );
  // Each article is one stop for the Tab key, from where the arrow keys go on.
  const first = made.querySelector("[data-sentence]");
  if (first instanceof HTMLElement) first.tabIndex = 0;
  return made;
}

/**
 * @param {Article} article
 * @param {Strings} strings
 * @param {Trace} trace
 */
function body(article, strings, trace) {
  const length = article.paragraphs.reduce((sum, paragraph) => sum + paragraph.text.length, 0);
  const inColumns = length >= COLUMNS.from && length <= COLUMNS.to;
  return element(
    "div",
    { class: inColumns ? "body columns" : "body" },
    ...article.paragraphs.map((paragraph) =>
      paragraph.role === "subhead"
        ? element("h4", {}, ...sentences(paragraph, trace))
        : line(undefined, paragraph, strings, trace),
    ),
  );
}

/**
 * @param {Article} article
 * @param {Strings} strings
 * @param {Trace} trace
 */
function pictures(article, strings, trace) {
  if (article.captions.length + article.credits.length === 0) return undefined;
  return element(
    "footer",
    {},
    ...article.captions.map((caption) =>
      line(
        CAPTION_MARK.test(caption.text) ? "caption" : "caption unmarked",
        caption,
        strings,
        trace,
      ),
    ),
    ...article.credits.map((credit) => line("credit", credit, strings, trace)),
  );
}

/**
 * @param {string | undefined} name
 * @param {Text | undefined} text
 * @param {Strings} strings
 * @param {Trace} trace
 */
function line(name, text, strings, trace) {
  if (!text) return undefined;
  if (!unsure(text)) return element("p", { class: name }, ...sentences(text, trace));
  return element(
    "p",
    { class: name, title: strings.doubtfulTextHint, "data-doubtful": "" },
    element("span", { class: "unseen" }, strings.doubtfulText),
    ...sentences(text, trace),
  );
}

/**
 * A text in sentences that can be pointed at.
 *
 * @param {Text} text
 * @param {Trace} trace
 * @returns {HTMLElement[]}
 */
export function sentences(text, trace) {
  const lang = tongueOf(text.text);
  return trace
    .sentencesOf(text)
    .map((sentence) =>
      element(
        "span",
        { "data-sentence": String(sentence.id), tabindex: "-1", lang },
        sentence.text,
      ),
    );
}
