/** Which files the arguments name: files, folders of text files, globs. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

/** What a folder is searched for. */
const TEXT_FILE = /\.(txt|text)$/iu;

/** What stands for other characters: `*`, `?`, `[a-z]`, `{one,two}`. */
const MAGIC = /[*?]|\[.+\]|\{.*,.*\}/u;

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
    if (!existsSync(each)) return MAGIC.test(each) ? glob(each) : [input(each, basename(each))];
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
  // What stands before the first sign; a brace may hold slashes.
  const plain = pattern.slice(0, pattern.search(/[*?[{]/u));
  const root = plain.slice(0, plain.lastIndexOf("/") + 1);
  if (!existsSync(root || ".")) return [];
  const wanted = braces(pattern.slice(root.length)).map(patternOf);
  return walk(root || ".")
    .map((path) => ({
      path,
      below: relative(root || ".", path)
        .split(sep)
        .join("/"),
    }))
    .filter(({ below }) => wanted.some((each) => each.test(below)))
    .map(({ path, below }) => input(path, below));
}

/**
 * `{a,b}c` is `ac` and `bc`. A brace without a comma stands for itself, as in shells.
 *
 * @param {string} pattern
 * @returns {string[]}
 */
function braces(pattern) {
  const found = pattern.match(/\{([^{}]*,[^{}]*)\}/u);
  if (!found) return [pattern];
  const [whole, choices = ""] = found;
  const at = found.index ?? 0;
  const rest = pattern.slice(at + whole.length);
  return choices.split(",").flatMap((choice) => braces(pattern.slice(0, at) + choice + rest));
}

/** @param {string} pattern */
function patternOf(pattern) {
  return new RegExp(`^${pattern.split("/").map(partPattern).join("")}$`, "u");
}

/**
 * @param {string} part
 * @param {number} at
 * @param {string[]} parts
 */
function partPattern(part, at, parts) {
  const last = at === parts.length - 1;
  if (part === "**") return last ? ".*" : "(?:.*/)?";
  const pattern = part.replace(/\[(!|\^)?(.[^\]]*)\]|[\s\S]/gu, (sign, not, set) => {
    if (set !== undefined) return `[${not ? "^/" : ""}${set.replace(/[\\[\]^&]/gu, "\\$&")}]`;
    if (sign === "*") return "[^/]*";
    if (sign === "?") return "[^/]";
    return /[.+^${}()|[\]\\]/u.test(sign) ? `\\${sign}` : sign;
  });
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
