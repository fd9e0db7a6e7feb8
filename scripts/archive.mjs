/**
 * `npm run archive -- FOLDER`: how fast `columnist --jsonl` works off pages,
 * and how much memory it takes. The text files of the folder are repeated
 * until there are enough.
 *
 * With `--kill` it then does the same into a file, kills the command when half is
 * written, resumes, and checks that nothing is lost and nothing stands twice.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { linesOf } from "../src/js/cli/lines.js";
import { ROOT, Stop, script } from "./lib/run.mjs";

const SAMPLE_MS = 250;
const CLI = join(ROOT, "dist", "cli", "main.js");

await script(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pages: { type: "string", default: "10000" },
      jobs: { type: "string", default: "2" },
      kill: { type: "boolean", default: false },
    },
  });
  const folder = positionals[0];
  if (folder === undefined) throw new Stop("name a folder of text files");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const count = Number(values.pages);
  const line = (/** @type {number} */ id) =>
    `${JSON.stringify({ id, text: texts[id % texts.length] })}\n`;
  const bytes = await measure(line, count, values.jobs);
  if (values.kill) await killAndResume(line, count, values.jobs, bytes);
});

/**
 * @param {(id: number) => string} line
 * @param {number} count
 * @param {string} jobs
 * @returns {Promise<number>} How many bytes came out.
 */
async function measure(line, count, jobs) {
  const child = spawn(process.execPath, [CLI, "--jsonl", "--jobs", jobs], {
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
  for (let id = 0; id < count; id += 1) {
    bytesIn += Buffer.byteLength(line(id));
    if (!child.stdin.write(line(id))) await once(child.stdin, "drain");
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
  return bytesOut;
}

/**
 * @param {(id: number) => string} line
 * @param {number} count
 * @param {string} jobs
 * @param {number} bytes How many come out of a whole run.
 */
async function killAndResume(line, count, jobs, bytes) {
  const folder = mkdtempSync(join(tmpdir(), "columnist-archive-"));
  try {
    const [pages, answers] = [join(folder, "pages.jsonl"), join(folder, "answers.jsonl")];
    const written = createWriteStream(pages);
    for (let id = 0; id < count; id += 1) {
      if (!written.write(line(id))) await once(written, "drain");
    }
    written.end();
    await once(written, "close");
    const begin = () =>
      spawn(process.execPath, [CLI, "--jsonl", "--jobs", jobs, "--resume", "--out", answers], {
        stdio: [openSync(pages, "r"), "inherit", "inherit"],
      });
    const first = begin();
    while ((statSync(answers, { throwIfNoEntry: false })?.size ?? 0) < bytes / 2) await wait(5);
    first.kill("SIGKILL");
    await once(first, "close");
    const cut = readFileSync(answers).at(-1) === 0x0a ? "between two lines" : "within a line";
    const done = (await idsOf(answers)).length;
    const [code] = await once(begin(), "close");
    const ids = await idsOf(answers);
    const right = ids.length === count && ids.every((id, at) => id === at);
    if (code !== 0 || !right) throw new Stop(`after a kill and --resume there are ${ids.length}`);
    console.log(
      `killed after ${done} pages, ${cut}; resumed: ${ids.length} answers, each once, in order`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The ids of the whole lines.
 *
 * @param {string} path
 */
async function idsOf(path) {
  /** @type {number[]} */
  const ids = [];
  for await (const line of linesOf(createReadStream(path))) {
    const id = line.endsWith("}") ? line.match(/^\{"id":(\d+),/u)?.[1] : undefined;
    if (id !== undefined) ids.push(Number(id));
  }
  return ids;
}
