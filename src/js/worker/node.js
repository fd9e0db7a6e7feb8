/**
 * `columnist/worker` for Node.
 *
 * @import { WorkerOptions } from "./index.d.ts"
 * @import { Listener } from "./client.js"
 */
import { Worker } from "node:worker_threads";
import { explain, init, reconstruct, render } from "../node.js";
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
      : // Flags of the process, such as loaders and the kind of its input, are none of its affair.
        new Worker(new URL("./thread-node.js", import.meta.url), { execArgv: [] })
  );
  worker.on("message", onMessage);
  worker.on("messageerror", onDeath);
  worker.on("error", onDeath);
  worker.on("exit", (code) => onDeath(new Error(`it ended with code ${code}`)));
  return {
    post: (/** @type {unknown} */ message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
    // A worker without a job keeps no process alive.
    hold: (/** @type {boolean} */ busy) => (busy ? worker.ref() : worker.unref()),
  };
}
