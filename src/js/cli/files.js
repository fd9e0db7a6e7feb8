/**
 * Files one by one: read, put back together, written.
 *
 * @import { Asked } from "./args.js"
 * @import { Input } from "./paths.js"
 * @import { Outcome, Task } from "./task.js"
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "./args.js";
import { write, writeWhole } from "./output.js";
import { findInputs } from "./paths.js";
import { createProgress } from "./progress.js";
import { failure } from "./task.js";
import { inOrder } from "./workers.js";

const ENDINGS = {
  text: ".txt",
  markdown: ".md",
  html: ".html",
  json: ".json",
  jsonl: ".jsonl",
  jsonld: ".jsonld",
};

/**
 * @param {Asked} asked
 * @returns {Promise<number>} How many failed.
 */
export async function runFiles(asked) {
  const inputs = findInputs(asked.inputs);
  if (inputs.length === 0) throw new UsageError("no file is there to read");
  const places = asked.out === undefined ? undefined : placesOf(inputs, asked.out, asked.format);
  const left = inputs.filter((input) => !asked.resume || !existsSync(places?.get(input) ?? ""));
  const progress = createProgress(left.length);
  let done = 0;
  let failed = 0;
  progress.show(0);
  for await (const { item, outcome } of inOrder(left, (each) => taskOf(each, asked), asked.jobs)) {
    let error = "error" in outcome ? outcome.error : undefined;
    try {
      if ("output" in outcome) await put(outcome.output, item, places?.get(item), asked, done);
    } catch (thrown) {
      error = failure(thrown);
    }
    done += 1;
    if (error) {
      failed += 1;
      progress.clear();
      process.stderr.write(`columnist: ${item.path}: ${error.message} (${error.code})\n`);
    }
    progress.show(done);
  }
  progress.clear();
  const skipped = inputs.length - left.length;
  if (failed > 0 || process.stderr.isTTY === true) {
    const summary = `${done - failed} read, ${failed} failed, ${skipped} skipped`;
    if (inputs.length > 1) process.stderr.write(`columnist: ${summary}\n`);
  }
  return failed;
}

/**
 * @param {Input[]} inputs
 * @param {string} out
 * @param {Asked["format"]} format
 * @returns {Map<Input, string>}
 */
function placesOf(inputs, out, format) {
  const places = new Map(inputs.map((each) => [each, join(out, each.name + ENDINGS[format])]));
  const read = new Set(inputs.map(({ path }) => resolve(path)));
  const taken = new Map();
  for (const [{ path }, place] of places) {
    if (read.has(resolve(place))) {
      throw new UsageError(`${place} would be written over an input: name another --out`);
    }
    const other = taken.get(place);
    if (other !== undefined) {
      throw new UsageError(`${other} and ${path} would both be written to ${place}`);
    }
    taken.set(place, path);
  }
  return places;
}

/**
 * @param {Input} input
 * @param {Asked} asked
 * @returns {Task | Outcome}
 */
function taskOf({ path }, { encoding, format, explain }) {
  const task = { encoding, format, explain };
  if (path !== "-") return { ...task, path };
  try {
    return { ...task, bytes: readFileSync(0) };
  } catch (error) {
    return { error: failure(error) };
  }
}

/**
 * On standard output pages of text are parted by a form feed, which reads back
 * as the end of a page; lines of JSON part themselves.
 *
 * @param {string} output
 * @param {Input} input
 * @param {string | undefined} place
 * @param {Asked} asked
 * @param {number} before How many were written before.
 */
async function put(output, { path }, place, { format }, before) {
  const isText = format === "text" || format === "markdown" || format === "html";
  const whole = format === "jsonl" ? `{"id":${JSON.stringify(path)},"page":${output}}` : output;
  const ended = whole === "" || whole.endsWith("\n") ? whole : `${whole}\n`;
  if (place !== undefined) writeWhole(place, ended);
  else await write(process.stdout, isText && before > 0 ? `\f${ended}` : ended);
}
