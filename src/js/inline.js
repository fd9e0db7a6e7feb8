/**
 * The face that has the module inside: for a single file, for extensions, and
 * wherever else there is nothing to fetch from.
 *
 * @import { InitSource } from "./index.d.ts"
 */
import { initWith } from "./face.js";
import { inflate } from "./inflate.js";
import { deflated, size } from "./module.js";

export { ColumnistError } from "./error.js";
export { explain, reconstruct, render } from "./face.js";

/**
 * @param {InitSource | Promise<InitSource>} [source]
 * @returns {Promise<void>}
 */
export function init(source) {
  return initWith(open, source);
}

/** @param {string | URL} [address] */
function open(address) {
  if (address !== undefined) return fetch(address);
  const bytes = atob(deflated);
  const from = new Uint8Array(bytes.length);
  for (let at = 0; at < from.length; at += 1) from[at] = bytes.charCodeAt(at);
  return inflate(from, size);
}
