/**
 * The script of the worker, for bundlers that do not find it by themselves: an
 * entry of its own, of which {@link WorkerOptions.worker} makes the worker.
 *
 * @import { WorkerOptions } from "./index.js"
 */
export {};
