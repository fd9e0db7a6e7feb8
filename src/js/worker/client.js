/**
 * Jobs for a worker, one after the other, and what becomes of them when the
 * worker ends before they do. Browsers and Node differ in how a worker is
 * started and listened to; that is a {@link Host}.
 *
 * A job is given to the worker only once that is ready. So a worker that dies
 * before was not killed by a job: it cannot be started here, and the calling
 * thread takes over.
 *
 * @import { ErrorCode } from "../index.d.ts"
 * @import { ColumnistWorker, JobOptions, Progress, WorkerOptions } from "./index.d.ts"
 * @import { Failure, Face, FromThread, Name, ToThread } from "./serve.js"
 */
import { ColumnistError } from "../error.js";
import { createServer } from "./serve.js";

/** A worker that died may have been the machine's fault; one that dies again on the same page is not. */
const ATTEMPTS = 2;

/** How often in a row a worker may fail to start, when another one has been ready before. */
const STARTS = 3;

/** What a page needs is a hundredth of it; a text of ten million characters leaves as much behind. */
const MEMORY_LIMIT = 256 * 1024 * 1024;

/**
 * @typedef {object} Listener
 * @property {(message: FromThread) => void} onMessage
 * @property {(cause: Error) => void} onDeath
 *
 * @typedef {object} Instance A worker that was started.
 * @property {(message: ToThread) => void} post
 * @property {() => void} terminate
 * @property {(busy: boolean) => void} hold Whether the process waits for it.
 *
 * @typedef {object} Host
 * @property {Face} face The package on the calling thread.
 * @property {(make: WorkerOptions["worker"], listener: Listener) => Instance} start Throws where there are no workers.
 *
 * @typedef {object} Entry
 * @property {Name} name
 * @property {unknown[]} args
 * @property {number} attempts
 * @property {(value: any) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {(progress: Progress) => void} report
 */

/**
 * @param {Host} host
 * @param {WorkerOptions} [options]
 * @returns {ColumnistWorker}
 */
