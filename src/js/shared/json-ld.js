/**
 * A page as linked data (schema.org): one `NewsArticle` for each article, in a
 * `PublicationIssue` where the date is known. Bylines and credits are given as
 * they are printed: who of "本报记者 某某 通讯员 某某" is a person is not told.
 *
 * @import { Article, Page } from "../index.d.ts"
 */
import { dateOf } from "./dates.js";

/** @param {Page} page */
export function jsonLd(page) {
  const date = dateOf(page);
  const folio = page.furniture.find(({ kind }) => kind === "folio")?.text;
  const articles = page.articles.map((article) => newsArticle(article, date, folio));
  const context = { "@context": "https://schema.org" };
  return date === undefined
    ? { ...context, "@graph": articles }
    : { ...context, "@type": "PublicationIssue", datePublished: date, hasPart: articles };
}

/**
 * @param {Article} article
 * @param {string | undefined} date
 * @param {string | undefined} folio
 */
function newsArticle(article, date, folio) {
  const { headline, kicker, deck, bylines, paragraphs, captions, credits } = article;
  const credit = [...bylines, ...credits].map(({ text }) => text).join("；");
  const subtitle = [kicker, deck].flatMap((text) => (text ? [text.text] : [])).join("；");
  // What is undefined is left out when this becomes JSON.
  return {
    "@type": "NewsArticle",
    headline: headline?.text,
    alternativeHeadline: subtitle || undefined,
    articleBody: paragraphs.map(({ text }) => text).join("\n\n"),
    datePublished: date,
    creditText: credit || undefined,
    printPage: folio,
    image:
      captions.length > 0
        ? captions.map(({ text }) => ({ "@type": "ImageObject", caption: text }))
        : undefined,
  };
}
