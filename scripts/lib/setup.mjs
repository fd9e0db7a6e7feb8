/** What a fresh machine lacks: each function looks first and acts only then. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { output, ROOT, run, Stop, say } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";

/** Rust with the wasm target. Rust itself is not installed unasked. */
export async function ensureRust() {
  if (!output("cargo", ["--version"])) {
    // A shell that was open while Rust was installed does not know its folder.
    process.env.PATH += delimiter + join(homedir(), ".cargo", "bin");
  }
  if (!output("cargo", ["--version"])) {
    throw new Stop("Rust is missing: install it from https://rustup.rs and run this again");
  }
  for (let attempt = 1; !hasTarget(); attempt += 1) {
    if (!output("rustup", ["--version"])) {
      throw new Stop(`Rust's target ${TARGET} is missing and there is no rustup to add it with`);
    }
    if (attempt > 3) {
      throw new Stop(
        `Rust's target ${TARGET} could not be added: check the network, then run "rustup target add ${TARGET}"`,
      );
    }
    say(`adding Rust's target ${TARGET}${attempt > 1 ? `, attempt ${attempt} of 3` : ""}`);
    await run("rustup", ["target", "add", TARGET]).catch(() => {});
  }
}

function hasTarget() {
  const folder = output("rustc", ["--print", "target-libdir", "--target", TARGET]);
  return folder !== undefined && existsSync(folder);
}

/** The packages of the lock file, at its versions. */
export async function ensureNodeModules() {
  const wanted = readLock("package-lock.json");
  const present = readLock("node_modules/.package-lock.json");
  const stale = Object.entries(wanted).some(
    ([path, { version, optional }]) => path && !optional && present[path]?.version !== version,
  );
  if (!stale) return;
  say("installing the npm packages that building and testing use");
  await run("npm", ["ci", "--no-audit", "--no-fund"]);
}

/**
 * @param {string} path
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), "utf8")).packages;
  } catch {
    return {};
  }
}

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Chromium and Chinese letters for it to draw.
 *
 * @returns {Promise<string>} the browser's path
 */
export async function ensureChromium() {
  const missing = [];
  if (!findChromium()) missing.push("chromium");
  if (!output("fc-list", [":lang=zh"])) missing.push("fonts-noto-cjk");
  if (missing.length > 0 && !(await installed(missing)) && !findChromium()) {
    throw new Stop(
      `the browser tests need ${missing.join(" and ")}: install them, or set CHROMIUM to a Chromium's path`,
    );
  }
  return /** @type {string} */ (findChromium());
}

export function findChromium() {
  return process.env.CHROMIUM || find(BROWSERS);
}

/**
 * Firefox, which the tests drive besides.
 *
 * @returns {Promise<string>} the browser's path
 */
export async function ensureFirefox() {
  if (!findFirefox() && !(await installed(["firefox-esr"])) && !findFirefox()) {
    throw new Stop(
      "the browser tests need firefox-esr: install it, or set FIREFOX to a Firefox's path",
    );
  }
  return /** @type {string} */ (findFirefox());
}

export function findFirefox() {
  return process.env.FIREFOX || find(["firefox-esr", "firefox"]);
}

/** @param {string[]} names */
function find(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/bin");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/**
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether Debian's installer could be asked at all
 */
async function installed(packages) {
  if (!output("apt-get", ["--version"]) || process.getuid?.() !== 0) return false;
  say(`installing ${packages.join(" and ")} for the browser tests; this takes a minute`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = ["-q", "install", "-y", "--no-install-recommends", ...packages];
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run("apt-get", ["-q", "update"], { env });
      await run("apt-get", install, { env });
      return true;
    } catch (error) {
      if (attempt === 3) throw error;
      say(`that failed; attempt ${attempt + 1} of 3`);
    }
  }
}