export function createClient(host, options = {}) {
  const { worker: make, newestFirst = false, memoryLimit = MEMORY_LIMIT } = options;
  const source = addressOf(options.source);
  /** @type {Entry[]} In the order in which they were given. */
  const waiting = [];
  /** @type {Entry | undefined} */
  let current;
  /** @type {Instance | undefined} */
  let instance;
  /** @type {ReturnType<typeof createServer> | undefined} What answers where there is no worker. */
  let here;
  let ready = false;
  let everReady = false;
  let failedStarts = 0;
  let jobs = 0;
  let closed = false;
  /** @type {(() => void) | undefined} */
  let onIdle;

  function start() {
    ready = false;
    /** @type {Instance | undefined} */
    let own;
    try {
      // What a worker said before it was given up may still arrive.
      own = host.start(make, {
        onMessage: (message) => {
          if (own === instance) receive(message);
        },
        onDeath: (cause) => {
          if (own === instance) bury(cause);
        },
      });
      instance = own;
      own.post({ source, memoryLimit });
      hold();
    } catch {
      own?.terminate();
      moveHere();
    }
  }

  function moveHere() {
    instance = undefined;
    here = createServer(host.face, { source, memoryLimit });
    advance();
  }

  /** @param {FromThread} message */
  function receive(message) {
    if ("ready" in message) {
      ready = true;
      everReady = true;
      failedStarts = 0;
      advance();
    } else if (message.id === jobs) {
      answer(message);
    }
  }

  /** @param {Exclude<FromThread, { ready: true }>} message */
  function answer(message) {
    const entry = current;
    if (!entry) return;
    if ("failure" in message) {
      const error = errorOf(message.failure);
      if (error.code === "crashed") {
        tryAgain(error);
        return;
      }
      current = undefined;
      entry.reject(error);
    } else {
      current = undefined;
      const { value, millis, memory } = message;
      entry.report({ stage: "done", millis, memory });
      entry.resolve(value);
    }
    advance();
  }

  /**
   * The worker has ended without being asked to.
   *
   * @param {Error} cause
   */
  function bury(cause) {
    instance?.terminate();
    if (ready) {
      tryAgain(cause);
      return;
    }
    failedStarts += 1;
    if (failedStarts >= (everReady ? STARTS : 1)) moveHere();
    else start();
  }

  /**
   * The job that was under way has crashed, and perhaps its worker with it.
   *
   * @param {Error} cause
   */
  function tryAgain(cause) {
    const entry = current;
    current = undefined;
    if (instance) {
      instance.terminate();
      instance = undefined;
      ready = false;
      // One that died without a job waits for the next: it might die again at once.
      if (entry || waiting.length > 0) start();
    }
    if (entry && entry.attempts < ATTEMPTS) {
      if (newestFirst) waiting.push(entry);
      else waiting.unshift(entry);
    } else if (entry) {
      const message =
        `${entry.name}() crashed twice on this input (${cause.message}): ` +
        "the next job starts afresh; please report the input";
      entry.reject(new ColumnistError("crashed", message, { cause }));
    }
    advance();
  }

  function advance() {
    if (!current && (here || ready)) {
      current = newestFirst ? waiting.pop() : waiting.shift();
      if (current) run(current);
    }
    hold();
    if (!current && waiting.length === 0) onIdle?.();
  }

  /** @param {Entry} entry */
  function run(entry) {
    const { name, args } = entry;
    entry.attempts += 1;
    jobs += 1;
    const id = jobs;
    entry.report({ stage: "reading", attempt: entry.attempts });
    if (here) {
      const { perform } = here;
      // A pause before each job lets the page draw, and its reader change their mind.
      setTimeout(async () => {
        const wanted = () => current === entry && id === jobs;
        const message = await perform({ id, name, args }, wanted);
        if (message && wanted()) answer(message);
      });
      return;
    }
    try {
      instance?.post({ id, name, args });
    } catch (cause) {
      current = undefined;
      entry.reject(refused(name, args, cause));
      queueMicrotask(advance);
    }
  }

  function hold() {
    instance?.hold(current !== undefined || waiting.length > 0);
  }

  /**
   * @param {Entry} entry
   * @param {unknown} reason
   */
  function abort(entry, reason) {
    const at = waiting.indexOf(entry);
    if (at >= 0) {
      waiting.splice(at, 1);
    } else if (current === entry) {
      current = undefined;
      // Nothing else stops what is being computed.
      if (instance) {
        instance.terminate();
        start();
      }
    }
    entry.reject(reason);
    advance();
  }

  /**
   * @param {Name} name
   * @param {unknown[]} args
   * @param {JobOptions} [job]
   * @returns {Promise<any>}
   */
  function add(name, args, { signal, onProgress } = {}) {
    return new Promise((resolve, reject) => {
      if (closed) throw closedError();
      signal?.throwIfAborted();
      const onAbort = () => abort(entry, signal?.reason);
      /** @type {Entry} */
      const entry = {
        name,
        args,
        attempts: 0,
        resolve(value) {
          signal?.removeEventListener("abort", onAbort);
          resolve(value);
        },
        reject(error) {
          signal?.removeEventListener("abort", onAbort);
          reject(error);
        },
        report(progress) {
          try {
            onProgress?.(progress);
          } catch (error) {
            // As with any listener: its fault is told, and is none of the queue's.
            queueMicrotask(() => {
              throw error;
            });
          }
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      const ahead = (current ? 1 : 0) + (newestFirst ? 0 : waiting.length);
      waiting.push(entry);
      entry.report({ stage: "waiting", ahead });
      if (!instance && !here) start();
      advance();
    });
  }

  function end() {
    instance?.terminate();
    instance = undefined;
    ready = false;
  }

  function terminate() {
    closed = true;
    const left = [current, ...waiting.splice(0)];
    current = undefined;
    end();
    for (const entry of left) entry?.reject(closedError());
    onIdle?.();
  }

  /** @type {Promise<void> | undefined} */
  let closing;

  function close() {
    closed = true;
    closing ??= new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      onIdle = resolve;
      if (!current && waiting.length === 0) resolve();
    }).then(end);
    return closing;
  }

  start();
  return {
    get thread() {
      return here ? "calling" : "worker";
    },
    reconstruct: (text, chosen, job) => add("reconstruct", [text, chosen], job),
    explain: (text, chosen, job) => add("explain", [text, chosen], job),
    render: (page, format, job) => add("render", [page, format], job),
    close,
    terminate,
  };
}

/**
 * An address that means the same to the worker, whose own lies elsewhere.
 *
 * @param {WorkerOptions["source"]} source
 */
function addressOf(source) {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  if (source instanceof URL) return source.href;
  return typeof source === "string" && base ? new URL(source, base).href : source;
}

/** @param {Failure} failure */
function errorOf({ code, message, cause }) {
  return new ColumnistError(code, message, cause && { cause });
}

/**
 * Not everything can be sent to a worker: functions, for instance.
 *
 * @param {Name} name
 * @param {unknown[]} args
 * @param {unknown} cause
 */
function refused(name, [first], cause) {
  /** @type {ErrorCode} */
  const code =
    name === "render" ? "bad-page" : typeof first === "string" ? "bad-options" : "not-a-string";
  const message = `what ${name}() was given cannot be sent to a worker (${cause instanceof Error ? cause.message : cause})`;
  return new ColumnistError(code, message, { cause });
}

function closedError() {
  return new ColumnistError("worker-closed", "the worker was closed: make a new one");
}
