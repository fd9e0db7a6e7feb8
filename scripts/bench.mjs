/**
 * `npm run bench`: one table of times, all in one run and on the same page: our first call and
 * a warm one in Node and in Chromium, what people run on such text today, the floor, which is
 * what a script does at least, and the core natively, whole and by stage (`benches/core.rs`).
 *
 * A time is the least of many, because everything else a machine does only adds to it; those of
 * the core are medians.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "./build.mjs";
import { output, ROOT, run, Stop, script } from "./lib/run.mjs";
import { ensureChromium } from "./lib/setup.mjs";

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

/**
 * The package in Chromium, from a server beside it: `init()` and the first call of a page that
 * was opened once before, so that the module lies in the cache, then a warm one.
 *
 * @param {string} text
 * @returns {Promise<[string, number][]>}
 */
async function inChromium(text) {
  const server = createServer((request, response) => {
    const file = join(ROOT, "dist", new URL(request.url ?? "/", "http://localhost").pathname);
    const script = file.endsWith(".js");
    const kind = script ? "text/javascript" : "application/wasm";
    const known = (script || file.endsWith(".wasm")) && existsSync(file);
    response.setHeader("content-type", known ? kind : "text/html");
    response.setHeader("cache-control", "max-age=3600");
    response.end(known ? readFileSync(file) : "<!doctype html>");
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const context = await browser.newContext();
  /** @param {number} measured */
  const once = async (measured) => {
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/`);
    const times = await page.evaluate(
      async ({ text, measured }) => {
        const start = performance.now();
        const { init, reconstruct } = await import(/** @type {any} */ ("/browser.js"));
        await init();
        const ready = performance.now();
        reconstruct(text);
        const first = performance.now() - ready;
        let warm = first;
        while (performance.now() < ready + measured) {
          const begun = performance.now();
          reconstruct(text);
          warm = Math.min(warm, performance.now() - begun);
        }
        return { loading: ready - start, first, warm };
      },
      { text, measured },
    );
    await page.close();
    return times;
  };
  await once(0);
  const { loading, first, warm } = await once(MEASURED);
  const version = browser.version().split(".")[0];
  await browser.close();
  server.close();
  return [
    [`in Chromium ${version}: loading and init() from the cache`, loading],
    ["in Chromium: reconstruct(), first call", first],
    ["in Chromium: reconstruct(), warm", warm],
  ];
}

/**
 * What criterion found of the core.
 *
 * @returns {Promise<[string, number][]>}
 */
async function natively() {
  const own = ["--locked", "--manifest-path", join(ROOT, "benches", "Cargo.toml")];
  await run("cargo", ["bench", ...own]);
  const metadata = output("cargo", ["metadata", "--format-version=1", "--no-deps", ...own]);
  const found = join(JSON.parse(metadata ?? "{}").target_directory ?? "target", "criterion");
  /** @param {string} group @param {string} name */
  const median = (group, name) => {
    const file = join(found, group, name, "new", "estimates.json");
    if (!existsSync(file)) throw new Stop(`criterion left no ${file}`);
    return JSON.parse(readFileSync(file, "utf8")).median.point_estimate / 1e6;
  };
  const stages = [
    "source",
    "columns",
    "lines",
    "repairs",
    "facts",
    "labels",
    "links",
    "headlines",
    "labels once more",
    "plain text",
  ];
  return [
    ["natively: the page", median("whole", "a page")],
    .../** @type {[string, number][]} */ (
      stages.map((stage) => [`natively: ${stage}`, median("stages", stage)])
    ),
  ];
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
    ...(await inChromium(text)),
    ...(await natively()),
  ];
  console.log("| what | ms | of our warm call |\n|---|--:|--:|");
  for (const [name, time] of rows) {
    console.log(`| ${name} | ${time.toFixed(2)} | ${(time / warm).toFixed(2)} |`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(bench);
}
