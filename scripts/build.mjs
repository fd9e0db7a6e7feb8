/**
 * `npm run build`: builds the npm package into `dist` and the web page into `site`.
 *
 * What is built is kept with a hash of what it was built from, so that a
 * second run has nothing to do.
 */
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { writeCommonJs, writeInline } from "./lib/faces.mjs";
import { output, ROOT, run, Stop, say, script } from "./lib/run.mjs";
import { ensureNodeModules, ensureRust } from "./lib/setup.mjs";
import { buildSite } from "./lib/site.mjs";

const DIST = join(ROOT, "dist");
const WASM = join(DIST, "columnist_bg.wasm");
const STAMP = join(ROOT, "target", "columnist-package.json");
const TARGET = "wasm32-unknown-unknown";
const MOST_BROTLI_BYTES = 260_000;

/** What the module and its glue are made from. */
const SOURCES = ["Cargo.toml", "Cargo.lock", "src", "tools/bindgen", "scripts/build.mjs"];

/**
 * @param {object} [options]
 * @param {boolean} [options.optimise] Run wasm-opt, which makes the module a
 *   little smaller and faster and takes half a minute. A module that has been
 *   optimised serves everyone.
 */
export async function build({ optimise = true } = {}) {
  await ensureRust();
  const hash = hashSources();
  const stamp = readStamp();
  if (stamp?.hash !== hash || (optimise && !stamp.optimised) || !existsSync(WASM)) {
    await buildModule(optimise);
    writeFileSync(STAMP, JSON.stringify({ hash, optimised: optimise }));
  }
  await writeFaces();
  if (optimise) check();
}

/** @param {boolean} optimise */
async function buildModule(optimise) {
  say("building the wasm module; the first time takes a minute or two");
  await run("cargo", [
    ...["build", "--locked", "--release", "--lib", "--package", "columnist"],
    ...["--features", "wasm", "--target", TARGET],
    // Small before fast: engines have less to fetch and to compile before the first page is
    // read. Against level "s" level "z" with this threshold is 10 KB less of download, and a
    // warm call is about a sixth slower; a threshold of 50 would give both back.
    ...["--config", 'profile.release.opt-level="z"'],
    ...["--config", `target.${TARGET}.rustflags=["-C", "llvm-args=-inline-threshold=10"]`],
  ]);
  say("writing its JavaScript glue");
  await run("cargo", ["build", "--locked", "--package", "columnist-bindgen"]);
  rmSync(DIST, { recursive: true, force: true });
  const target = targetFolder();
  await run(join(target, "debug", "columnist-bindgen"), [
    join(target, TARGET, "release", "columnist.wasm"),
    DIST,
  ]);
  rmSync(join(DIST, "columnist_bg.wasm.d.ts"));
  if (!optimise) return;
  await ensureNodeModules();
  say("optimising the module");
  await run(process.execPath, [
    join(ROOT, "node_modules", "binaryen", "bin", "wasm-opt"),
    // Functions of one caller stay by themselves: smaller, no slower, and sooner compiled.
    // The lowest addresses are the far end of the stack, which nothing reads or writes.
    ...["--low-memory-unused", "-O3", "--converge", "--one-caller-inline-max-function-size=20"],
    ...[WASM, "-o", WASM],
  ]);
}

function targetFolder() {
  const metadata = output("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"]);
  return JSON.parse(metadata ?? "{}").target_directory ?? join(ROOT, "target");
}

/**
 * The hand-written faces are copied every time: it costs next to nothing. Files of earlier ones
 * that are no longer there do not stay.
 */
async function writeFaces() {
  mkdirSync(DIST, { recursive: true });
  for (const name of readdirSync(DIST)) {
    if (!name.startsWith("columnist")) rmSync(join(DIST, name), { recursive: true });
  }
  cpSync(join(ROOT, "src", "js"), DIST, { recursive: true });
  writeInline(DIST);
  await ensureNodeModules();
  await writeCommonJs(DIST);
}

function check() {
  const raw = readFileSync(WASM);
  if (!WebAssembly.validate(raw)) throw new Stop("the wasm module that was built is not valid");
  const packed = brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  }).length;
  const figure = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  say(`the wasm module has ${figure(raw.length)}, ${figure(packed)} with Brotli`);
  if (packed > MOST_BROTLI_BYTES) {
    throw new Stop(`that is over the limit of ${figure(MOST_BROTLI_BYTES)} with Brotli`);
  }
}

function hashSources() {
  const hash = createHash("sha256").update(output("rustc", ["-vV"]) ?? "");
  for (const path of SOURCES.flatMap((source) => files(join(ROOT, source))).sort()) {
    hash.update(`\0${relative(ROOT, path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function files(path) {
  if (path === join(ROOT, "src", "js")) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => files(join(path, name)));
}

/** @returns {{ hash: string, optimised: boolean } | undefined} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, "utf8"));
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(async () => {
    await build();
    say("the package stands in dist");
    await buildSite();
    say("the page stands in site");
  });
}
