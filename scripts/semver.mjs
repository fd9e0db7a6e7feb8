/**
 * `npm run semver`: what cargo-semver-checks says of the crate's public interface. `npm test`
 * asks it as well, and says so where it cannot.
 *
 * It compares with the newest tag `v…`. While nothing is released nothing is promised, and it
 * compares with the last commit that changed the listing of the interface, `docs/api.rs`:
 * `tests/api.rs` asks for such a commit where a change can be seen in the listing, and this finds
 * what cannot, such as a type that may no longer be sent to another thread. `--baseline REV`
 * compares with something else.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { CACHE, output, run, Stop, say, script } from "./lib/run.mjs";

/** Reads what Rust 1.95 and newer writes of an interface; a much newer Rust needs a newer one. */
const VERSION = "0.51.0";

const LISTING = "docs/api.rs";

const FOLDER = join(CACHE, `cargo-semver-checks-${VERSION}`);

/**
 * The tool runs for a second and is built for minutes: unoptimised it takes four minutes of a
 * processor, optimised ten.
 */
const QUICKLY = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "256",
};

/** Compares where it can be done, and says so where it cannot. */
export async function compareIfPossible() {
  const baseline = lastRelease() ?? lastListing();
  if (baseline === undefined) {
    say(`NOT TESTED: semantic versioning: ${LISTING} as it is stands in no commit to compare with`);
    return;
  }
  if (output("git", ["diff", "--quiet", baseline, "--", "Cargo.toml", "src/*.rs"]) !== undefined) {
    say(`the crate is still that of ${baseline}: there is nothing to compare`);
    return;
  }
  const tool = await ensureTool();
  if (tool === undefined) say("NOT TESTED: semantic versioning, cargo-semver-checks is missing");
  else await compare(tool, baseline);
}

/** The newest release in this history. */
function lastRelease() {
  return output("git", ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]);
}

/** The last commit that changed the listing; undefined where a change is under way. */
function lastListing() {
  const isClean = output("git", ["diff", "--quiet", "HEAD", "--", LISTING]) !== undefined;
  return isClean
    ? output("git", ["log", "-1", "--format=%H", "--", LISTING]) || undefined
    : undefined;
}

/** The tool's path; undefined where it can be neither found nor built. */
async function ensureTool() {
  const found = output("cargo-semver-checks", ["semver-checks", "--version"]);
  if (found?.endsWith(` ${VERSION}`)) return "cargo-semver-checks";
  const path = join(FOLDER, "bin", "cargo-semver-checks");
  if (existsSync(path)) return path;
  say(`building cargo-semver-checks ${VERSION}, once for this machine: some minutes`);
  const wanted = ["cargo-semver-checks", "--version", VERSION, "--locked", "--root", FOLDER];
  await run("cargo", ["install", "--quiet", ...wanted], { env: QUICKLY }).catch(() => {});
  return existsSync(path) ? path : undefined;
}

/**
 * @param {string} tool
 * @param {string} baseline
 */
async function compare(tool, baseline) {
  say(`comparing the crate's interface with ${baseline}`);
  await run(tool, [
    ...["semver-checks", "--package", "columnist", "--baseline-rev", baseline],
    ...["--only-explicit-features", "--features", "serde,schema"],
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(async () => {
    const { values } = parseArgs({ options: { baseline: { type: "string" } } });
    const baseline = values.baseline ?? lastRelease() ?? lastListing();
    if (baseline === undefined) throw new Stop(`${LISTING} is not committed: name a --baseline`);
    const tool = await ensureTool();
    if (tool === undefined) throw new Stop("cargo-semver-checks could not be built");
    await compare(tool, baseline);
  });
}
