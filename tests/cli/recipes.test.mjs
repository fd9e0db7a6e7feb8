/** The recipes for archives, run with the packed package. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { folder } from "../package/packed.mjs";
import { HEADLINE, STORY } from "../story.mjs";

const env = {
  ...process.env,
  PATH: `${join(folder, "node_modules", ".bin")}:${process.env.PATH}`,
  LINES_PER_SHARD: "7",
};

/** The Python of the notebook. */
const NOTEBOOK = join(ROOT, "target", "notebook", "bin", "python");

const hasParallel = spawnSync("parallel", ["--version"]).status === 0;

test("GNU parallel works off shards, and after a crash only the rest", {
  skip: unless(hasParallel, "GNU parallel is not installed"),
}, () => {
  const at = mkdtempSync(join(folder, "parallel-"));
  const pages = join(at, "pages.jsonl");
  const out = join(at, "out");
  const lines = Array.from({ length: 20 }, (_, id) => JSON.stringify({ id, text: STORY }));
  writeFileSync(pages, `${[...lines, "{ broken"].join("\n")}\n`);
  const answers = join(out, "answers");
  const run = () => {
    const args = [join(ROOT, "examples", "parallel", "clean.sh"), pages, out, "2"];
    const { status, stderr } = spawnSync("bash", args, { env, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return readdirSync(answers)
      .sort()
      .map((name) => readFileSync(join(answers, name), "utf8"));
  };
  const whole = run();
  assert.equal(whole.length, 3);
  const ids = whole.flatMap((text) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id),
  );
  assert.deepEqual(ids, [...lines.keys(), null]);

  // As if the second shard had been killed in a line.
  const second = join(answers, String(readdirSync(answers).sort()[1]));
  truncateSync(second, Math.floor(readFileSync(second).length / 2));
  const log = join(out, "joblog");
  const jobs = readFileSync(log, "utf8").split("\n");
  writeFileSync(log, jobs.filter((line) => !line.includes("clean 000001")).join("\n"));
  assert.deepEqual(run(), whole);
});

const VENV = join(ROOT, "target", "spark");
const PYTHON = join(VENV, "bin", "python");

test("Spark works off batches, bad pages in a column of their own, and only what is not done", {
  skip: unless(spark(), "Apache Spark needs Python and Java, and PyPI once"),
}, () => {
  const at = mkdtempSync(join(folder, "spark-"));
  const [pages, out] = [join(at, "pages"), join(at, "out")];
  const helper = join(ROOT, "tests", "cli", "spark_pages.py");
  python([helper, "write", pages], STORY);
  const recipe = [join(ROOT, "examples", "spark", "clean.py"), pages, out];
  assert.deepEqual(batches(python(recipe)), ["batch=a", "batch=b"]);

  const success = (/** @type {string} */ batch) => join(out, `batch=${batch}`, "_SUCCESS");
  const written = statSync(success("a")).mtimeMs;
  // As if it had been killed in the second batch.
  rmSync(success("b"));
  assert.deepEqual(batches(python(recipe)), ["batch=b"]);
  assert.equal(statSync(success("a")).mtimeMs, written);

  /** @type {{ id: string, page: string | null, error: string | null, batch: string }[]} */
  const rows = JSON.parse(python([helper, "read", out]).trim().split("\n").at(-1) ?? "");
  assert.equal(rows.length, 22);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 22);
  for (const { id, page, error } of rows) {
    const bad = id.endsWith("-bad");
    assert.equal(page === null, bad);
    if (bad) assert.match(String(error), /^not-a-string: /);
    else assert.ok(JSON.parse(String(page)).articles.length > 0);
  }
});

test("the notebook makes a data frame of articles", {
  skip: unless(pandas(), "pandas needs Python, and PyPI once"),
}, () => {
  const answers = join(mkdtempSync(join(folder, "notebook-")), "answers.jsonl");
  const input = `${JSON.stringify({ id: "a", text: STORY })}\n{ broken\n`;
  const bin = join(folder, "node_modules", ".bin", "columnist");
  spawnSync(bin, ["--jsonl", "--out", answers], { input });
  const notebook = join(ROOT, "examples", "notebook", "articles.ipynb");
  /** @type {{ cell_type: string, source: string[] }[]} */
  const cells = JSON.parse(readFileSync(notebook, "utf8")).cells;
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => source.join(""));
  const shown = "print(json.dumps([articles.to_dict('records'), failed.to_dict('records')]))";
  const { status, stdout, stderr } = spawnSync(NOTEBOOK, ["-c", [...code, shown].join("\n")], {
    env: { ...env, ANSWERS: answers },
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const [articles, failed] = JSON.parse(stdout);
  assert.equal(articles[0].headline, HEADLINE);
  assert.equal(articles[0].page, "a");
  assert.equal(failed[0].code, "bad-json");
});

/**
 * A recipe that is not tested is said aloud, since a skip among many tests is overlooked.
 *
 * @param {boolean} ready
 * @param {string} reason
 * @returns {string | false}
 */
function unless(ready, reason) {
  if (ready) return false;
  console.error(`NOT TESTED: ${reason}`);
  return reason;
}

/** @param {string} printed */
function batches(printed) {
  return [...printed.matchAll(/^done (.+)$/gmu)].map(([, batch]) => batch);
}

/**
 * @param {string[]} args
 * @param {string} [input]
 */
function python(args, input = "") {
  const { status, stdout, stderr } = spawnSync(PYTHON, args, {
    env: { ...env, PYSPARK_PYTHON: PYTHON, PYSPARK_SUBMIT_ARGS: "--master local[2] pyspark-shell" },
    encoding: "utf8",
    input,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Whether Spark is there. */
function spark() {
  return spawnSync("java", ["-version"]).status === 0 && installed(VENV, "spark");
}

function pandas() {
  return installed(dirname(dirname(NOTEBOOK)), "notebook");
}

/**
 * Whether what an example needs is there, in a virtual environment that is kept.
 *
 * @param {string} venv
 * @param {string} example
 */
function installed(venv, example) {
  if (existsSync(join(venv, "ready"))) return true;
  const requirements = join(ROOT, "examples", example, "requirements.txt");
  const pip = ["-m", "pip", "install", "--quiet", "--retries", "5", "--requirement", requirements];
  const steps = [
    ["python3", "-m", "venv", venv],
    [join(venv, "bin", "python"), ...pip],
  ];
  for (const [command = "", ...args] of steps) {
    if (spawnSync(command, args).status !== 0) return false;
  }
  writeFileSync(join(venv, "ready"), "");
  return true;
}
