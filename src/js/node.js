/**
 * The face for Node.
 *
 * @import { InitSource } from "./index.d.ts"
 */
import { readFile } from "node:fs/promises";
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

/** @param {string | URL} [address] */
function open(address = new URL("./columnist_bg.wasm", import.meta.url)) {
  // Two letters at least before the colon: `C:` begins a path.
  if (typeof address === "string" && !/^[a-z][a-z\d+.-]+:/i.test(address)) return readFile(address);
  const url = new URL(address);
  return url.protocol === "file:" ? readFile(url) : fetch(url);
}
