/** The package as a user gets it: packed, and installed in an empty folder. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pack } from "../../scripts/lib/pack.mjs";

/** The folder in which the package is installed. */
export const folder = mkdtempSync(join(tmpdir(), "columnist-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const packed = packedOnce();

/** The tarball. */
export const tarball = packed.tarball;

/** What the tarball holds. */
export const contents = packed.files;

writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], {
  cwd: folder,
  stdio: "ignore",
});

/** The package in the folder. */
export const INSTALLED = join(folder, "node_modules", "columnist");

/** `npm test` packs once for all files of tests; a file that is run by itself packs. */
function packedOnce() {
  /** @type {ReturnType<typeof pack>} */
  const packed = process.env.PACKED ? JSON.parse(process.env.PACKED) : pack(folder);
  return packed;
}

/**
 * Runs a module in the folder, in a process of its own, and gives back what it
 * logs as JSON.
 *
 * @param {string} code
 * @param {string[]} [flags]
 * @param {string} [node] Another version of Node.
 */
export function runNode(code, flags = ["--input-type=module"], node = process.execPath) {
  const { status, stdout, stderr } = spawnSync(node, [...flags, "--eval", code], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}
