/**
 * The articles as they stand on the sheet.
 *
 * @import { Article, PageRecord, Text } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 */
import { element } from "./dom.js";

/** Below this the page says that it is not sure: about one such choice in three is wrong. */
const SURE = 0.7;

/**
 * A body of this many characters is set in columns where there is room: a
 * shorter one would fall apart, a longer one would make its reader scroll back.
 */
const COLUMNS = { from: 150, to: 1500 };

/** Marks that a caption may begin with; one without gets its mark from the style sheet. */
const CAPTION_MARK = /^[▲▼▶◀△▽▷◁↑↓←→]/;

/**
 * @param {Article} article
 * @param {number} index
 * @param {PageRecord[]} pages
 * @param {string} plainText
 * @param {Strings} strings
 * @param {(button: HTMLButtonElement, text: string) => void} copy
 */
export function renderArticle(article, index, pages, plainText, strings, copy) {
  const name = article.headline?.text ?? strings.untitled(index + 1);
  const doubtful = article.confidence < SURE;
  const copyButton = element(
    "button",
    { type: "button", class: "copy", "aria-label": strings.copyOf(name) },
    strings.copy,
  );
  copyButton.addEventListener("click", () => copy(copyButton, plainText));

  return element(
    "article",
    { id: `article-${index + 1}`, "aria-labelledby": `heading-${index + 1}` },
    element(
      "header",
      {},
      copyButton,
      // On a page by itself every article stands on it.
      pages.length > 1
        ? element(
            "p",
            { class: "on-pages" },
            strings.onPages(article.pages.map((page) => pages[page]?.folio ?? `${page + 1}`)),
          )
        : undefined,
      line("kicker", article.kicker, strings),
      element(
        "h3",
        {
          id: `heading-${index + 1}`,
          class: article.headline ? "headline" : "unseen",
          title: unsure(article.headline) ? strings.doubtfulTextHint : undefined,
          "data-doubtful": unsure(article.headline) ? "" : undefined,
        },
        name,
      ),
      line("deck", article.deck, strings),
      ...article.bylines.map((byline) => line("byline", byline, strings)),
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
    body(article, strings),
    article.jump?.to ? element("p", { class: "jump" }, strings.jumpTo(article.jump.to)) : undefined,
    pictures(article, strings),
  );
}

/**
 * @param {Article} article
 * @param {Strings} strings
 */
function body(article, strings) {
  const length = article.paragraphs.reduce((sum, paragraph) => sum + paragraph.text.length, 0);
  const inColumns = length >= COLUMNS.from && length <= COLUMNS.to;
  return element(
    "div",
    { class: inColumns ? "body columns" : "body" },
    ...article.paragraphs.map((paragraph) =>
      paragraph.role === "subhead"
        ? element("h4", {}, paragraph.text)
        : line(undefined, paragraph, strings),
    ),
  );
}

/**
 * @param {Article} article
 * @param {Strings} strings
 */
function pictures(article, strings) {
  if (article.captions.length + article.credits.length === 0) return undefined;
  return element(
    "footer",
    {},
    ...article.captions.map((caption) =>
      line(CAPTION_MARK.test(caption.text) ? "caption" : "caption unmarked", caption, strings),
    ),
    ...article.credits.map((credit) => line("credit", credit, strings)),
  );
}

/**
 * @param {string | undefined} name
 * @param {Text | undefined} text
 * @param {Strings} strings
 */
function line(name, text, strings) {
  if (!text) return undefined;
  if (!unsure(text)) return element("p", { class: name }, text.text);
  return element(
    "p",
    { class: name, title: strings.doubtfulTextHint, "data-doubtful": "" },
    element("span", { class: "unseen" }, strings.doubtfulText),
    text.text,
  );
}

/** @param {Text | undefined} text */
function unsure(text) {
  return text?.confidence !== undefined && text.confidence < SURE;
}
