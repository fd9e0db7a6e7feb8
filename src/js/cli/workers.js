/**
 * Tasks shared out to worker threads, their outcomes given back in order.
 *
 * No more than a few tasks for each thread are taken from the source before
 * the first of them has been taken out: memory stays bounded however long the
 * source is, and however slow its reader.
 *
 * @import { Outcome, Task } from "./task.js"
 */
import { Worker } from "node:worker_threads";
import { failure, perform } from "./task.js";

const AHEAD = 4;

/**
 * @template T
 * @param {AsyncIterable<T> | Iterable<T>} source
 * @param {(item: T) => Task | Outcome} taskOf An outcome where there is nothing to do any more.
 * @param {number} jobs
 * @returns {AsyncGenerator<{ item: T, outcome: Outcome }>}
 */
export async function* inOrder(source, taskOf, jobs) {
  const threads = jobs === 1 ? undefined : createThreads(jobs);
  /** @type {{ item: T, outcome: Promise<Outcome> }[]} */
  const waiting = [];
  try {
    for await (const item of source) {
      const task = taskOf(item);
      const outcome =
        "error" in task || "output" in task
          ? Promise.resolve(task)
          : (threads?.run(task) ?? perform(task));
      waiting.push({ item, outcome });
      if (waiting.length >= (threads ? jobs * AHEAD : 1)) yield* first(waiting);
    }
    while (waiting.length > 0) yield* first(waiting);
  } finally {
    await threads?.end();
  }
}

/**
 * @template T
 * @param {{ item: T, outcome: Promise<Outcome> }[]} waiting
 */
async function* first(waiting) {
  const entry = waiting.shift();
  if (entry) yield { item: entry.item, outcome: await entry.outcome };
}

/** @param {number} jobs */
function createThreads(jobs) {
  /** @type {{ task: Task, settle: (outcome: Outcome) => void }[]} */
  const queue = [];
  /** @type {Set<Worker>} */
  const all = new Set();
  /** @type {Worker[]} */
  const idle = [];
  /** @type {Map<Worker, (outcome: Outcome) => void>} */
  const busy = new Map();
  let ending = false;
  for (let count = 0; count < jobs; count += 1) start();

  function start() {
    const worker = new Worker(new URL("./thread.js", import.meta.url));
    all.add(worker);
    worker.on("message", (outcome) => {
      settle(worker, outcome);
      idle.push(worker);
      next();
    });
    // One that died, of too little memory for instance, fails its page only.
    worker.on("error", (error) => settle(worker, { error: failure(error) }));
    worker.on("exit", () => {
      settle(worker, { error: { code: "crashed", message: "its thread ended" } });
      all.delete(worker);
      const at = idle.indexOf(worker);
      if (at >= 0) idle.splice(at, 1);
      if (!ending) start();
    });
    idle.push(worker);
    next();
  }

  /**
   * @param {Worker} worker
   * @param {Outcome} outcome
   */
  function settle(worker, outcome) {
    busy.get(worker)?.(outcome);
    busy.delete(worker);
  }

  function next() {
    while (queue.length > 0) {
      const worker = idle.pop();
      if (!worker) return;
      const entry = queue.shift();
      if (!entry) return;
      busy.set(worker, entry.settle);
      worker.postMessage(entry.task);
    }
  }

  return {
    /**
     * @param {Task} task
     * @returns {Promise<Outcome>}
     */
    run(task) {
      return new Promise((settle) => {
        queue.push({ task, settle });
        next();
      });
    },
    async end() {
      ending = true;
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
