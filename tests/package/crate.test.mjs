/** The crate as `cargo add` gives it. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { JOINED, STORY } from "../story.mjs";

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
    /^(\.cargo_vcs_info\.json|Cargo\.(toml|toml\.orig|lock)|README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE-.+|build\.rs|examples\/\w+\.rs|src\/[\w/]+\.(rs|bin))$/u;
  assert.deepEqual(
    files.filter((path) => !known.test(path)),
    [],
  );
});

test("it is small, and cargo would publish it", (t) => {
  const args = ["publish", "--dry-run", "--no-verify", "--allow-dirty", ...CRATE];
  const { status, stderr } = spawnSync("cargo", args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0 && /could not (connect|resolve)|network|timed out/iu.test(stderr)) {
    t.skip("the registry cannot be asked");
    return;
  }
  assert.equal(status, 0, stderr);
  // Of the things that stand in the way of publishing cargo only warns of some.
  const warnings = stderr.split("\n").filter((line) => line.startsWith("warning: "));
  const harmless = /ignoring test|no documentation, homepage or repository|aborting upload/u;
  assert.deepEqual(
    warnings.filter((line) => !harmless.test(line)),
    [],
  );
});

test("a program that adds the packed crate does what the README says", () => {
  cargo(["package", "--no-verify", "--allow-dirty", ...CRATE]);
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
  );
  const packed = join(ROOT, "target", "package", `columnist-${version}.crate`);
  const most = 400_000;
  assert.ok(statSync(packed).size < most, `${statSync(packed).size} bytes, ${most} are allowed`);
  const folder = mkdtempSync(join(tmpdir(), "columnist-crate-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync("tar", ["-xzf", packed, "-C", folder]);
  mkdirSync(join(folder, "program", "src"), { recursive: true });
  writeFileSync(
    join(folder, "program", "Cargo.toml"),
    `[package]\nname = "program"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n`,
  );
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [uses = "", code = ""] =
    readme.match(/```rust\n(use [^\n]+\n)([\s\S]*?)```/u)?.slice(1) ?? [];
  writeFileSync(
    join(folder, "program", "src", "main.rs"),
    `${uses}fn main() -> Result<(), columnist::Error> {
      let text = ${JSON.stringify(STORY)};
      ${code}
      Ok(())
    }`,
  );
  const inProgram = (/** @type {string[]} */ args) =>
    execFileSync("cargo", args, {
      cwd: join(folder, "program"),
      encoding: "utf8",
      // What is built is kept for the next run of this test.
      env: { ...process.env, CARGO_TARGET_DIR: join(ROOT, "target", "program") },
      stdio: ["ignore", "pipe", "ignore"],
    });
  // The versions of its dependencies that are here already, so that nothing is fetched.
  copyFileSync(join(ROOT, "Cargo.lock"), join(folder, "program", "Cargo.lock"));
  inProgram(["add", "--offline", "--quiet", "--path", `../columnist-${version}`]);
  const said = inProgram(["run", "--offline", "--quiet"]);
  assert.ok(said.includes(JOINED), said);
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
