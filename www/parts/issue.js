/**
 * The pages of a whole issue, above its articles: each with what its furniture
 * says of it, and the articles that stand on it.
 *
 * @import { Page } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 * @import { Piece } from "./sheet.js"
 */
import { element } from "./dom.js";
import { tongueOf } from "./tongue.js";

/**
 * @param {Page} page
 * @param {Strings} strings
 * @returns {Piece[]} none for a page by itself
 */
export function renderIssue({ pages, articles }, strings) {
  if (pages.length < 2) return [];
  const names = articles.map(({ headline }, at) => headline?.text ?? strings.untitled(at + 1));
  const rows = pages.map(({ folio, section, date }, at) => ({
    told: [strings.onPages([folio ?? `${at + 1}`]), section, alone(date)]
      .filter(Boolean)
      .join(" · "),
    articles: articles.flatMap((article, index) => (article.pages.includes(at) ? [index] : [])),
  }));
  return [
    {
      face: `issue ${JSON.stringify([rows, names])}`,
      make: () =>
        element(
          "nav",
          { class: "issue", "aria-label": strings.issue },
          element(
            "ol",
            {},
            ...rows.map(({ told, articles: on }) =>
              element(
                "li",
                {},
                element("span", { class: "page" }, told),
                element(
                  "ul",
                  {},
                  ...on.map((index) => {
                    const name = names[index] ?? "";
                    const href = `#article-${index + 1}`;
                    return element("li", {}, element("a", { href, lang: tongueOf(name) }, name));
                  }),
                ),
              ),
            ),
          ),
        ),
    },
  ];
}

/**
 * A date that is printed on one line with the folio, without the folio: that is told already.
 *
 * @param {string | undefined} date
 */
function alone(date) {
  return date?.replace(/(?:第\s*)?[A-Z]?\d{1,3}\s*版/u, "").trim();
}
