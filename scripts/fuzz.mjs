/**
 * `npm run fuzz`: asks the laws of every answer (`fuzz/`) of pages that a fuzzer makes.
 *
 * `npm run fuzz -- --seconds 600 conservation no_panic` asks these two for ten minutes each; without names all are
 * asked, and without a time for a minute. As many run at once as there are processors. What is found is kept in
 * `fuzz/artifacts`, and what leads somewhere new in `fuzz/corpus`, with which the next run begins.
 *
 * libFuzzer is all that it takes: the compiler that is there builds it, with the flags that cargo-fuzz gives.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { output, ROOT, run, Stop, say, script } from "./lib/run.mjs";
import { ensureRust } from "./lib/setup.mjs";

const FOLDER = join(ROOT, "fuzz");

/** Longer strings of bytes make pages of more parts, which are slower to read and show no more. */
const LONGEST = 256;

/** A page that takes longer has met something that does not grow with its length. */
const SLOWEST = 20;

const FLAGS = [
  "--cfg=fuzzing",
  "-Cpasses=sancov-module",
  ...[
    "sanitizer-coverage-level=4",
    "sanitizer-coverage-inline-8bit-counters",
    "sanitizer-coverage-pc-table",
    "sanitizer-coverage-trace-compares",
    "simplifycfg-branch-fold-threshold=0",
  ].map((flag) => `-Cllvm-args=-${flag}`),
  "-Cdebug-assertions",
  "-Coverflow-checks",
];

const TARGETS = readdirSync(join(FOLDER, "fuzz_targets"), { encoding: "utf8" }).map((name) =>
  basename(name, ".rs"),
);

await script(async () => {
  const { values, positionals } = parseArgs({
    options: { seconds: { type: "string", default: "60" } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !TARGETS.includes(name));
  if (unknown !== undefined) throw new Stop(`there is no target ${unknown}: ${TARGETS.join(", ")}`);
  await fuzz(positionals.length > 0 ? positionals : TARGETS, Number(values.seconds));
});

/**
 * @param {string[]} targets
 * @param {number} seconds For each.
 */
async function fuzz(targets, seconds) {
  await ensureRust();
  // The package is asked for its answers, too.
  if (targets.includes("native_equals_wasm")) await build();
  const host = output("rustc", ["--print", "host-tuple"]);
  if (host === undefined) throw new Stop("the compiler does not tell what it compiles for");
  say("building the fuzz targets");
  await run("cargo", ["build", "--release", "--locked", "--target", host], {
    cwd: FOLDER,
    env: { RUSTFLAGS: FLAGS.join(" "), CARGO_TARGET_DIR: join(FOLDER, "target") },
  });
  const left = [...targets];
  let all = 0;
  const work = async () => {
    for (let target = left.shift(); target !== undefined; target = left.shift()) {
      const count = await ask(target, host, seconds);
      all += count;
      say(`${target}: ${count.toLocaleString("en")} pages, and the law holds`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  say(`${all.toLocaleString("en")} pages in all`);
}

/**
 * @param {string} target
 * @param {string} host
 * @param {number} seconds
 * @returns {Promise<number>} how many pages were asked
 */
function ask(target, host, seconds) {
  const corpus = join(FOLDER, "corpus", target);
  const found = join(FOLDER, "artifacts", target);
  for (const folder of [corpus, found]) mkdirSync(folder, { recursive: true });
  const args = [
    corpus,
    `-artifact_prefix=${found}/`,
    `-max_total_time=${seconds}`,
    `-max_len=${LONGEST}`,
    `-timeout=${SLOWEST}`,
    "-print_final_stats=1",
    "-verbosity=0",
  ];
  const child = spawn(join(FOLDER, "target", host, "release", target), args, {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (piece) => {
    told += piece;
  });
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Stop(`${target} cannot be run: ${error.message}`)));
    child.on("close", (code) => {
      const count = told.match(/stat::number_of_executed_units:\s*(\d+)/)?.[1];
      if (code === 0 && count !== undefined) resolve(Number(count));
      else reject(new Stop(`${target} ended with ${code}:\n${told}`));
    });
  });
}
