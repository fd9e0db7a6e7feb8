/**
 * `npm run semver`: what cargo-semver-checks says of the crate's public interface, against the
 * last release. It needs no published crate: the baseline is the newest tag `v…`, or what
 * `--baseline` names.
 *
 * The tool takes minutes to build, so that `npm test` runs it only where it is installed and
 * there is a release; `tests/api.rs` holds the crate to its listed interface in any case.
 */

import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { output, run, Stop, say, script } from "./lib/run.mjs";

const INSTALL = "cargo install cargo-semver-checks --locked";

function isInstalled() {
  return output("cargo", ["semver-checks", "--version"]) !== undefined;
}

/** The newest release in this history. */
function lastRelease() {
  return output("git", ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]);
}

/** @param {string} baseline */
async function compare(baseline) {
  say(`comparing the crate's interface with ${baseline}`);
  await run("cargo", [
    ...["semver-checks", "--package", "columnist", "--baseline-rev", baseline],
    ...["--only-explicit-features", "--features", "serde,schema"],
  ]);
}

/** Where it can be done at once; says what is left out and why. */
export async function compareIfPossible() {
  const baseline = lastRelease();
  if (baseline === undefined) say("no release yet: nothing to compare the interface with");
  else if (isInstalled()) await compare(baseline);
  else say(`NOT TESTED: semantic versioning against ${baseline}; install it: ${INSTALL}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(async () => {
    const { values } = parseArgs({ options: { baseline: { type: "string" } } });
    const baseline = values.baseline ?? lastRelease();
    if (baseline === undefined) throw new Stop("there is no release yet: name a --baseline");
    if (!isInstalled()) throw new Stop(`cargo-semver-checks is missing: ${INSTALL}`);
    await compare(baseline);
  });
}
