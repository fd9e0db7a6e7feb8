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

/**
 * The packages of a folder's lock file, at its versions.
 *
 * @param {string} [folder]
 */
export async function ensureNodeModules(folder = ".") {
  const wanted = readLock(join(folder, "package-lock.json"));
  const present = readLock(join(folder, "node_modules/.package-lock.json"));
  const stale = Object.entries(wanted).some(
    ([path, { version, optional }]) => path && !optional && present[path]?.version !== version,
  );
  if (!stale) return;
  const user = folder === "." ? "building and testing use" : `${folder} uses`;
  say(`installing the npm packages that ${user}`);
  await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: join(ROOT, folder) });
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

/** What the recipes of docs/archives.md run with, and the Debian packages that have it. */
const RECIPES = [
  { program: "parallel", args: ["--version"], packages: ["parallel"] },
  { program: "java", args: ["-version"], packages: ["default-jre-headless"] },
  { program: "python3", args: ["-m", "ensurepip", "--version"], packages: ["python3-venv"] },
  { program: "script", args: ["--version"], packages: ["bsdutils"] },
];

/** Their tests skip what is not there: the machine gets it where it can, else it is said. */
export async function ensureRecipes() {
  const missing = () => RECIPES.filter(({ program, args }) => output(program, args) === undefined);
  const packages = missing().flatMap((each) => each.packages);
  if (packages.length === 0) return;
  await installed(packages, "the tests of the command line").catch(() => {});
  for (const { program } of missing()) say(`NOT TESTED: what needs ${program}, which is missing`);
}

/** @param {string[]} names */
function find(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/bin");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/**
 * @param {string[]} packages
 * @param {string} [user]
 * @returns {Promise<boolean>} whether Debian's installer could be asked at all
 */
async function installed(packages, user = "the browser tests") {
  if (!output("apt-get", ["--version"]) || process.getuid?.() !== 0) return false;
  say(`installing ${packages.join(" and ")} for ${user}; this takes a minute`);
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
