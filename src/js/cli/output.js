/** What is written: to standard output at its reader's pace, to files whole or not at all. */
import { once } from "node:events";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * @param {NodeJS.WritableStream} stream
 * @param {string} text
 */
export async function write(stream, text) {
  if (!stream.write(text)) await once(stream, "drain");
}

/**
 * Writes beside the place and renames: who looks there finds the whole file or none.
 *
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
