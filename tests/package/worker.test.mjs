/** `columnist/worker` in Node: the queue, and what becomes of jobs when their worker ends. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT } from "../../scripts/lib/run.mjs";
import { JOINED, STORY } from "../story.mjs";
import { folder, runNode } from "./packed.mjs";

/** Code from the command line would have its flags inherited by the workers that tests make. */
const FILE = join(folder, "run.mjs");

writeFileSync(
  join(folder, "setting.mjs"),
  `
  import { Worker } from "node:worker_threads";
  import { ColumnistError, createWorker } from "columnist/worker";
  export { ColumnistError, createWorker };
  export const STORY = ${JSON.stringify(STORY)};
  export const THREAD = new URL(import.meta.resolve("columnist/worker/thread"));

  /** A text that takes seconds. */
  export const LONG = STORY.repeat(20_000);

  /** A text whose answer is too large for a worker of 8 MB, which one story is not. */
  export const MANY = STORY.repeat(1200);

  /** Makes workers with so much memory each, in MB; the last holds for all further ones. */
  export function workersOf(...sizes) {
    const make = () => {
      const size = sizes[Math.min(make.count, sizes.length - 1)];
      make.count += 1;
      return new Worker(THREAD, {
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: size },
      });
    };
    make.count = 0;
    return make;
  }

  export function log(value) {
    console.log(JSON.stringify(value));
  }

  export const caught = (error) => ({
    name: error.name,
    code: error.code,
    known: error instanceof ColumnistError,
    cause: error.cause?.message,
  });
`,
);

/**
 * Runs code with what the file above gives; it ends by itself, as no idle
 * worker keeps its process.
 *
 * @param {string} code
 */
function run(code) {
  const names = "ColumnistError, createWorker, LONG, MANY, STORY, THREAD, caught, log, workersOf";
  writeFileSync(FILE, `import { ${names} } from "./setting.mjs";\n${code}`);
  return runNode(`import ${JSON.stringify(pathToFileURL(FILE))};`);
}

test("it answers as the calling thread does, and tells how far it is", () => {
  const { same, text, thread, told, lines } = run(`
    import { init, reconstruct } from "columnist";
    await init();
    const worker = createWorker();
    const told = [];
    const page = await worker.reconstruct(STORY, { spacing: "spaced" }, {
      onProgress: (progress) => told.push(progress),
    });
    const same = JSON.stringify(page) === JSON.stringify(reconstruct(STORY, { spacing: "spaced" }));
    const { lines } = await worker.explain(STORY);
    log({ same, text: await worker.render(page), thread: worker.thread, told, lines: lines.length });
  `);
  assert.equal(same, true);
  assert.ok(text.includes(JOINED));
  assert.ok(lines > 5);
  assert.equal(thread, "worker");
  const [waiting, reading, done] = told;
  assert.deepEqual(
    [waiting, reading],
    [
      { stage: "waiting", ahead: 0 },
      { stage: "reading", attempt: 1 },
    ],
  );
  assert.equal(done.stage, "done");
  assert.ok(done.millis > 0 && done.millis < 1000);
  assert.ok(done.memory > 1 << 20 && done.memory < 1 << 24);
});

for (const [newestFirst, expected] of /** @type {const} */ ([
  [false, ["0", "1", "2", "3"]],
  [true, ["3", "2", "1", "0"]],
])) {
  test(`jobs are done ${newestFirst ? "the newest first" : "in their order"}`, () => {
    const { order, ahead } = run(`
      const worker = createWorker({ newestFirst: ${newestFirst} });
      const order = [];
      const ahead = [];
      await Promise.all(["0", "1", "2", "3"].map(async (name) => {
        await worker.reconstruct(name + STORY, {}, {
          onProgress: ({ stage, ahead: count }) => { if (stage === "waiting") ahead.push(count); },
        });
        order.push(name);
      }));
      log({ order, ahead });
    `);
    assert.deepEqual(order, expected);
    assert.deepEqual(ahead, newestFirst ? [0, 0, 0, 0] : [0, 1, 2, 3]);
  });
}

