/** Which files the arguments name: files, folders of text files, globs. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

/** What a folder is searched for. */
const TEXT_FILE = /\.(txt|text)$/iu;

/**
 * @typedef {object} Input
 * @property {string} path Where it lies; `-` is standard input.
 * @property {string} name What its output is called, without the ending.
 */

/**
 * @param {string[]} given
 * @returns {Input[]} Those that exist, and those that were named and do not.
 */
export function findInputs(given) {
  return (given.length > 0 ? given : ["-"]).flatMap((each) => {
    if (each === "-") return [{ path: "-", name: "stdin" }];
    if (!existsSync(each)) return /[*?]/u.test(each) ? glob(each) : [input(each, basename(each))];
    if (!statSync(each).isDirectory()) return [input(each, basename(each))];
    return walk(each)
      .filter((path) => TEXT_FILE.test(path))
      .map((path) => input(path, relative(each, path)));
  });
}

/**
 * @param {string} path
 * @param {string} name
 */
function input(path, name) {
  return { path, name: name.replace(TEXT_FILE, "") };
}

/**
 * @param {string} pattern
 * @returns {Input[]}
 */
function glob(pattern) {
  const parts = pattern.split("/");
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => /[*?]/u.test(part)),
  );
  const root = fixed.length === 0 ? "." : fixed.join("/") || "/";
  if (!existsSync(root)) return [];
  const wanted = new RegExp(`^${parts.slice(fixed.length).map(partPattern).join("")}$`, "u");
  return walk(root)
    .map((path) => ({ path, below: relative(root, path).split(sep).join("/") }))
    .filter(({ below }) => wanted.test(below))
    .map(({ path, below }) => input(path, below));
}

/**
 * @param {string} part
 * @param {number} at
 * @param {string[]} parts
 */
function partPattern(part, at, parts) {
  const last = at === parts.length - 1;
  if (part === "**") return last ? ".*" : "(?:.*/)?";
  const pattern = part
    .replace(/[.+^${}()|[\]\\]/gu, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  return last ? pattern : `${pattern}/`;
}

/**
 * @param {string} folder
 * @returns {string[]} Its files, in an order that is the same everywhere.
 */
function walk(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
}
