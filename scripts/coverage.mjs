/**
 * `npm run coverage`: which lines of the core `cargo test` runs, file by file, and which it does
 * not. `npm run coverage -- --lines` shows these, too.
 *
 * It wants the tools of LLVM that belong to the compiler, which `rustup component add
 * llvm-tools` installs, and nothing else: the compiler counts (`-C instrument-coverage`), and
 * they read what was counted. Doc tests are not counted, nor are unit tests' own lines.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { output, ROOT, run, Stop, say, script } from "./lib/run.mjs";

/** The least share of lines that is run, in percent. It only ever rises. */
const LEAST = 95;

/** What is no stage of the core: fitted or written by tools, or JavaScript's alone. */
const ASIDE = ["weights.rs", "bindings.rs"];

const TESTS = ["test", "--locked", "--package", "columnist", "--lib", "--tests"];

/** Its own folder: what is counted is compiled another way. */
const TARGET = join(ROOT, "target", "coverage");

await script(async () => {
  const root = output("rustc", ["--print", "target-libdir"]);
  const tool = (/** @type {string} */ name) => join(String(root), "..", "bin", name);
  if (!existsSync(tool("llvm-cov"))) {
    throw new Stop("the tools of LLVM are missing: rustup component add llvm-tools");
  }
  const counts = join(TARGET, "counts");
  rmSync(counts, { recursive: true, force: true });
  mkdirSync(counts, { recursive: true });
  const env = {
    RUSTFLAGS: "-C instrument-coverage",
    CARGO_TARGET_DIR: TARGET,
    LLVM_PROFILE_FILE: join(counts, "%p-%m.profraw"),
  };
  await run("cargo", TESTS, { env });
  const profile = join(counts, "all.profdata");
  const files = readdirSync(counts).map((name) => join(counts, name));
  await run(tool("llvm-profdata"), ["merge", "-sparse", "-o", profile, ...files]);
  const [first, ...rest] = binaries(env);
  const objects = [String(first), ...rest.flatMap((binary) => ["-object", binary])];
  const exported = output(tool("llvm-cov"), [
    "export",
    "-format=lcov",
    `-instr-profile=${profile}`,
    ...objects,
    join(ROOT, "src"),
  ]);
  if (exported === undefined) throw new Stop("llvm-cov does not read what was counted");
  report(exported);
});

/**
 * The binaries of the tests that were run.
 *
 * @param {Record<string, string>} env
 */
function binaries(env) {
  const built = output("cargo", [...TESTS, "--no-run", "--message-format=json"], env);
  return String(built)
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter(({ profile, executable }) => profile?.test && executable)
    .map(({ executable }) => executable);
}

/** @param {string} lcov */
function report(lcov) {
  let all = 0;
  let reached = 0;
  for (const record of lcov.split("end_of_record")) {
    const file = record.match(/^SF:(.*)$/m)?.[1]?.slice(ROOT.length);
    if (file === undefined || ASIDE.some((name) => file.endsWith(name))) continue;
    const own = ownLines(file);
    const lines = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)]
      .map(([, line, count]) => ({ line: Number(line), count: Number(count) }))
      .filter(({ line }) => line < own);
    const missed = lines.filter(({ count }) => count === 0).map(({ line }) => line);
    all += lines.length;
    reached += lines.length - missed.length;
    const share = 100 - (100 * missed.length) / Math.max(lines.length, 1);
    console.log(
      `${share.toFixed(1).padStart(6)} % of ${String(lines.length).padStart(5)}  ${file}`,
    );
    if (process.argv.includes("--lines") && missed.length > 0) {
      console.log(`         not run: ${missed.join(", ")}`);
    }
  }
  const share = (100 * reached) / Math.max(all, 1);
  say(`${share.toFixed(2)} % of ${all} lines are run`);
  if (share < LEAST) throw new Stop(`that is less than ${LEAST} %`);
}

/**
 * Where the lines of a file end that are no tests.
 *
 * @param {string} file
 */
function ownLines(file) {
  const text = readFileSync(join(ROOT, file), "utf8");
  const at = text.indexOf("#[cfg(test)]\nmod tests {");
  return at < 0 ? Number.POSITIVE_INFINITY : text.slice(0, at).split("\n").length;
}
