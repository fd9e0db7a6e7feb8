/** What the package says of itself: its entries, their types, what they weigh. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { ROOT } from "../../scripts/lib/run.mjs";
import { folder, INSTALLED, tarball } from "./packed.mjs";

const MANIFEST = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8"));

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: INSTALLED, pack: false, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, MANIFEST)),
    [],
  );
});

test("arethetypeswrong finds nothing, in any way of resolving modules", () => {
  const attw = join(ROOT, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  const { status, stdout } = spawnSync(
    process.execPath,
    [attw, tarball, "--no-color", "--no-emoji", "--format", "ascii"],
    { cwd: folder, encoding: "utf8" },
  );
  assert.equal(status, 0, stdout);
  assert.match(stdout, /No problems found/u);
});

test("every file that the manifest names is there", () => {
  /** @param {unknown} value @returns {string[]} */
  const paths = (value) =>
    typeof value === "string"
      ? [value]
      : Object.values(/** @type {object} */ (value)).flatMap((each) => paths(each));
  const named = paths([MANIFEST.exports, MANIFEST.main, MANIFEST.types, MANIFEST.typesVersions]);
  assert.ok(named.length > 20);
  for (const path of named) assert.ok(existsSync(join(INSTALLED, path)), path);
});

/**
 * The most that each entry may weigh, in bytes: as the browser loads it from
 * the package, with all that it imports, but for the module, which is an entry
 * of its own.
 *
 * @type {Record<string, { raw: number, brotli: number }>}
 */
const BUDGETS = JSON.parse(readFileSync(join(ROOT, "tests", "package", "sizes.json"), "utf8"));

/** By how much a figure of the README may be off: builds differ a little from machine to machine. */
const TOLERANCE = 0.03;

/** @param {string} entry */
async function weigh(entry) {
  const target = MANIFEST.exports[entry.replace(/^columnist/u, ".")].default.default;
  const { metafile } = await build({
    absWorkingDir: INSTALLED,
    entryPoints: [target],
    bundle: true,
    format: "esm",
    loader: { ".wasm": "copy" },
    metafile: true,
    outdir: folder,
    write: false,
  });
  const files = Object.keys(metafile.inputs).map((path) => readFileSync(join(INSTALLED, path)));
  return {
    raw: files.reduce((sum, file) => sum + file.length, 0),
    brotli: files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0),
  };
}

test("every entry keeps to its budget", async () => {
  const entries = Object.keys(MANIFEST.exports)
    .map((path) => path.replace(/^\./u, "columnist"))
    .filter((path) => !/\.json$|\/thread$/u.test(path));
  assert.deepEqual(Object.keys(BUDGETS).sort(), entries.sort());
  for (const [entry, most] of Object.entries(BUDGETS)) {
    const { raw, brotli } = await weigh(entry);
    assert.ok(raw <= most.raw, `${entry} has ${raw} bytes, ${most.raw} are allowed`);
    assert.ok(
      brotli <= most.brotli,
      `${entry} has ${brotli} bytes with Brotli, ${most.brotli} are allowed`,
    );
    // A budget far above what is there holds nothing.
    assert.ok(raw * 1.25 > most.raw && brotli * 1.25 > most.brotli, `${entry}: ${raw}, ${brotli}`);
  }
});

