/**
 * `npm run bench`: one table of times, all in one run and on the same page: our first call and
 * a warm one, what people run on such text today, and the floor, which is what a script does
 * at least.
 *
 * A time is the least of many, because everything else a machine does only adds to it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { ROOT, script } from "./lib/run.mjs";

/** As many bytes as a page of a newspaper has. */
const PAGE_BYTES = 13_000;

/** How long each is measured, in milliseconds. */
const MEASURED = 2000;

/** What is made for CommonJS alone. */
const load = createRequire(import.meta.url);

/** Invented pages up to the length of one. */
function page() {
  const folder = join(ROOT, "tests", "fixtures", "pages");
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  let text = names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n\n");
  while (Buffer.byteLength(text) > PAGE_BYTES) text = text.slice(0, -1);
  return text;
}

/** @param {() => unknown} work */
function least(work) {
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + MEASURED;
  while (performance.now() < end) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Its module is made for bundlers, which put the two halves together. */
async function autocorrect() {
  const folder = join(ROOT, "node_modules", "@huacnlee", "autocorrect");
  const glue = await import(pathToFileURL(join(folder, "autocorrect_bg.js")).href);
  const bytes = readFileSync(join(folder, "autocorrect_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./autocorrect_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  /** @type {any} */ (instance.exports).__wbindgen_start?.();
  return glue;
}

export async function bench() {
  await build();
  const text = page();
  const start = performance.now();
  const { init, reconstruct } = await import(pathToFileURL(join(ROOT, "dist", "node.js")).href);
  await init();
  const ready = performance.now();
  reconstruct(text);
  const first = performance.now() - ready;
  const warm = least(() => reconstruct(text));
  const jieba = load("jieba-wasm");
  jieba.cut(text, true);
  const cut = least(() => jieba.cut(text, true));
  const { formatFor } = await autocorrect();
  formatFor(text, "text");
  const corrected = least(() => formatFor(text, "text"));
  const floor = least(() =>
    text
      .normalize("NFKC")
      .split("\n")
      .map((line) => line.trim())
      .join("")
      .split("。"),
  );
  console.log(
    `${cpus()[0]?.model}, Node ${process.versions.node}, ${Buffer.byteLength(text)} bytes\n`,
  );
  /** @type {[string, number][]} */
  const rows = [
    ["columnist, loading and init()", ready - start],
    ["columnist reconstruct(), first call", first],
    ["columnist reconstruct(), warm", warm],
    ["jieba-wasm cut(), warm", cut],
    ["@huacnlee/autocorrect formatFor(), warm", corrected],
    ["NFKC, split and join in JavaScript", floor],
  ];
  console.log("| what | ms | of our warm call |\n|---|--:|--:|");
  for (const [name, time] of rows) {
    console.log(`| ${name} | ${time.toFixed(2)} | ${(time / warm).toFixed(2)} |`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(bench);
}
