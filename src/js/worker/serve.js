/**
 * Answers jobs, in a worker or on the calling thread.
 *
 * @import { ErrorCode, InitSource } from "../index.d.ts"
 */
import { initSync, __wbg_reset_state as makeNewInstance } from "../columnist.js";
import { ColumnistError } from "../error.js";

/**
 * @typedef {"reconstruct" | "explain" | "render"} Name
 * @typedef {{ [name in Name]: (...args: any[]) => unknown } & { init: (source?: InitSource) => Promise<void> }} Face
 *
 * @typedef {{ source?: InitSource, memoryLimit: number }} Settings The first message to a worker.
 * @typedef {{ id: number, name: Name, args: unknown[] }} Job
 * @typedef {Settings | Job} ToThread
 *
 * @typedef {{ code: ErrorCode, message: string, cause?: Error }} Failure
 * @typedef {{ id: number, value: unknown, millis: number, memory: number }} Answer
 * @typedef {{ id: number, failure: Failure }} NoAnswer
 * @typedef {{ ready: true } | Answer | NoAnswer} FromThread
 */

/**
 * @param {Face} face
 * @param {Settings} settings
 */
export function createServer(face, { source, memoryLimit }) {
  return {
    /**
     * @param {Job} job
     * @param {() => boolean} [wanted] Asked once more when the module is there.
     * @returns {Promise<Answer | NoAnswer | undefined>}
     */
    async perform({ id, name, args }, wanted = () => true) {
      try {
        await face.init(source);
        if (!wanted()) return undefined;
        const start = performance.now();
        const value = face[name](...args);
        return { id, value, millis: performance.now() - start, memory: tidy(memoryLimit) };
      } catch (error) {
        return { id, failure: failureOf(error) };
      }
    },
  };
}

/**
 * Serves one client, whose first message is its settings.
 *
 * @param {Face} face
 * @param {(message: FromThread) => void} post
 * @returns {(message: ToThread) => Promise<void>}
 */
export function serve(face, post) {
  /** @type {ReturnType<typeof createServer>} */
  let server;
  return async (message) => {
    if ("id" in message) {
      const answer = await server.perform(message);
      try {
        if (answer) post(answer);
      } catch (error) {
        post({ id: message.id, failure: failureOf(error) });
      }
      return;
    }
    server = createServer(face, message);
    // A job that comes meets the same failure and reports it, after trying anew.
    await face.init(message.source).catch(() => {});
    post({ ready: true });
  };
}

/**
 * Anything that is no error of the package's own, such as a lack of memory, is
 * a crash. Thrown on, it would be lost: a browser does not tell the page of a
 * promise that was rejected in a worker.
 *
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOf(error) {
  if (!(error instanceof ColumnistError)) {
    return { code: "crashed", message: "the job crashed", cause: plain(error) };
  }
  const { code, message, cause } = error;
  return { code, message, cause: cause === undefined ? undefined : plain(cause) };
}

/**
 * The memory of an instance grows and never shrinks. One that has grown past
 * the limit is given up for a new one, which costs a millisecond or two.
 *
 * @param {number} limit
 * @returns {number} How much it has now, in bytes.
 */
function tidy(limit) {
  if (memory() > limit) makeNewInstance();
  return memory();
}

/** The glue gives its instance to whoever asks for it again. */
function memory() {
  return initSync(/** @type {any} */ (undefined)).memory.buffer.byteLength;
}

/**
 * An error that can be sent to another thread: some kinds cannot.
 *
 * @param {unknown} cause
 */
function plain(cause) {
  const error = new Error(cause instanceof Error ? cause.message : String(cause));
  if (cause instanceof Error) error.stack = cause.stack;
  return error;
}
