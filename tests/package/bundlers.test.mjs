/** The package in what bundlers make of a program, each run in Chromium under a strict policy. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { open } from "../browser/chromium.mjs";
import { JOINED, STORY } from "../story.mjs";
import { folder } from "./packed.mjs";
import { pageOf, serve } from "./server.mjs";

/** A program that uses all entries which a page would. */
const PROGRAM = `
  import { init, reconstruct, render } from "columnist";
  import { createWorker } from "columnist/worker";

  const story = ${JSON.stringify(STORY)};

  export async function main(source, options) {
    await init(source);
    const worker = createWorker(options);
    const there = await worker.render(await worker.reconstruct(story));
    return { here: render(reconstruct(story)), there, thread: worker.thread };
  }
`;

const APP = join(folder, "app");
mkdirSync(APP);
writeFileSync(join(APP, "program.js"), PROGRAM);
writeFileSync(
  join(APP, "main.js"),
  `import { main } from "./program.js";\nglobalThis.outcome = main();\n`,
);
writeFileSync(join(APP, "index.html"), pageOf("./main.js"));

/**
 * Opens what was built, and looks whether it did its work and was silent.
 *
 * @param {string} url
 */
async function check(url) {
  // What Vite's own server says of its connection is none of the package's.
  const { context, page } = await open(url, { expected: /^debug: \[vite\]/ });
  await page.waitForFunction("globalThis.outcome");
  const { here, there, thread } = await page.evaluate(
    () => /** @type {any} */ (globalThis).outcome,
  );
  assert.ok(here.includes(JOINED));
  assert.ok(there.includes(JOINED));
  assert.equal(thread, "worker");
  await context.close();
}

/** @param {string} name */
function outputFolder(name) {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

const VITE = /** @type {const} */ ({ root: APP, configFile: false, logLevel: "error" });

test("Vite's server", async () => {
  const server = await vite.createServer({
    ...VITE,
    cacheDir: join(folder, ".vite"),
    server: { host: "localhost", port: 0 },
  });
  after(() => server.close());
  await server.listen();
  await check(String(server.resolvedUrls?.local[0]));
});

test("Vite's build", async () => {
  const outDir = outputFolder("vite");
  await vite.build({ ...VITE, build: { outDir } });
  const wasm = readdirSync(join(outDir, "assets")).filter((name) => name.endsWith(".wasm"));
  assert.equal(wasm.length, 1);
  await check(await serve(outDir));
});

test("webpack", async () => {
  const path = outputFolder("webpack");
  const stats = await new Promise((resolve, reject) => {
    webpack(
      {
        mode: "production",
        context: APP,
        entry: "./main.js",
        output: { path, publicPath: "auto" },
        performance: false,
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
  });
  assert.deepEqual(stats.toJson().errors, []);
  assert.deepEqual(stats.toJson().warnings, []);
  assert.equal(readdirSync(path).filter((name) => name.endsWith(".wasm")).length, 1);
  writeFileSync(join(path, "index.html"), pageOf("main.js"));
  await check(await serve(path));
});

test("esbuild, which is told where the module and the worker's script are", async () => {
  const outdir = outputFolder("esbuild");
  writeFileSync(
    join(APP, "told.js"),
    `
    import { main } from "./program.js";
    import source from "columnist/columnist.wasm";
    const worker = () => new Worker("thread.js", { type: "module" });
    globalThis.outcome = main(source, { source, worker });
  `,
  );
  const { warnings } = await esbuild.build({
    absWorkingDir: APP,
    entryPoints: { main: "./told.js", thread: "columnist/worker/thread" },
    bundle: true,
    minify: true,
    format: "esm",
    loader: { ".wasm": "file" },
    outdir,
    logLevel: "silent",
  });
  assert.deepEqual(warnings, []);
  writeFileSync(join(outdir, "index.html"), pageOf("main.js"));
  await check(await serve(outdir));
});

test("esbuild, into a single file", async () => {
  const text = await bundle(`
    import { init, reconstruct, render } from "columnist/inline";
    globalThis.outcome = init().then(() => {
      const text = render(reconstruct(${JSON.stringify(STORY)}));
      return { here: text, there: text, thread: "worker" };
    });
  `);
  const path = outputFolder("single");
  writeFileSync(join(path, "main.js"), text);
  writeFileSync(join(path, "index.html"), pageOf("main.js"));
  await check(
    await serve(path, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:"),
  );
});

/**
 * A program as esbuild bundles it for browsers.
 *
 * @param {string} contents
 */
async function bundle(contents) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: APP },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logLevel: "silent",
  });
  return String(outputFiles[0]?.text);
}

test("a bundle holds what it uses and nothing else", async () => {
  const all = await bundle(`export * from "columnist";`);
  const one = await bundle(`export { init, reconstruct } from "columnist";`);
  const none = await bundle(
    `import "columnist"; import "columnist/worker"; import "columnist/inline";`,
  );
  // What the face says where it is called too soon names the function.
  assert.match(all, /"render"/);
  assert.doesNotMatch(one, /render/);
  assert.doesNotMatch(one, /"explain"/);
  assert.match(one, /"reconstruct"/);
  assert.ok(one.length < all.length);
  assert.equal(none.trim(), "");
});

test("a program for Node that calls require() gets the module along", async () => {
  const path = outputFolder("node");
  writeFileSync(
    join(APP, "required.cjs"),
    `
    const { init, reconstruct, render } = require("columnist/inline");
    init().then(() => console.log(render(reconstruct(${JSON.stringify(STORY)}))));
  `,
  );
  const outfile = join(path, "required.cjs");
  await esbuild.build({
    absWorkingDir: APP,
    entryPoints: ["./required.cjs"],
    bundle: true,
    platform: "node",
    outfile,
    logLevel: "silent",
  });
  assert.ok(readFileSync(outfile, "utf8").length > 400_000);
});
