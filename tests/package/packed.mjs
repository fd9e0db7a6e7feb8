/** The package as a user gets it: packed, and installed in an empty folder. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";

/** The folder in which the package is installed. */
export const folder = mkdtempSync(join(tmpdir(), "columnist-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @type {{ filename: string, files: { path: string }[] }[]} */
const packed = JSON.parse(npm(["pack", "--json", "--pack-destination", folder], ROOT));

/** What the tarball holds. */
export const contents = packed[0]?.files.map(({ path }) => path) ?? [];

writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
npm(["install", "--offline", "--no-audit", "--no-fund", `./${packed[0]?.filename}`], folder);

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/**
 * Runs a module in the folder, in a process of its own, and gives back what it
 * logs as JSON.
 *
 * @param {string} code
 * @param {string[]} [flags]
 */
export function runNode(code, flags = ["--input-type=module"]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, "--eval", code], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}
