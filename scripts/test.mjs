/**
 * `npm test`: sets up what is missing, then checks everything.
 *
 * `npm test -- rust` runs one group only: `style`, `rust`, `package`, `cli`, `browser`.
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
} from "./lib/setup.mjs";
import { buildSite } from "./lib/site.mjs";
import { checkOldest } from "./msrv.mjs";
import { makeReference } from "./reference.mjs";
import { compareIfPossible } from "./semver.mjs";
import { checkSupply } from "./supply.mjs";

const DENIED = ["--", "-D", "warnings"];
const DOCUMENTED = ["--features", "schema,serde"];
const CLIPPY = ["clippy", "--locked", "--workspace", "--all-targets", "--all-features"];

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
    say("checking the Rust code with clippy");
    await run("cargo", [...CLIPPY, ...DENIED]);
    // As its users get it, without the features that the tests ask for.
    await run("cargo", ["clippy", "--locked", "--package", "columnist", "--lib", ...DENIED]);
    say("checking the documentation of the crate");
    await run("cargo", ["doc", "--locked", "--package", "columnist", "--no-deps", ...DOCUMENTED], {
      env: { RUSTDOCFLAGS: "-D warnings" },
    });
    await checkSupply();
    await checkOldest();
    await compareIfPossible();
    say("running the Rust tests");
    await run("cargo", ["test", "--locked", "--workspace"]);
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

await script(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in GROUPS));
  if (unknown !== undefined) {
    throw new Stop(`there is no group ${unknown}: ${Object.keys(GROUPS).join(", ")}`);
  }
  await ensureRust();
  await ensureNodeModules();
  for (const [name, check] of Object.entries(GROUPS)) {
    if (wanted.length === 0 || wanted.includes(name)) await check();
  }
  say("all is well");
});

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
