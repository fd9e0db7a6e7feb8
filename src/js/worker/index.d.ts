/**
 * Columnist off the calling thread: jobs for a worker, one after the other.
 *
 * ```js
 * import { createWorker } from "columnist/worker";
 *
 * const worker = createWorker();
 * const page = await worker.reconstruct(pastedText, {}, { signal: AbortSignal.timeout(5000) });
 * console.log(await worker.render(page, "markdown"));
 * await worker.close();
 * ```
 */
import type { Explanation, Format, InitSource, Options, Page } from "../index.js";

export { ColumnistError } from "../index.js";

/** A worker of the browser or of `node:worker_threads`, as far as it is asked here. */
export interface AnyWorker {
  /** Sends a message to it. */
  postMessage(message: unknown): void;
  /** Ends it at once. */
  terminate(): unknown;
}

/** What a maker of a worker may choose; whatever is left out takes its default. */
export interface WorkerOptions {
  /**
   * Makes a worker that runs the script `columnist/worker/thread`. Leave it out
   * in Node, on plain pages and with bundlers that know
   * `new Worker(new URL("…", import.meta.url))`. It is called again after a
   * crash or an abort, and gives a new worker each time.
   *
   * @example () => new Worker("/assets/columnist-thread.js", { type: "module" })
   */
  worker?: () => AnyWorker;
  /**
   * Where the worker finds the WebAssembly module: what `init` takes, but for a
   * `Request` and a `Response`, which cannot be sent to a worker. Usually the
   * worker finds it by itself.
   *
   * @example "/assets/columnist_bg.wasm"
   */
  source?: Exclude<InitSource, Request | Response>;
  /**
   * Whether the job that came last is the next one, as an editor wants that
   * shows what was typed last; by default the jobs are done in their order.
   *
   * @example true
   */
  newestFirst?: boolean;
  /**
   * How many bytes of memory the WebAssembly instance may keep after a job; one
   * that has more is given up for a new one. 256 MiB by default. A page needs a
   * few MiB; the memory of an instance never shrinks.
   *
   * @example 64 * 1024 * 1024
   */
  memoryLimit?: number;
}

/**
 * How far a job is. A page is put together in one go, so that nothing is told
 * of it between `"reading"` and `"done"`.
 */
export type Progress =
  | {
      /**
       * The job has come into the queue.
       *
       * @example "waiting"
       */
      stage: "waiting";
      /**
       * How many jobs will be done before it, as it looks now: 0 or more.
       *
       * @example 2
       */
      ahead: number;
    }
  | {
      /**
       * The worker has it.
       *
       * @example "reading"
       */
      stage: "reading";
      /**
       * 1, or 2 where the first attempt ended in a crash.
       *
       * @example 1
       */
      attempt: number;
    }
  | {
      /**
       * It has its answer.
       *
       * @example "done"
       */
      stage: "done";
      /**
       * How long it took, in milliseconds, without the way to the worker and back.
       *
       * @example 4.2
       */
      millis: number;
      /**
       * How much memory the WebAssembly instance has now, in bytes.
       *
       * @example 3145728
       */
      memory: number;
    };

/** What may be said of a single job. */
export interface JobOptions {
  /**
   * Gives the job up. Waiting, it leaves the queue; under way, its worker is
   * ended and a new one takes the next job. The promise is rejected with the
   * signal's reason, an `AbortError` unless it has another. On the calling
   * thread a job that runs already comes to its end first.
   *
   * @example AbortSignal.timeout(5000)
   */
  signal?: AbortSignal;
  /**
   * Told how far the job is.
   *
   * @example ({ stage }) => status.textContent = stage
   */
  onProgress?: (progress: Progress) => void;
}

/** A queue of jobs and the worker that does them. */
export interface ColumnistWorker {
  /**
   * Where jobs are done: in a worker, or on the calling thread, where there are
   * no workers or none can be started (service workers, some content security
   * policies). Known once the first job is done.
   *
   * @example "worker"
   */
  readonly thread: "worker" | "calling";
  /**
   * Puts a page back together, as `reconstruct` of `columnist` does.
   *
   * @throws {ColumnistError} `not-a-string`, `too-long`, `bad-options`,
   *   `wasm-unavailable`, `crashed`, `worker-closed`
   *
   * @example
   * const page = await worker.reconstruct(text, { spacing: "spaced" }, { signal });
   */
  reconstruct(text: string, options?: Options, job?: JobOptions): Promise<Page>;
  /**
   * Puts a page back together and tells how.
   *
   * @throws {ColumnistError} as {@link ColumnistWorker.reconstruct}
   *
   * @example
   * const { lines } = await worker.explain(text);
   */
  explain(text: string, options?: Options, job?: JobOptions): Promise<Explanation>;
  /**
   * Writes a page as plain text, Markdown, HTML or JSON.
   *
   * @throws {ColumnistError} `bad-page`, `bad-format`, `wasm-unavailable`, `crashed`,
   *   `worker-closed`
   *
   * @example
   * const html = await worker.render(page, "html");
   */
  render(page: Page, format?: Format, job?: JobOptions): Promise<string>;
  /**
   * Takes no further jobs, and ends the worker once those that it has are done.
   *
   * @example
   * await worker.close();
   */
  close(): Promise<void>;
  /**
   * Ends the worker at once; jobs that are not done are rejected with
   * `worker-closed`.
   *
   * @example
   * window.addEventListener("pagehide", () => worker.terminate());
   */
  terminate(): void;
}

/**
 * Starts a worker. It loads the WebAssembly module by itself; nothing has to be
 * awaited before the first job. In Node an idle worker does not keep the
 * process from ending.
 *
 * @example
 * const worker = createWorker({ newestFirst: true });
 */
export function createWorker(options?: WorkerOptions): ColumnistWorker;
