/** The face for browsers, workers and bundlers. It reaches no `node:` module. */
import { createFace } from "./face.js";

export { ColumnistError } from "./error.js";

export const { init, reconstruct, explain, render } = createFace({
  // Bundlers look for exactly this expression and copy the file that it names.
  module: new URL("./columnist_bg.wasm", import.meta.url),
  open: (address) => fetch(address),
});
