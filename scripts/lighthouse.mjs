/**
 * `npm run lighthouse`: what Lighthouse says of the web page on a phone of the
 * middle range and a slow network, as the median of five runs.
 * `tools/lighthouse` holds Lighthouse, which only this needs.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ROOT, run, say, script } from "./lib/run.mjs";
import { serve } from "./lib/serve.mjs";
import { ensureChromium, ensureNodeModules } from "./lib/setup.mjs";
import { buildSite } from "./lib/site.mjs";

const FOLDER = "tools/lighthouse";
const RUNS = 5;

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TIMES = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "interactive",
  "total-blocking-time",
  "speed-index",
];

/** @typedef {{ environment: { benchmarkIndex: number }, categories: Record<string, { score: number }>, audits: Record<string, { numericValue: number, score: number | null, title: string }> }} Report */

await script(async () => {
  await build();
  await buildSite();
  await ensureNodeModules(FOLDER);
  const chromium = await ensureChromium();
  const server = await serve({ port: 0, packed: true });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const folder = mkdtempSync(join(tmpdir(), "columnist-lighthouse-"));
  try {
    /** @type {Report[]} */
    const reports = [];
    while (reports.length < RUNS) {
      const path = join(folder, "report.json");
      await run(
        process.execPath,
        [
          join(ROOT, FOLDER, "node_modules", "lighthouse", "cli", "index.js"),
          `http://localhost:${port}/`,
          "--quiet",
          "--output=json",
          `--output-path=${path}`,
          `--only-categories=${CATEGORIES.join(",")}`,
          "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        { env: { CHROME_PATH: chromium } },
      );
      reports.push(JSON.parse(readFileSync(path, "utf8")));
    }
    for (const name of CATEGORIES) {
      say(`${name}: ${median(reports.map((each) => 100 * (each.categories[name]?.score ?? 0)))}`);
    }
    for (const name of TIMES) {
      const times = reports.map((each) => Math.round(each.audits[name]?.numericValue ?? 0));
      say(`${name}: ${median(times)} ms (${times.join(", ")})`);
    }
    // A busy machine has a lower one; then all times are longer than on a quiet one.
    const speeds = reports.map(({ environment }) => Math.round(environment.benchmarkIndex));
    say(`speed of this machine, as Lighthouse counts: ${median(speeds)} (${speeds.join(", ")})`);
    const failed = Object.values(reports[0]?.audits ?? {}).filter(({ score }) => score === 0);
    for (const { title } of failed) say(`not passed: ${title}`);
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
