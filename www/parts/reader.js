/**
 * The page's side of the worker. One job runs at a time, and of those that
 * come meanwhile only the newest is kept: older ones would be thrown away.
 *
 * @import { Answer, Job, Message } from "../worker.js"
 * @import { ErrorCode } from "../../src/js/index.d.ts"
 */

/**
 * @typedef {object} Listener
 * @property {() => void} onReady
 * @property {(answer: Answer, text: string) => void} onAnswer
 * @property {(code: ErrorCode) => void} onFailure
 */

/** @param {Listener} listener */
export function createReader(listener) {
  /** @type {Worker} */
  let worker;
  /** @type {(Job & { wanted: boolean }) | undefined} */
  let running;
  /** @type {string | undefined} */
  let waiting;
  let jobs = 0;

  function start() {
    running = undefined;
    waiting = undefined;
    const started = new Worker(new URL("../worker.js", import.meta.url), { type: "module" });
    worker = started;
    // What a worker said before it was given up may still arrive.
    started.addEventListener("message", (event) => {
      if (started === worker) receive(event.data);
    });
    // The worker's script, or what it imports, did not arrive.
    started.addEventListener("error", () => {
      if (started !== worker) return;
      running = undefined;
      listener.onFailure("wasm-unavailable");
    });
  }

  /** @param {Message} message */
  function receive(message) {
    if ("ready" in message) {
      listener.onReady();
      return;
    }
    if (message.id === 0 && "code" in message) {
      listener.onFailure(message.code);
      return;
    }
    const job = running;
    if (!job || message.id !== job.id) return;
    running = undefined;
    if (waiting !== undefined) {
      read(waiting);
    } else if (!job.wanted) {
      return;
    } else if ("code" in message) {
      listener.onFailure(message.code);
    } else {
      listener.onAnswer(message.answer, job.text);
    }
  }

  /** @param {string} text */
  function read(text) {
    if (running) {
      waiting = text;
      return;
    }
    waiting = undefined;
    jobs += 1;
    running = { id: jobs, text, wanted: true };
    worker.postMessage({ id: jobs, text });
  }

  /** Gives up what is under way: nobody wants its answer any longer. */
  function forget() {
    waiting = undefined;
    if (running) running.wanted = false;
  }

  function retry() {
    worker.terminate();
    start();
  }

  start();
  return { read, forget, retry };
}