test("errors come as they are, and the next job is done", () => {
  const { errors, articles } = run(`
    const worker = createWorker();
    const page = await worker.reconstruct(STORY);
    const errors = await Promise.all([
      worker.reconstruct(5),
      worker.reconstruct(() => STORY),
      worker.reconstruct(STORY, { spacin: 1 }),
      worker.reconstruct(STORY, { spacing: () => "spaced" }),
      worker.reconstruct(STORY, { limits: { maxInputUnits: 2 } }),
      worker.render(page, "pdf"),
      worker.render({ ...page, articles: () => [] }),
      createWorker({ source: "./nowhere.wasm" }).reconstruct(STORY),
    ].map((job) => job.catch(caught)));
    const { articles } = await worker.reconstruct(STORY);
    log({ errors, articles: articles.length });
  `);
  for (const { name, known } of errors) {
    assert.equal(name, "ColumnistError");
    assert.equal(known, true);
  }
  assert.deepEqual(
    errors.map((/** @type {any} */ { code }) => code),
    [
      "not-a-string",
      "not-a-string",
      "bad-options",
      "bad-options",
      "too-long",
      "bad-format",
      "bad-page",
      "wasm-unavailable",
    ],
  );
  assert.equal(articles, 1);
});

test("an aborted job that waits leaves the queue", () => {
  const { names, made, articles } = run(`
    const make = workersOf(256);
    const worker = createWorker({ worker: make });
    const abort = new AbortController();
    const jobs = [
      worker.reconstruct(STORY),
      worker.reconstruct(LONG, {}, { signal: abort.signal }),
      worker.reconstruct(LONG, {}, { signal: AbortSignal.abort() }),
      worker.reconstruct(STORY, {}, { signal: AbortSignal.timeout(60_000) }),
    ];
    abort.abort();
    const [first, second, third, last] = await Promise.all(jobs.map((job) => job.catch(caught)));
    log({
      names: [second.name, third.name],
      made: make.count,
      articles: [first.articles.length, last.articles.length],
    });
    // The signal's own timer.
    process.exit();
  `);
  assert.deepEqual(names, ["AbortError", "AbortError"]);
  assert.deepEqual(articles, [1, 1]);
  assert.equal(made, 1);
});

test("an aborted job under way ends its worker, and another takes the next", () => {
  const { reasons, made, articles } = run(`
    const make = workersOf(256);
    const worker = createWorker({ worker: make });
    const long = (reason) => {
      const abort = new AbortController();
      return worker.reconstruct(LONG, {}, {
        signal: abort.signal,
        onProgress: ({ stage }) => {
          if (stage === "reading") setTimeout(() => abort.abort(reason), 20);
        },
      }).catch((error) => error.name ?? error);
    };
    const jobs = [long(), long("of my own"), worker.reconstruct(STORY)];
    const [first, second, { articles }] = await Promise.all(jobs);
    log({ reasons: [first, second], made: make.count, articles: articles.length });
  `);
  assert.deepEqual(reasons, ["AbortError", "of my own"]);
  assert.equal(made, 3);
  assert.equal(articles, 1);
});

test("a job whose worker died is tried once more", () => {
  const { attempts, made, articles } = run(`
    const make = workersOf(8, 512);
    const worker = createWorker({ worker: make });
    const attempts = [];
    const job = worker.reconstruct(MANY, {}, {
      onProgress: ({ attempt }) => attempts.push(attempt ?? 0),
    });
    const next = await worker.reconstruct(STORY);
    await job;
    log({ attempts, made: make.count, articles: next.articles.length });
  `);
  assert.deepEqual(attempts, [0, 1, 2, 0]);
  assert.equal(made, 2);
  assert.equal(articles, 1);
});

test("a job whose worker dies again is given up, with the cause", () => {
  const { error, made, articles } = run(`
    const make = workersOf(8);
    const worker = createWorker({ worker: make });
    const error = await worker.reconstruct(MANY).catch(caught);
    const { articles } = await worker.reconstruct(STORY);
    log({ error, made: make.count, articles: articles.length });
  `);
  assert.equal(error.code, "crashed");
  assert.equal(error.known, true);
  assert.match(error.cause, /memory/);
  assert.equal(made, 3);
  assert.equal(articles, 1);
});

test("a worker that was ended from outside is replaced when it is needed", () => {
  const { made, articles } = run(`
    const make = workersOf(256);
    let last;
    const worker = createWorker({ worker: () => (last = make()) });
    await worker.reconstruct(STORY);
    await last.terminate();
    const { articles } = await worker.reconstruct(STORY);
    log({ made: make.count, articles: articles.length });
  `);
  assert.equal(made, 2);
  assert.equal(articles, 1);
});

test("an instance whose memory has grown past the limit is renewed", () => {
  const { kept, renewed, limit, articles } = run(`
    const limit = 4 * 1024 * 1024;
    const memory = async (worker) => {
      let found;
      await worker.reconstruct(STORY.repeat(500), {}, {
        onProgress: (progress) => { found = progress.memory; },
      });
      return found;
    };
    const worker = createWorker({ memoryLimit: limit });
    const renewed = await memory(worker);
    const { articles } = await worker.reconstruct(STORY);
    log({ kept: await memory(createWorker()), renewed, limit, articles: articles.length });
  `);
  assert.ok(kept > limit, `${kept} bytes`);
  assert.ok(renewed < limit, `${renewed} bytes`);
  assert.equal(articles, 1);
});

