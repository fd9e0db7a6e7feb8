/** The face for Node. */
import { readFile } from "node:fs/promises";
import { createFace } from "./face.js";

export { ColumnistError } from "./error.js";

export const { init, reconstruct, explain, render } = createFace({
  module: new URL("./columnist_bg.wasm", import.meta.url),
  // Two letters at least before the colon: `C:` begins a path.
  open: (address) =>
    typeof address === "string" && !/^[a-z][a-z\d+.-]+:/i.test(address)
      ? readFile(address)
      : open(new URL(address)),
});

/** @param {URL} url */
function open(url) {
  return url.protocol === "file:" ? readFile(url) : fetch(url);
}
