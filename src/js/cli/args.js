/** What the command line asks for, read and checked. */
import { parseArgs } from "node:util";

export const HELP = `columnist gives the articles of a garbled newspaper page back.

  columnist [options] [FILE | FOLDER | GLOB]...   "-" or nothing: standard input
  columnist --jsonl [options] < pages.jsonl       {"id","text"} lines in, {"id","page"} out
  columnist diff OLD.json NEW.json                what changed between two answers

  --format FORMAT    text (default), markdown, html, json, jsonl or jsonld
  --out DIR          one file for each input; with --jsonl a file of lines
  --resume           leave what is done in --out as it is and do the rest
  --overwrite        with --jsonl: begin --out anew where it holds lines already
  --explain          what each stage made of the page, as JSON
  --encoding NAME    auto (default), utf-8, gb18030 or big5
  --jobs N           how many threads read pages; 1 by default
  --help, --version

Exit codes: 0 all pages were read, 1 some failed, 2 the command was not understood,
3 it stopped before its end, for want of room on the disk for instance.
`;

/** What was asked for cannot be done as it stands. */
export class UsageError extends Error {}

const FORMATS = /** @type {const} */ (["text", "markdown", "html", "json", "jsonl", "jsonld"]);
const ENCODINGS = /** @type {const} */ (["auto", "utf-8", "gb18030", "big5"]);
const MOST_JOBS = 256;

/**
 * @typedef {object} Asked
 * @property {boolean} help
 * @property {boolean} version
 * @property {[string, string] | undefined} diff
 * @property {boolean} jsonl
 * @property {boolean} explain
 * @property {boolean} resume
 * @property {boolean} overwrite
 * @property {(typeof FORMATS)[number]} format
 * @property {(typeof ENCODINGS)[number]} encoding
 * @property {number} jobs
 * @property {string | undefined} out
 * @property {string[]} inputs
 */

/**
 * @param {string[]} args
 * @returns {Asked}
 */
export function readArguments(args) {
  const { values, positionals } = parse(args);
  const { help = false, version = false, jsonl = false, explain = false, out } = values;
  const { resume = false, overwrite = false } = values;
  const format = oneOf("format", FORMATS, values.format ?? (explain ? "json" : "text"));
  const encoding = oneOf("encoding", ENCODINGS, values.encoding ?? "auto");
  const jobs = Number(values.jobs ?? "1");
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) {
    throw new UsageError(`--jobs takes a number from 1 to ${MOST_JOBS}, not ${values.jobs}`);
  }
  const [command, before, after] = positionals;
  const isDiff = command === "diff";
  if (isDiff && (positionals.length !== 3 || before === undefined || after === undefined)) {
    throw new UsageError("diff takes two files: columnist diff OLD.json NEW.json");
  }
  if (resume && out === undefined) throw new UsageError("--resume needs --out");
  if (overwrite && (!jsonl || out === undefined)) {
    throw new UsageError(
      "--overwrite goes with --jsonl and --out: other files are replaced one by one",
    );
  }
  if (overwrite && resume) {
    throw new UsageError("--overwrite begins anew and --resume goes on: choose one");
  }
  if (explain && (jsonl || format !== "json")) {
    throw new UsageError("--explain gives JSON: it goes with no other format");
  }
  if (jsonl && (positionals.length > 0 || values.format !== undefined)) {
    throw new UsageError("--jsonl reads standard input and has a format of its own");
  }
  const diff = isDiff ? /** @type {[string, string]} */ ([before, after]) : undefined;
  return {
    ...{ help, version, diff, jsonl, explain, resume, overwrite, format, encoding, jobs, out },
    inputs: positionals,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
        jsonl: { type: "boolean" },
        explain: { type: "boolean" },
        resume: { type: "boolean" },
        overwrite: { type: "boolean" },
        format: { type: "string", short: "f" },
        out: { type: "string", short: "o" },
        encoding: { type: "string" },
        jobs: { type: "string", short: "j" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @template {string} T
 * @param {string} name
 * @param {readonly T[]} known
 * @param {string} given
 * @returns {T}
 */
function oneOf(name, known, given) {
  const found = known.find((each) => each === given);
  if (found === undefined) {
    throw new UsageError(`--${name} takes ${known.join(", ")}, not ${given}`);
  }
  return found;
}
