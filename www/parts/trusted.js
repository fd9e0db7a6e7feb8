/**
 * The only two doors through which text can become more than text, for
 * browsers that keep them shut (Trusted Types): a script's address, which must
 * be of this site, and markup, which goes to a parser whose document never
 * shows and never runs anything.
 */

/** @typedef {{ createScriptURL: (url: string) => string, createHTML: (html: string) => string }} Policy */

/** @type {Policy} */
const RULES = {
  createScriptURL(url) {
    if (new URL(url, document.baseURI).origin !== location.origin) {
      throw new TypeError(`${url} is not of this site`);
    }
    return url;
  },
  createHTML: (html) => html,
};

const policy =
  /** @type {{ trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }} */ (
    /** @type {unknown} */ (globalThis)
  ).trustedTypes?.createPolicy("columnist", RULES);

/**
 * @param {string} path Relative to the page's folder.
 * @returns {string} what `Worker` and the like take
 */
export function scriptUrl(path) {
  return (policy ?? RULES).createScriptURL(new URL(path, document.baseURI).href);
}

/**
 * A document that is parsed and nothing else: no script in it runs, no picture
 * of it is fetched.
 *
 * @param {string} html
 */
export function inertDocument(html) {
  return new DOMParser().parseFromString((policy ?? RULES).createHTML(html), "text/html");
}
