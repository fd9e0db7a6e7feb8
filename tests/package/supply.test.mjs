/** What the project depends on, and what it says of it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { billOf } from "../../scripts/lib/sbom.mjs";

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));

for (const folder of [".", "tools/reference"]) {
  test(`npm packages of ${folder} have one version each, and are held to what they are`, () => {
    const { devDependencies } = json(`${folder}/package.json`);
    for (const [name, version] of Object.entries(devDependencies)) {
      assert.match(String(version), /^\d+\.\d+\.\d+$/u, name);
    }
    /** @type {Record<string, { version: string, integrity?: string, resolved?: string, hasInstallScript?: boolean }>} */
    const { "": self, ...locked } = json(`${folder}/package-lock.json`).packages;
    assert.deepEqual(/** @type {any} */ (self).devDependencies, devDependencies);
    for (const [path, { integrity, resolved }] of Object.entries(locked)) {
      assert.match(integrity ?? "", /^sha512-/u, path);
      assert.match(resolved ?? "https://registry.npmjs.org/", /^https:\/\/registry\.npmjs\.org\//u);
    }
    // Whatever runs when it is installed is looked at before it is added here.
    const running = Object.keys(locked).filter((path) => locked[path]?.hasInstallScript);
    const known = ["node_modules/esbuild", "node_modules/fsevents"];
    assert.deepEqual(
      running.filter((path) => !known.includes(path)),
      [],
    );
  });
}

test("the recipes name one version of what they install", () => {
  const lines = readFileSync(join(ROOT, "examples/spark/requirements.txt"), "utf8").trim();
  for (const line of lines.split("\n")) assert.match(line, /^[\w-]+==[\w.]+$/u);
});

test("the bills of materials name the crates that are in what is published", () => {
  const crate = billOf("cargo");
  assert.deepEqual(
    crate.components.map(({ name }) => name),
    ["regex-automata", "smallvec"],
  );
  const { components, dependencies, metadata } = billOf("npm");
  const names = components.map(({ name }) => name);
  for (const name of ["regex-automata", "serde", "wasm-bindgen"]) assert.ok(names.includes(name));
  // What only builds or tests it is not in it.
  for (const name of ["syn", "proptest", "serde_json"]) assert.ok(!names.includes(name), name);
  assert.match(metadata.component.components?.[0]?.hashes[0]?.content ?? "", /^[0-9a-f]{64}$/u);
  const refs = new Set([metadata.component["bom-ref"], ...components.map((c) => c["bom-ref"])]);
  for (const { hashes, licenses } of components) {
    assert.match(String(hashes[0]?.content), /^[0-9a-f]{64}$/u);
    assert.match(String(licenses[0]?.expression), /MIT|Apache-2\.0/u);
  }
  for (const { ref, dependsOn } of dependencies) {
    for (const each of [ref, ...dependsOn]) assert.ok(refs.has(each), each);
  }
  assert.deepEqual(billOf("npm"), billOf("npm"));
});

test("publishing asks for provenance", () => {
  assert.deepEqual(json("package.json").publishConfig, { access: "public", provenance: true });
});
