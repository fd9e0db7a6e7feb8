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

/** What the recipes of docs/archives.md run with, and the Debian packages that have it. */
const RECIPES = [
  { program: "parallel", args: ["--version"], packages: ["parallel"] },
  { program: "java", args: ["-version"], packages: ["default-jre-headless"] },
  { program: "python3", args: ["-m", "ensurepip", "--version"], packages: ["python3-venv"] },
  { program: "script", args: ["--version"], packages: ["bsdutils"] },
];

/** The Debian packages that are missing here, for each that asks for them. */
const MISSING = {
  /** Chinese letters are for it to draw. */
  chromium: () => [
    ...(findChromium() ? [] : ["chromium"]),
    ...(output("fc-list", [":lang=zh"]) ? [] : ["fonts-noto-cjk"]),
  ],
  firefox: () => (findFirefox() ? [] : ["firefox-esr"]),
  recipes: () => missingRecipes().flatMap(({ packages }) => packages),
};

/** What is being installed already: Debian's installer does one thing at a time. */
let early = Promise.resolve();

/**
 * Begins to install what will be asked for below, while other work goes on. What fails is tried
 * again there, and told.
 *
 * @param {(keyof typeof MISSING)[]} wanted
 */
export function installEarly(wanted) {
  const packages = wanted.flatMap((each) => MISSING[each]());
  if (packages.length === 0 || !canInstall()) return;
  say(`installing ${packages.join(", ")} beside what follows`);
  early = install(packages, "if it fails").catch(() => {});
}

/**
 * Chromium and Chinese letters for it to draw.
 *
 * @returns {Promise<string>} the browser's path
 */
export async function ensureChromium() {
  await early;
  const missing = MISSING.chromium();
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
  await early;
  const missing = MISSING.firefox();
  if (missing.length > 0 && !(await installed(missing)) && !findFirefox()) {
    throw new Stop(
      "the browser tests need firefox-esr: install it, or set FIREFOX to a Firefox's path",
    );
  }
  return /** @type {string} */ (findFirefox());
}

export function findFirefox() {
  return process.env.FIREFOX || find(["firefox-esr", "firefox"]);
}

/** Their tests skip what is not there: the machine gets it where it can, else it is said. */
export async function ensureRecipes() {
  await early;
  const missing = MISSING.recipes();
  if (missing.length === 0) return;
  await installed(missing, "the tests of the command line").catch(() => {});
  for (const { program } of missingRecipes()) {
    say(`NOT TESTED: what needs ${program}, which is missing`);
  }
}

function missingRecipes() {
  return RECIPES.filter(({ program, args }) => output(program, args) === undefined);
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
  if (!canInstall()) return false;
  say(`installing ${packages.join(" and ")} for ${user}; this takes a minute`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await install(packages, "now");
      return true;
    } catch (error) {
      if (attempt === 3) throw error;
      say(`that failed; attempt ${attempt + 1} of 3`);
    }
  }
}

function canInstall() {
  return output("apt-get", ["--version"]) !== undefined && process.getuid?.() === 0;
}

/**
 * @param {string[]} packages
 * @param {"now" | "if it fails"} shown
 */
async function install(packages, shown) {
  const options = { env: { DEBIAN_FRONTEND: "noninteractive" }, shown };
  await run("apt-get", ["-q", "update"], options);
  const args = ["-q", "install", "-y", "--no-install-recommends", ...packages];
  await run("apt-get", args, options);
}
