/**
 * One page, from its bytes or text to what is written of it. Main thread and
 * worker threads both do this.
 */
import { readFileSync } from "node:fs";
import { explain, init, reconstruct, render } from "../node.js";
import { jsonLd } from "../shared/json-ld.js";
import { textOf } from "./encoding.js";

/**
 * @typedef {object} Task
 * @property {string} [path] The file to read, where no text is given.
 * @property {string} [text]
 * @property {Uint8Array} [bytes] Of standard input.
 * @property {"auto" | "utf-8" | "gb18030" | "big5"} encoding
 * @property {"text" | "markdown" | "html" | "json" | "jsonl" | "jsonld"} format
 * @property {boolean} explain
 */

/** @typedef {{ output: string } | { error: { code: string, message: string } }} Outcome */

/**
 * @param {Task} task
 * @returns {Promise<Outcome>}
 */
export async function perform(task) {
  try {
    await init();
    const text = task.text ?? textOf(task.bytes ?? readFileSync(task.path ?? ""), task.encoding);
    return { output: written(text, task) };
  } catch (error) {
    return { error: failure(error) };
  }
}

/**
 * @param {string} text
 * @param {Task} task
 */
function written(text, { format, explain: whole }) {
  if (whole) return JSON.stringify(explain(text));
  const page = reconstruct(text);
  if (format === "jsonld") return JSON.stringify(jsonLd(page));
  return render(page, format === "jsonl" ? "json" : format);
}

/**
 * What the system says most often when it refuses a file, in a reader's words.
 *
 * @type {Record<string, string>}
 */
const REFUSALS = {
  ENOENT: "there is no such file or folder",
  EACCES: "it may not be opened",
  ENOSPC: "the disk is full",
};

/**
 * @param {unknown} error
 * @returns {{ code: string, message: string }}
 */
export function failure(error) {
  const { code, message } = /** @type {{ code?: unknown, message?: unknown }} */ (error ?? {});
  const refusal = REFUSALS[String(code)];
  return { code: String(code ?? "failed"), message: refusal ?? String(message ?? error) };
}
