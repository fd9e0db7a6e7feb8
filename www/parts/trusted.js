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

/** Parts that are fetched later have a copy of this file, and a browser lets a policy be made once. */
const POLICY = Symbol.for("columnist policy");

const home = /** @type {any} */ (globalThis);
home[POLICY] ??= home.trustedTypes?.createPolicy("columnist", RULES) ?? RULES;
/** @type {Policy} */
const policy = home[POLICY];

/**
 * @param {string} path Relative to the page's folder.
 * @returns {string} what `Worker` and the like take
 */
export function scriptUrl(path) {
  return policy.createScriptURL(new URL(path, document.baseURI).href);
}

/**
 * A document that is parsed and nothing else: no script in it runs, no picture
 * of it is fetched.
 *
 * @param {string} html
 */
export function inertDocument(html) {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}
