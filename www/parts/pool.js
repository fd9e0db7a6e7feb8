/**
 * As many workers as the machine has cores, and the jobs for them. The first
 * worker starts with the page, the others when there is more than one job.
 *
 * Of the jobs for one page only the newest is kept: older ones would be thrown
 * away. A worker that dies is replaced and its job tried once more.
 *
 * @import { Answer, ExplainJob, Message, ReadJob, WriteJob } from "../worker.js"
 * @import { ErrorCode, Explanation } from "../../src/js/index.d.ts"
 */
import { scriptUrl } from "./trusted.js";

/**
 * @typedef {object} Task
 * @property {number | string} key What it is for.
 * @property {ReadJob | WriteJob | ExplainJob} job
 * @property {() => number} rank Asked when a worker is free: the lowest is taken first.
 * @property {(outcome: Outcome) => void} onDone
 * @property {() => void} [onStart]
 *
 * @typedef {{ answer: Answer } | { texts: string[] } | { explanation: Explanation } | { code: ErrorCode }} Outcome
 *
 * @typedef {Task & { attempts: number, wanted: boolean }} Entry
 * @typedef {{ worker: Worker, ready: boolean, id: number, entry: Entry | undefined }} Slot
 */

/** A worker that died may have been the machine's fault; one that dies again on the same page is not. */
const ATTEMPTS = 2;

/**
 * @param {object} listener
 * @param {() => void} listener.onReady
 * @param {(code: ErrorCode) => void} listener.onUnavailable
 */
export function createPool(listener) {
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
    };
    slots.push(slot);
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
    // Where a newer job for the same page waits, nobody wants this answer.
    if (entry?.wanted && !waiting.has(entry.key)) entry.onDone(outcome);
  }

  /**
   * Whether the work goes on without a worker.
   *
   * @param {Slot} slot
   */
  function others(slot) {
    return slots.some((other) => other !== slot && other.ready);
  }

  /** @param {Slot} slot */
  function bury(slot) {
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
      finish(slot, { code: "crashed" });
    }
    if (slots.length === 0) start();
    advance();
  }

  function advance() {
    while (waiting.size > 0) {
      const busy = new Set(slots.map(({ entry }) => entry?.key));
      const next = [...waiting.values()]
        .filter(({ key }) => !busy.has(key))
        .map((entry) => ({ entry, rank: entry.rank() }))
        .reduce(
          (best, each) => (best === undefined || each.rank < best.rank ? each : best),
          /** @type {{ entry: Entry, rank: number } | undefined} */ (undefined),
        )?.entry;
      if (!next) return;
      const slot =
        slots.find(({ entry }) => entry === undefined) ??
        (slots.length < most ? start() : undefined);
      if (!slot) return;
      waiting.delete(next.key);
      next.attempts += 1;
      slot.entry = next;
      slot.id += 1;
      next.onStart?.();
      slot.worker.postMessage({ id: slot.id, job: next.job });
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
    for (const { worker } of slots.splice(0)) worker.terminate();
    start();
    advance();
  }

  start();
  return { add, forget, restart };
}
