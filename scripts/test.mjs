/**
 * `npm test`: sets up what is missing, then checks everything.
 *
 * `npm test -- rust` runs one group only: `style`, `rust`, `package`, `cli`, `browser`.
 *
 * Most groups use one core most of the time, and `rust` compiles for minutes where nothing is built
 * yet: it runs beside those before `browser`, and what it prints is shown when it ends. They
 * measure a few times, so it leaves the processor to them. `browser` uses all cores and measures
 * many: it runs by itself, at the end.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { pack } from "./lib/pack.mjs";
import { ROOT, run, Stop, say, script } from "./lib/run.mjs";
import {
  ensureChromium,
  ensureFirefox,
  ensureNodeModules,
  ensureRecipes,
  ensureRust,
  installEarly,
} from "./lib/setup.mjs";
import { buildSite } from "./lib/site.mjs";
import { checkOldest, ensureOldest } from "./msrv.mjs";
import { makeReference } from "./reference.mjs";
import { compareIfPossible } from "./semver.mjs";
import { checkSupply } from "./supply.mjs";

const DENIED = ["--", "-D", "warnings"];
const DOCUMENTED = ["--features", "schema,serde"];
const CLIPPY = ["clippy", "--locked", "--workspace", "--all-targets", "--all-features"];

/** The generator of the glue has no tests of its own, and would be built anew beside the others. */
const TESTED = ["--locked", "--workspace", "--exclude", "columnist-bindgen"];

/** @type {Record<string, () => Promise<void>>} */
const GROUPS = {
  async style() {
    say("checking the formatting of the Rust code");
    await run("cargo", ["fmt", "--all", "--check"]);
    say("checking the JavaScript: style, then types");
    await nodeTool("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."]);
    await build();
    await nodeTool("typescript/bin/tsc", ["--project", "."]);
    say("making the reference of the types");
    await makeReference();
  },
  async rust() {
    // Arrives while there is something to compile; what goes wrong is told where it is needed.
    ensureOldest().catch(() => {});
    await checkSupply();
    // First what is compiled into folders of its own: the module's glue is built in cargo's now.
    await compareIfPossible();
    await checkOldest();
    say("checking the Rust code with clippy");
    await run("cargo", [...CLIPPY, ...DENIED]);
    // As its users get it, without the features that the tests ask for.
    await run("cargo", ["clippy", "--locked", "--package", "columnist", "--lib", ...DENIED]);
    say("checking the documentation of the crate");
    await run("cargo", ["doc", "--locked", "--package", "columnist", "--no-deps", ...DOCUMENTED], {
      env: { RUSTDOCFLAGS: "-D warnings" },
    });
    say("running the Rust tests");
    await run("cargo", ["test", ...TESTED]);
  },
  async package() {
    await build();
    await withPacked(() => nodeTests("tests/package"));
  },
  async cli() {
    await build();
    await ensureRecipes();
    await withPacked(() => nodeTests("tests/cli"));
  },
  async browser() {
    await build();
    await buildSite();
    process.env.FIREFOX = await ensureFirefox();
    await nodeTests("tests/browser");
  },
};

/** What of Debian's they ask for. */
const ASKED = /** @type {const} */ ({
  package: ["chromium"],
  cli: ["chromium", "recipes"],
  browser: ["chromium", "firefox"],
});

await script(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in GROUPS));
  if (unknown !== undefined) {
    throw new Stop(`there is no group ${unknown}: ${Object.keys(GROUPS).join(", ")}`);
  }
  await ensureRust();
  await ensureNodeModules();
  const chosen = Object.keys(GROUPS).filter((name) => !wanted.length || wanted.includes(name));
  const asked = Object.entries(ASKED).flatMap(([name, what]) =>
    chosen.includes(name) ? what : [],
  );
  installEarly([...new Set(asked)]);
  const before = chosen.filter((name) => name !== "rust" && name !== "browser");
  if (before.length > 0 && chosen.includes("rust")) await beside("rust", before);
  else await inTurn(chosen.filter((name) => name !== "browser"));
  await inTurn(chosen.filter((name) => name === "browser"));
  say(wanted.length === 0 ? "all is well" : `all is well with ${chosen.join(", ")}`);
});

/** @param {string[]} names */
async function inTurn(names) {
  for (const name of names) {
    const start = performance.now();
    await GROUPS[name]?.();
    say(`${name}: ${spoken(performance.now() - start)}`);
  }
}

/**
 * Runs a group in a process of its own beside others. A fault of one side is told at once, and the
 * other goes on: it may have more to tell.
 *
 * @param {string} name
 * @param {string[]} others
 */
async function beside(name, others) {
  say(`${name} runs beside ${others.join(", ")}; what it prints is shown when it ends`);
  const own = [join(ROOT, "scripts", "test.mjs"), name];
  const sides = {
    [name]: run(process.execPath, own, { shown: "at its end", yields: true }),
    [others.join(", ")]: inTurn(others),
  };
  let failed = false;
  const told = Object.entries(sides).map(async ([side, done]) => {
    await done.catch((error) => {
      failed = true;
      say(`${side} FAILED: ${error instanceof Stop ? error.message : error.stack}`);
    });
  });
  await Promise.all(told);
  if (failed) throw new Stop("not all is well: what failed is told above");
}

/** @param {number} ms */
function spoken(ms) {
  const seconds = Math.round(ms / 1000);
  return `${seconds < 60 ? "" : `${Math.floor(seconds / 60)} min `}${seconds % 60} s`;
}

/** @param {string} folder */
async function nodeTests(folder) {
  process.env.CHROMIUM = await ensureChromium();
  say(`running the tests in ${folder}`);
  const files = readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(ROOT, folder, name));
  await run(process.execPath, ["--test", "--test-concurrency=1", ...files]);
}

/**
 * Packs the package once for all files of tests, which ask the environment for it.
 *
 * @param {() => Promise<void>} tests
 */
async function withPacked(tests) {
  const folder = mkdtempSync(join(tmpdir(), "columnist-packed-"));
  try {
    process.env.PACKED = JSON.stringify(pack(folder));
    await tests();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @param {string[]} args
 */
function nodeTool(path, args) {
  return run(process.execPath, [join(ROOT, "node_modules", path), ...args]);
}