test("the README's table of entries tells what they weigh", async () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const rows = [
    ...readme.matchAll(/^\| `(columnist[^`]*)` \|.*\| ([\d.]+) KB \| ([\d.]+) KB \|$/gmu),
  ];
  assert.deepEqual(
    rows.map(([, entry]) => entry),
    Object.keys(BUDGETS),
  );
  for (const [, entry, raw, brotli] of rows) {
    const found = await weigh(String(entry));
    const near = (/** @type {unknown} */ said, /** @type {number} */ bytes) =>
      Math.abs(Number(said) * 1000 - bytes) <= Math.max(bytes * TOLERANCE, 500);
    const message = `${entry} has ${found.raw} bytes, ${found.brotli} with Brotli`;
    assert.ok(near(raw, found.raw) && near(brotli, found.brotli), message);
  }
});

/** Every type of the package, as a strict program uses it. */
const CONSUMER = `
  import { ColumnistError, explain, init, reconstruct, render } from "columnist";
  import type { Article, ErrorCode, InitSource, Options, Page, Span } from "columnist";
  import * as inline from "columnist/inline";
  import { ColumnistError as SameError, createWorker } from "columnist/worker";
  import type { ColumnistWorker, JobOptions, Progress, WorkerOptions } from "columnist/worker";
  import source from "columnist/columnist.wasm";

  export async function main(text: string): Promise<string | ErrorCode> {
    const options: Options = { spacing: "spaced", repairs: { shadow: false } };
    try {
      await init(new URL("https://example.org/columnist.wasm"));
      await init(source satisfies InitSource);
      await inline.init();
      const page: Page = reconstruct(text, options);
      const first: Article | undefined = page.articles[0];
      const span: Span | undefined = first?.headline?.spans[0];
      console.log(span && text.slice(...span), explain(text).millis);
      return inline.render(page, "markdown");
    } catch (error) {
      if (error instanceof ColumnistError || error instanceof SameError) return error.code;
      throw error;
    }
  }

  export async function inAWorker(text: string, signal: AbortSignal): Promise<string> {
    const chosen: WorkerOptions = {
      worker: () => new Worker("thread.js", { type: "module" }),
      source: "/columnist_bg.wasm",
      newestFirst: true,
      memoryLimit: 64 * 1024 * 1024,
    };
    const worker: ColumnistWorker = createWorker(chosen);
    const onProgress = (progress: Progress): void => {
      if (progress.stage === "waiting") console.log(progress.ahead);
      else if (progress.stage === "reading") console.log(progress.attempt);
      else console.log(progress.millis, progress.memory);
    };
    const job: JobOptions = { signal, onProgress };
    const page: Page = await worker.reconstruct(text, {}, job);
    const written: string = await worker.render(page, "html");
    await worker.close();
    worker.terminate();
    return worker.thread === "worker" ? written : "";
  }

  // @ts-expect-error an unknown option
  reconstruct("", { spacin: "closed" });
  // @ts-expect-error an unknown format
  render(reconstruct(""), "pdf");
  // @ts-expect-error an unknown option of the worker
  createWorker({ newest: true });
  // @ts-expect-error it gives a promise
  createWorker().reconstruct("").articles;
`;

/** @param {(string | undefined)[]} args */
function check(...args) {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, "--ignoreConfig", "--noEmit", "--target", "es2022", ...strict, ...args.map(String)],
    { cwd: folder, encoding: "utf8" },
  );
  assert.equal(status, 0, stdout);
}

for (const [name, module, resolution] of [
  ["consumer.ts", "esnext", "bundler"],
  ["consumer.mts", "node16", "node16"],
  ["consumer.cts", "node16", "node16"],
  ["consumer.mts", "nodenext", "nodenext"],
  ["consumer.cts", "nodenext", "nodenext"],
]) {
  test(`types for a strict ${name} with ${resolution}`, () => {
    writeFileSync(join(folder, String(name)), CONSUMER);
    const options = ["--module", module, "--moduleResolution", resolution];
    check(...options, "--lib", "es2022,dom", "--esModuleInterop", name);
  });
}

test("types for a strict program that knows Node and no browser", () => {
  writeFileSync(
    join(folder, "server.mts"),
    `
    import { Worker } from "node:worker_threads";
    import { init, reconstruct } from "columnist";
    import { createWorker } from "columnist/worker";

    await init("./columnist_bg.wasm");
    console.log(reconstruct("").articles.length);
    const worker = createWorker({ worker: () => new Worker("thread.js"), source: "./a.wasm" });
    await worker.reconstruct("", {}, { signal: AbortSignal.timeout(1000) });
    `,
  );
  const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules", "@types")];
  check("--module", "node16", "--lib", "es2022", ...types, "server.mts");
});
