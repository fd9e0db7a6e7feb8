/** Running other programs and saying so. */
import { spawn, spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Tools that take long to get, kept for all checkouts of this user. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "columnist");

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
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<void>}
 */
export function run(program, args, { cwd = ROOT, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: "inherit",
      env: { ...process.env, ...env },
      // npm is a batch file on Windows, which only a shell runs.
      shell: process.platform === "win32" && program === "npm",
    });
    child.on("error", (error) => reject(new Stop(`${program} cannot be run: ${error.message}`)));
    child.on("exit", (code, signal) => {
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
 */
export function output(program, args) {
  const { status, stdout } = spawnSync(program, args, {
    cwd: ROOT,
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
