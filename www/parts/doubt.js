/**
 * When the page says that it is not sure.
 *
 * @import { Page, Text } from "../../src/js/index.d.ts"
 */

/** Below this it does: about one such choice in three is wrong. */
export const SURE = 0.7;

/** @param {Text | undefined} text */
export function isUnsureText(text) {
  return text?.confidence !== undefined && text.confidence < SURE;
}

/**
 * Whether a page wants a second look: it has no article, or one that is not
 * sure, or one with a headline that is not.
 *
 * @param {Page} page
 */
export function isUnsure({ articles }) {
  return (
    articles.length === 0 ||
    articles.some(({ confidence, headline }) => confidence < SURE || isUnsureText(headline))
  );
}
