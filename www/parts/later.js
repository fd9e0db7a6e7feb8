/**
 * What comes after the first part, and what both of them know.
 *
 * @import { Incoming } from "./incoming.js"
 * @import { Language } from "./language.js"
 * @import { Strings } from "../strings/en.js"
 */

/**
 * @typedef {object} Early What was done before there was anybody to answer to it.
 * @property {HTMLElement[]} pressed
 * @property {Incoming[]} incoming Pasted beside the field, or dropped.
 *
 * @typedef {object} Given
 * @property {Language} language
 * @property {Strings} strings
 * @property {Promise<WebAssembly.Module | undefined>} module
 * @property {string} query Of this version's parts.
 * @property {() => Early} takeOver From now on the first part leaves all to the others.
 */

const GIVEN = Symbol.for("columnist given");
const home = /** @type {any} */ (globalThis);

/** @param {Promise<Given>} given */
export function give(given) {
  home[GIVEN] = given;
}

/** @returns {Promise<Given>} */
export function given() {
  return home[GIVEN];
}

/**
 * @param {string} path Of a part, from the page's folder.
 * @param {string} [query]
 * @returns {Promise<any>}
 */
export function load(path, query = "") {
  return import(new URL(path + query, document.baseURI).href);
}
