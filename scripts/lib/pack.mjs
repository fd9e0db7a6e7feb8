/** The package as `npm pack` makes it. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./run.mjs";

/**
 * @param {string} folder Where the tarball goes.
 * @returns {{ tarball: string, files: string[] }}
 */
export function pack(folder) {
  const said = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  /** @type {[{ filename: string, files: { path: string }[] }]} */
  const [{ filename, files }] = JSON.parse(said);
  return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
}
