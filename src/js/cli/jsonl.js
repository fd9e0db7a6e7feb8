/**
 * `--jsonl`: lines of `{"id","text"}` in, lines of `{"id","page"}` or
 * `{"id","error"}` out, one for each and in the same order. So an output that
 * was cut off tells by its length how far the work went.
 *
 * @import { Asked } from "./args.js"
 * @import { Outcome, Task } from "./task.js"
 */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { UsageError } from "./args.js";
import { linesOf } from "./lines.js";
import { write } from "./output.js";
import { inOrder } from "./workers.js";

/**
 * @typedef {object} Line
 * @property {number} number From 1; blank lines are counted and give nothing.
 * @property {unknown} id
 * @property {string} [text]
 * @property {{ code: string, message: string }} [error]
 */

/**
 * @param {Asked} asked
 * @returns {Promise<number>} How many failed.
 */
export async function runJsonLines({ out, resume, overwrite, jobs }) {
  if (out !== undefined && !resume && !overwrite && holdsLines(out)) {
    throw new UsageError(
      `${out} holds the answers of an earlier run: --resume goes on with them, --overwrite begins anew`,
    );
  }
  const done = out !== undefined && resume && existsSync(out) ? cutHalfLine(out) : undefined;
  if (out !== undefined) mkdirSync(dirname(out), { recursive: true });
  const stream =
    out === undefined ? process.stdout : createWriteStream(out, { flags: resume ? "a" : "w" });
  /** @type {Promise<void> | undefined} */
  const closed = out === undefined ? undefined : finished(stream);
  closed?.catch(() => {});
  let failed = 0;
  for await (const { item, outcome } of inOrder(left(done), taskOf, jobs)) {
    const id = JSON.stringify(item.id ?? null);
    if ("output" in outcome) {
      await write(stream, `{"id":${id},"page":${outcome.output}}\n`);
    } else {
      failed += 1;
      await write(stream, `{"id":${id},"error":${JSON.stringify(outcome.error)}}\n`);
    }
  }
  if (closed) {
    stream.end();
    await closed;
  }
  return failed;
}

/**
 * The lines of standard input that stand in no output yet. Input and output
 * are walked side by side, so that no list of what is done must be kept.
 *
 * @param {string | undefined} done The output of an earlier run.
 */
async function* left(done) {
  const lines = readLines();
  if (done !== undefined) {
    let number = 0;
    for await (const written of linesOf(createReadStream(done))) {
      number += 1;
      const { value: line } = await lines.next();
      const told = idOf(written);
      if (line && told === JSON.stringify(line.id ?? null)) continue;
      await lines.return(undefined);
      throw new UsageError(
        told === undefined
          ? `${done}, line ${number}, is no answer: mend or remove it, or begin anew with --overwrite`
          : `${done} was not made from this input (line ${number}): --resume needs the same`,
      );
    }
  }
  yield* lines;
}

/**
 * The id of a line of output, as JSON.
 *
 * @param {string} written
 * @returns {string | undefined} Nothing where it is no line of ours.
 */
function idOf(written) {
  try {
    return JSON.stringify(JSON.parse(written).id);
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function holdsLines(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size > 0;
}

/** @returns {AsyncGenerator<Line, undefined>} */
async function* readLines() {
  let number = 0;
  for await (const line of linesOf(process.stdin)) {
    number += 1;
    if (line.trim() !== "") yield readLine(line, number);
  }
}

/**
 * @param {string} line
 * @param {number} number
 * @returns {Line}
 */
function readLine(line, number) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { number, id: null, error: { code: "bad-json", message: `line ${number}: ${reason}` } };
  }
  const { id = null, text } = /** @type {{ id?: unknown, text?: unknown }} */ (value ?? {});
  if (typeof text === "string") return { number, id, text };
  const message = `line ${number}: "text" is not a string`;
  return { number, id, error: { code: "not-a-string", message } };
}

/**
 * @param {Line} line
 * @returns {Task | Outcome}
 */
function taskOf({ text, error }) {
  if (error) return { error };
  return { text, encoding: "auto", format: "json", explain: false };
}

/**
 * A run that was killed may have left half a line at the end.
 *
 * @param {string} path
 */
function cutHalfLine(path) {
  const file = openSync(path, "r+");
  try {
    const chunk = Buffer.alloc(1 << 16);
    let end = fstatSync(file).size;
    while (end > 0) {
      const start = Math.max(0, end - chunk.length);
      readSync(file, chunk, 0, end - start, start);
      const at = chunk.subarray(0, end - start).lastIndexOf(0x0a);
      if (at >= 0) {
        end = start + at + 1;
        break;
      }
      end = start;
    }
    ftruncateSync(file, end);
  } finally {
    closeSync(file);
  }
  return path;
}
