/**
 * As many workers as the machine has cores, and the jobs for them. The first
 * worker starts when the page begins, the others when there is more than one
 * job.
 *
 * The module is fetched and compiled once, on the page, where it need not wait
 * for a worker's script, and handed to each worker.
 *
 * Of the jobs for one page only the newest is kept: older ones would be thrown
 * away. A worker that dies or does not come to an end is replaced and its job
 * tried once more.
 *
 * @import { Answer, ExplainJob, Message, ReadJob, WriteJob } from "../worker.js"
 * @import { ErrorCode, Explanation } from "../../src/js/index.d.ts"
 */
import { compile } from "./module.js";
import { scriptUrl } from "./trusted.js";

/**
 * @typedef {object} Task
 * @property {number | string} key What it is for.
 * @property {ReadJob | WriteJob | ExplainJob} job
 * @property {() => number} rank Asked when a worker is free: the lowest is taken first.
 * @property {(outcome: Outcome) => void} onDone
 * @property {() => void} [onStart]
 *
 * @typedef {ErrorCode | "timed-out"} Failure
 * @typedef {{ answer: Answer } | { texts: string[] } | { explanation: Explanation } | { code: Failure }} Outcome
 *
 * @typedef {Task & { attempts: number, wanted: boolean }} Entry
 * @typedef {{ worker: Worker, ready: boolean, id: number, entry: Entry | undefined, limit: ReturnType<typeof setTimeout> | undefined }} Slot
 */

/** A worker that died may have been the machine's fault; one that dies again on the same page is not. */
const ATTEMPTS = 2;

/**
 * How long a job may take, in milliseconds, and how much longer for each unit
 * of its text: hundreds of times what it takes, for a slow machine is no fault.
 */
const LIMIT = { least: 20_000, perUnit: 0.2 };

/**
 * @param {ReturnType<typeof compile>} module The core, which is on its way already.
 * @param {object} listener
 * @param {() => void} listener.onReady
 * @param {(code: ErrorCode) => void} listener.onUnavailable
 */
export function createPool(module, listener) {
  let most = Math.max(1, navigator.hardwareConcurrency || 1);
  /** @type {Slot[]} */
  const slots = [];
  /** @type {Map<Task["key"], Entry>} */
  const waiting = new Map();

  function start() {
    /** @type {Slot} */
    const slot = {
      worker: new Worker(scriptUrl("worker.js"), { type: "module" }),
      ready: false,
      id: 0,
      entry: undefined,
      limit: undefined,
    };
    slots.push(slot);
    module.then((compiled) => slot.worker.postMessage({ module: compiled }));
    // What a worker said before it was given up may still arrive.
    slot.worker.addEventListener("message", (event) => {
      if (slots.includes(slot)) receive(slot, event.data);
    });
    slot.worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (slots.includes(slot)) bury(slot);
    });
    return slot;
  }

  /**
   * @param {Slot} slot
   * @param {Message} message
   */
  function receive(slot, message) {
    if ("ready" in message) {
      slot.ready = true;
      watch(slot);
      listener.onReady();
    } else if (message.id === 0) {
      if (others(slot)) bury(slot);
      else if ("code" in message) listener.onUnavailable(message.code);
    } else if (slot.entry && message.id === slot.id) {
      finish(slot, message);
      advance();
    }
  }

  /**
   * @param {Slot} slot
   * @param {Outcome} outcome
   */
  function finish(slot, outcome) {
    const { entry } = slot;
    slot.entry = undefined;
    clearTimeout(slot.limit);
    // Where a newer job for the same page waits, nobody wants this answer.
    if (entry?.wanted && !waiting.has(entry.key)) entry.onDone(outcome);
  }

  /**
   * Whether the work can go on without a worker: another that is still to
   * begin counts, since it tells itself where it cannot.
   *
   * @param {Slot} slot
   */
  function others(slot) {
    return slots.some((other) => other !== slot);
  }

  /**
   * Ends a worker that does not come to an end. How long it takes to arrive is
   * the network's affair, so that its time begins when it is ready.
   *
   * @param {Slot} slot
   */
  function watch(slot) {
    clearTimeout(slot.limit);
    if (!slot.entry || !slot.ready) return;
    const limit = LIMIT.least + LIMIT.perUnit * unitsOf(slot.entry.job);
    slot.limit = setTimeout(() => bury(slot, "timed-out"), limit);
  }

  /**
   * @param {Slot} slot
   * @param {Failure} [why]
   */
  function bury(slot, why = "crashed") {
    clearTimeout(slot.limit);
    slots.splice(slots.indexOf(slot), 1);
    slot.worker.terminate();
    const { entry } = slot;
    if (!slot.ready && others(slot)) {
      // No room for one more, or no network: those that are there do it all.
      most = slots.length;
      if (entry?.wanted && !waiting.has(entry.key)) waiting.set(entry.key, entry);
      advance();
      return;
    }
    if (!slot.ready) {
      // The worker's script, or what it imports, did not arrive.
      if (entry) finish(slot, { code: "wasm-unavailable" });
      listener.onUnavailable("wasm-unavailable");
      return;
    }
    if (entry && entry.attempts < ATTEMPTS) {
      if (entry.wanted && !waiting.has(entry.key)) waiting.set(entry.key, entry);
    } else {
      finish(slot, { code: why });
    }
    if (slots.length === 0) start();
    advance();
  }

  function advance() {
    while (waiting.size > 0) {
      const free = slots.find(({ entry }) => entry === undefined);
      // Which comes next is asked when there is somebody to do it: with many pages it is much to ask.
      if (!free && slots.length >= most) return;
      const busy = new Set(slots.map(({ entry }) => entry?.key));
      const next = [...waiting.values()]
        .filter(({ key }) => !busy.has(key))
        .map((entry) => ({ entry, rank: entry.rank() }))
        .reduce(
          (best, each) => (best === undefined || each.rank < best.rank ? each : best),
          /** @type {{ entry: Entry, rank: number } | undefined} */ (undefined),
        )?.entry;
      if (!next) return;
      const slot = free ?? start();
      waiting.delete(next.key);
      next.attempts += 1;
      slot.entry = next;
      slot.id += 1;
      next.onStart?.();
      slot.worker.postMessage({ id: slot.id, job: next.job });
      watch(slot);
    }
  }

  /** @param {Task} task */
  function add(task) {
    waiting.set(task.key, { ...task, attempts: 0, wanted: true });
    advance();
  }

  /**
   * Gives up what waits or is under way: nobody wants its answer any longer.
   *
   * @param {Task["key"]} key
   */
  function forget(key) {
    waiting.delete(key);
    for (const { entry } of slots) if (entry?.key === key) entry.wanted = false;
  }

  function restart() {
    for (const { worker, limit } of slots.splice(0)) {
      clearTimeout(limit);
      worker.terminate();
    }
    module = compile();
    start();
    advance();
  }

  return {
    add,
    forget,
    restart,
    /** The first worker; a job that is there already has started it. */
    begin() {
      if (slots.length === 0) start();
    },
  };
}

/** @param {Task["job"]} job */
function unitsOf(job) {
  if ("text" in job) return job.text.length;
  if ("explain" in job) return job.explain.length;
  return job.page.articles
    .flatMap(({ paragraphs }) => paragraphs)
    .reduce((sum, { text }) => sum + text.length, 0);
}
