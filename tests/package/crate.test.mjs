/** The crate as `cargo add` gives it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";

const CRATE = ["--locked", "--package", "columnist"];

/** @param {string[]} args */
function cargo(args) {
  return execFileSync("cargo", args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

test("the crate holds what its build needs and nothing else", () => {
  const files = cargo(["package", "--list", "--allow-dirty", ...CRATE])
    .trim()
    .split("\n");
  for (const path of ["Cargo.toml", "README.md", "build.rs", "src/lib.rs", "src/pairs.bin"]) {
    assert.ok(files.includes(path), `${path} is there`);
  }
  const known =
    /^(\.cargo_vcs_info\.json|Cargo\.(toml|toml\.orig|lock)|README\.md|CHANGELOG\.md|LICENSE-.+|build\.rs|examples\/\w+\.rs|src\/[\w/]+\.(rs|bin))$/u;
  assert.deepEqual(
    files.filter((path) => !known.test(path)),
    [],
  );
});

test("the packed crate builds by itself", () => {
  cargo(["package", "--allow-dirty", ...CRATE]);
});

test("by default it knows nothing of JavaScript", () => {
  const tree = cargo(["tree", "--edges", "normal", "--prefix", "none", ...CRATE]);
  assert.doesNotMatch(tree, /wasm-bindgen|js-sys|web-sys|console_error/u);
});

test("by default it knows nothing of serde, with the feature it does", () => {
  const tree = ["tree", "--edges", "normal", "--prefix", "none", ...CRATE];
  assert.doesNotMatch(cargo(tree), /serde|schemars/u);
  assert.match(cargo([...tree, "--features", "serde"]), /^serde v1/mu);
  assert.doesNotMatch(cargo([...tree, "--features", "serde"]), /schemars|wasm-bindgen/u);
});

test("no dependency asks for a newer Rust than the crate does", () => {
  const stated = readFileSync(join(ROOT, "Cargo.toml"), "utf8").match(/^rust-version = "(.+)"$/mu);
  const names = new Set(
    cargo(["tree", "--edges", "normal,build", "--prefix", "none", "--all-features", ...CRATE])
      .split("\n")
      .map((line) => line.split(" ").slice(0, 2).join(" ")),
  );
  /** @type {{ packages: { name: string, version: string, rust_version: string | null }[] }} */
  const { packages } = JSON.parse(cargo(["metadata", "--locked", "--format-version=1"]));
  const newer = packages
    .filter(({ name, version }) => names.has(`${name} v${version}`))
    .filter((each) => number(each.rust_version ?? "1.0") > number(stated?.[1] ?? "0"));
  assert.ok(names.size > 5);
  assert.deepEqual(newer, []);
});

/** @param {string} version */
function number(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 10_000 + minor;
}
