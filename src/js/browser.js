/**
 * The face for browsers, workers and bundlers. It reaches no `node:` module.
 *
 * @import { InitSource } from "./index.d.ts"
 */
import { initWith } from "./face.js";

export { ColumnistError } from "./error.js";
export { explain, reconstruct, render } from "./face.js";

/**
 * @param {InitSource | Promise<InitSource>} [source]
 * @returns {Promise<void>}
 */
export function init(source) {
  return initWith(open, source);
}

/**
 * Bundlers look for exactly this expression and copy the file that it names.
 *
 * @param {string | URL} [address]
 */
function open(address = new URL("./columnist_bg.wasm", import.meta.url)) {
  return fetch(address);
}
