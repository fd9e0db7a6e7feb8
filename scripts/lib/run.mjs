/** Running other programs and saying so. */
import { spawn, spawnSync } from "node:child_process";
import { constants, homedir, setPriority } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Tools that take long to get, kept for all checkouts of this user. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "columnist");

const YIELDING = constants.priority.PRIORITY_BELOW_NORMAL;

/** A fault that is explained by its message alone; a stack would hide it. */
export class Stop extends Error {}

/** @param {string} line */
export function say(line) {
  console.log(`» ${line}`);
}

/**
 * Runs a program to its end and shows what it prints.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {Record<string, string>} [options.env]
 * @param {"now" | "at its end" | "if it fails"} [options.shown] When what it prints is shown: that
 *   of two programs at once would be one muddle.
 * @param {boolean} [options.yields] Whether it leaves the processor to what else runs.
 * @returns {Promise<void>}
 */
export function run(program, args, { cwd = ROOT, env, shown = "now", yields = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: shown === "now" ? "inherit" : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      // npm is a batch file on Windows, which only a shell runs.
      shell: process.platform === "win32" && program === "npm",
    });
    if (yields && child.pid !== undefined) setPriority(child.pid, YIELDING);
    /** @type {Buffer[]} */
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (/** @type {Buffer} */ piece) => printed.push(piece));
    }
    child.on("error", (error) => reject(new Stop(`${program} cannot be run: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code !== 0 || shown === "at its end") process.stdout.write(Buffer.concat(printed));
      if (code === 0) resolve();
      else reject(new Stop(`${program} ${args.join(" ")} ended with ${signal ?? code}`));
    });
  });
}

/**
 * What a program prints, or undefined where it is absent or fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] Beside what there is.
 */
export function output(program, args, env) {
  const { status, stdout } = spawnSync(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Runs a script's main function, and turns a {@link Stop} into a plain line.
 *
 * @param {() => Promise<void>} main
 */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Stop ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