test("ten thousand pages in one worker take no more memory than a hundred", () => {
  const { soon, late } = run(`
    const worker = createWorker();
    let memory = 0;
    let soon;
    for (let page = 0; page < 10_000; page += 1) {
      const onProgress = (progress) => { memory = progress.memory ?? memory; };
      await worker.reconstruct(STORY + page, {}, { onProgress });
      if (page === 100) soon = memory;
    }
    log({ soon, late: memory });
  `);
  assert.ok(soon > 0);
  assert.equal(late, soon);
});

test("where no worker can be made the calling thread does the jobs, one by one", () => {
  const { thread, order, errors, crash, again } = run(`
    const worker = createWorker({ worker: () => { throw new Error("there are none"); } });
    const order = [];
    const abort = new AbortController();
    const errors = [];
    const jobs = ["0", "1", "2"].map(async (name) => {
      const signal = name === "1" ? abort.signal : undefined;
      const job = worker.reconstruct(name + STORY, {}, { signal });
      await job.then(() => order.push(name), (error) => errors.push(error.name));
    });
    setTimeout(() => abort.abort());
    await Promise.all(jobs);
    const page = await worker.reconstruct(STORY);
    let tries = 0;
    const broken = { ...page, get articles() { tries += 1; throw new Error("struck"); } };
    const crash = await worker.render(broken).catch(caught);
    const again = await worker.render(page);
    log({ thread: worker.thread, order, errors, crash: { ...crash, tries }, again });
  `);
  assert.equal(thread, "calling");
  assert.deepEqual(order, ["0", "2"]);
  assert.deepEqual(errors, ["AbortError"]);
  assert.equal(crash.code, "crashed");
  assert.match(crash.cause, /struck/);
  assert.equal(crash.tries, 2);
  assert.ok(again.includes(JOINED));
});

test("a worker whose script is none leaves the work to the calling thread", () => {
  const { thread, articles } = run(`
    import { Worker } from "node:worker_threads";
    const nowhere = new URL("nowhere.mjs", import.meta.url);
    const worker = createWorker({ worker: () => new Worker(nowhere) });
    const { articles } = await worker.reconstruct(STORY);
    log({ thread: worker.thread, articles: articles.length });
  `);
  assert.equal(thread, "calling");
  assert.equal(articles, 1);
});

test("close waits for the jobs, terminate does not", () => {
  const { done, codes } = run(`
    const patient = createWorker();
    let done = 0;
    for (let count = 0; count < 3; count += 1) patient.reconstruct(STORY).then(() => { done += 1; });
    await Promise.all([patient.close(), patient.close()]);
    const impatient = createWorker();
    const jobs = [impatient.reconstruct(LONG), impatient.reconstruct(STORY)];
    setTimeout(() => impatient.terminate(), 200);
    const codes = await Promise.all(
      [...jobs, patient.reconstruct(STORY)].map((job) => job.catch(({ code }) => code)),
    );
    await impatient.close();
    log({ done, codes });
  `);
  assert.equal(done, 3);
  assert.deepEqual(codes, ["worker-closed", "worker-closed", "worker-closed"]);
});

test("a listener that throws stops no job", () => {
  const { faults, articles } = run(`
    let faults = 0;
    process.on("uncaughtException", () => { faults += 1; });
    const worker = createWorker();
    const { articles } = await worker.reconstruct(STORY, {}, {
      onProgress: () => { throw new Error("a fault of the listener's"); },
    });
    log({ faults, articles: articles.length });
  `);
  assert.equal(faults, 3);
  assert.equal(articles, 1);
});

test("what the README shows runs", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const shown = readme.match(/```js\n(import \{ createWorker .+?)```/su)?.[1];
  const said = run(`
    const said = [];
    const console = { log: (line) => said.push(line) };
    const pastedText = STORY;
    ${shown?.replace(/^import .+$/mu, "")}
    log(said);
  `);
  assert.deepEqual(said.slice(0, 3), ["waiting", "reading", "done"]);
  assert.ok(said[3].includes(JOINED));
});

test("flags of the process do not keep its worker from starting", () => {
  const thread = runNode(`
    import { createWorker } from "columnist/worker";
    const worker = createWorker();
    await worker.reconstruct("一");
    console.log(JSON.stringify(worker.thread));
  `);
  assert.equal(thread, "worker");
});
