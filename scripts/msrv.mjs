/**
 * `npm run msrv`: builds and tests the crate with the oldest Rust that it is said to work with,
 * the `rust-version` of its manifest, which is installed where it is missing.
 *
 * `npm test` does the same without the tests, and says so where that Rust cannot be had.
 */
import { pathToFileURL } from "node:url";
import { output, run, Stop, say, script } from "./lib/run.mjs";

/** Without any feature, as most have it, and with all. */
const FEATURES = ["", "schema,wasm"];

/** Results of two compilers in one folder would push each other out. */
const OWN = ["--locked", "--package", "columnist", "--lib", "--target-dir", "target/msrv"];

/** Builds the crate with its oldest Rust. @returns {Promise<string | undefined>} That Rust. */
export async function checkOldest() {
  const oldest = await ensureOldest();
  if (oldest === undefined) return undefined;
  say(`building the crate with Rust ${oldest}, the oldest that it works with`);
  for (const features of FEATURES) {
    const chosen = ["--no-default-features", ...(features ? ["--features", features] : [])];
    await run("cargo", [`+${oldest}`, "check", "--quiet", ...OWN, ...chosen]);
  }
  return oldest;
}

/** @type {Promise<string | undefined> | undefined} */
let oldestRust;

/** The oldest Rust, installed once; undefined where it cannot be had. */
export function ensureOldest() {
  oldestRust ??= installOldest();
  return oldestRust;
}

async function installOldest() {
  const stated = statedVersion();
  const is = () => output("rustc", [`+${stated}`, "--version"])?.startsWith(`rustc ${stated}.`);
  if (is()) return stated;
  if (output("rustup", ["--version"]) === undefined) {
    say(`NOT TESTED: the crate with Rust ${stated}, since there is no rustup to install it with`);
    return undefined;
  }
  say(`installing Rust ${stated}`);
  const args = ["toolchain", "install", stated, "--profile", "minimal"];
  await run("rustup", args, { shown: "if it fails" }).catch(() => {});
  if (is()) return stated;
  say(`NOT TESTED: the crate with Rust ${stated}, which could not be installed`);
  return undefined;
}

function statedVersion() {
  const metadata = output("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"]);
  /** @type {{ packages: { name: string, rust_version: string }[] }} */
  const { packages } = JSON.parse(metadata ?? '{"packages":[]}');
  const stated = packages.find(({ name }) => name === "columnist")?.rust_version;
  if (stated === undefined) throw new Stop("the crate's manifest has no rust-version");
  return stated;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(async () => {
    const oldest = await checkOldest();
    if (oldest === undefined) throw new Stop("nothing was tested");
    await run("cargo", [`+${oldest}`, "test", ...OWN]);
    say(`the crate works with Rust ${oldest}`);
  });
}
