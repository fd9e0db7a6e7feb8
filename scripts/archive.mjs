/**
 * `npm run archive -- FOLDER`: how fast `columnist --jsonl` works off pages,
 * and how much memory it takes. The text files of the folder are repeated
 * until there are enough.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, Stop, script } from "./lib/run.mjs";

const SAMPLE_MS = 250;

await script(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pages: { type: "string", default: "10000" },
      jobs: { type: "string", default: "2" },
    },
  });
  const folder = positionals[0];
  if (folder === undefined) throw new Stop("name a folder of text files");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const cli = join(ROOT, "dist", "cli", "main.js");
  const child = spawn(process.execPath, [cli, "--jsonl", "--jobs", values.jobs], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  /** @type {number[]} */
  const memory = [];
  let processorTicks = 0;
  const timer = setInterval(() => {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    memory.push(Number(status.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0));
    const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    processorTicks = Number(stat[11]) + Number(stat[12]);
  }, SAMPLE_MS);
  let bytesOut = 0;
  let lines = 0;
  child.stdout.on("data", (/** @type {Buffer} */ chunk) => {
    bytesOut += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  });
  const ended = once(child, "close");
  const start = performance.now();
  let bytesIn = 0;
  for (let id = 0; id < Number(values.pages); id += 1) {
    const line = `${JSON.stringify({ id, text: texts[id % texts.length] })}\n`;
    bytesIn += Buffer.byteLength(line);
    if (!child.stdin.write(line)) await once(child.stdin, "drain");
  }
  clearInterval(timer);
  child.stdin.end();
  await ended;
  const seconds = (performance.now() - start) / 1000;
  const most = (/** @type {number[]} */ samples) => (Math.max(...samples) / 1000).toFixed(0);
  const quarter = Math.ceil(memory.length / 4);
  const at = [0, 1, 2, 3].map((each) => most(memory.slice(each * quarter, (each + 1) * quarter)));
  console.log(
    `${lines} pages in ${seconds.toFixed(1)} s: ${(lines / seconds).toFixed(1)} a second`,
  );
  // The kernel counts a hundred ticks a second.
  console.log(`${(lines / (processorTicks / 100)).toFixed(1)} for each second of a processor`);
  console.log(
    `${(bytesIn / lines).toFixed(0)} bytes in and ${(bytesOut / lines).toFixed(0)} out a page`,
  );
  console.log(`resident memory at most, by quarters of the run: ${at.join(", ")} MB`);
});
