/**
 * `columnist/worker` for browsers and bundlers. It reaches no `node:` module.
 *
 * @import { WorkerOptions } from "./index.d.ts"
 * @import { Listener } from "./client.js"
 */
import { explain, init, reconstruct, render } from "../browser.js";
import { createClient } from "./client.js";

export { ColumnistError } from "../error.js";

/** @param {WorkerOptions} [options] */
export function createWorker(options) {
  return createClient({ face: { explain, init, reconstruct, render }, start }, options);
}

/**
 * @param {WorkerOptions["worker"]} make
 * @param {Listener} listener
 */
function start(make, { onMessage, onDeath }) {
  const worker = /** @type {Worker} */ (
    make
      ? make()
      : // Bundlers look for exactly this expression and bundle the file that it names.
        new Worker(new URL("./thread.js", import.meta.url), { type: "module" })
  );
  worker.addEventListener("message", (event) => onMessage(event.data));
  worker.addEventListener("messageerror", () => onDeath(new Error("its answer was lost")));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    onDeath(new Error(event.message || "its script could not be loaded"));
  });
  return {
    post: (/** @type {unknown} */ message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    hold: () => {},
  };
}
