/**
 * What an import of `columnist/columnist.wasm` gives depends on the bundler:
 * an address, or the bytes. `init` takes either.
 */
import type { InitSource } from "./index.js";

declare const source: InitSource;
export default source;
