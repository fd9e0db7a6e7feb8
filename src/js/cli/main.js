#!/usr/bin/env node
/** The command `columnist`: what was asked for, done, and how it went as an exit code. */
import { HELP, readArguments, UsageError } from "./args.js";
import { showDiff } from "./diff.js";
import { runFiles } from "./files.js";
import { runJsonLines } from "./jsonl.js";
import { version } from "./version.js";

/**
 * All went well; some inputs failed; the command was not understood; it stopped
 * before its end, so that there is less output than input.
 */
const EXIT = { all: 0, some: 1, usage: 2, stopped: 3 };
/** What shells expect of a command that SIGINT or SIGTERM ended: 128 and the signal's number. */
const SIGNALS = /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
]);

// A reader such as `head` that has seen enough is no failure.
process.stdout.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
  process.exit(error.code === "EPIPE" ? EXIT.all : EXIT.stopped);
});
// Files are written in one go, so that a signal is heard before or after one, never within.
for (const [signal, code] of SIGNALS) process.on(signal, () => process.exit(code));

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  try {
    const asked = readArguments(args);
    if (asked.help) return say(HELP);
    if (asked.version) return say(`${version()}\n`);
    if (asked.diff) return say(showDiff(asked.diff[0], asked.diff[1]));
    const failed = asked.jsonl ? await runJsonLines(asked) : await runFiles(asked);
    return failed > 0 ? EXIT.some : EXIT.all;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`columnist: ${error.message}\nTry "columnist --help".\n`);
      return EXIT.usage;
    }
    process.stderr.write(`columnist: ${error instanceof Error ? error.message : error}\n`);
    return EXIT.stopped;
  }
}

/** @param {string} text */
function say(text) {
  process.stdout.write(text);
  return EXIT.all;
}
