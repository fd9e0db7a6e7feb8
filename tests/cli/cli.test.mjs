/** The command line as a user gets it: from the packed tarball. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { folder } from "../package/packed.mjs";
import { JOINED, STORY } from "../story.mjs";

const BIN = join(folder, "node_modules", ".bin", "columnist");
const DIST = join(folder, "node_modules", "columnist", "dist");
/** Its memory may rise by so much between the first and the last quarter of a long run. */
const MOST_GROWTH_KB = 40_000;
/** So much is taken in, at most, while nobody reads the output. */
const MOST_AHEAD_BYTES = 8_000_000;
/** A command that takes nothing more for so long waits for its reader. */
const QUIET_MS = 1500;

/**
 * @param {string[]} args
 * @param {string | Uint8Array} [input]
 */
function run(args, input = "") {
  return spawnSync(BIN, args, { cwd: folder, encoding: "utf8", input, maxBuffer: 1 << 28 });
}

function newFolder() {
  return mkdtempSync(join(folder, "cli-"));
}

/** @param {number} count */
function lines(count) {
  return Array.from({ length: count }, (_, id) => `${JSON.stringify({ id, text: STORY })}\n`);
}

/** @param {string} text */
function parsed(text) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("help, version and usage", () => {
  const { version } = JSON.parse(
    readFileSync(join(folder, "node_modules/columnist/package.json"), "utf8"),
  );
  assert.equal(run(["--version"]).stdout, `${version}\n`);
  assert.match(run(["--help"]).stdout, /--resume/);
  const wrong = [
    ["--nonsense"],
    ["--format", "pdf"],
    ["--jobs", "0"],
    ["--encoding", "latin1"],
    ["--resume"],
    ["--explain", "--format", "text"],
    ["--jsonl", "file.txt"],
    ["--overwrite", "--out", "somewhere"],
    ["--jsonl", "--overwrite"],
    ["--jsonl", "--overwrite", "--resume", "--out", "somewhere"],
    ["diff", "one.json"],
    ["none-here-*.txt"],
  ];
  for (const args of wrong) assert.equal(run(args).status, 2, args.join(" "));
});

test("standard input in every format", () => {
  for (const format of ["text", "markdown", "html", "json", "jsonl", "jsonld"]) {
    const { status, stdout, stderr } = run(["--format", format], STORY);
    assert.equal(status, 0, stderr);
    assert.equal(stderr, "");
    assert.ok(stdout.includes(JOINED), format);
    if (format.startsWith("json")) JSON.parse(stdout);
  }
  assert.ok(JSON.parse(run(["--explain"], STORY).stdout).lines.length > 0);
});

test("folders, globs and files; a bad file is told and the others are read", () => {
  const at = newFolder();
  mkdirSync(join(at, "in", "deep"), { recursive: true });
  writeFileSync(join(at, "in", "one.txt"), STORY);
  writeFileSync(join(at, "in", "deep", "two.txt"), STORY);
  writeFileSync(join(at, "in", "bad.txt"), Uint8Array.from([0xff, 0xc0, 0x81, 0xff]));
  const out = join(at, "out");
  const first = run(["--out", out, "--format", "json", "--jobs", "2", join(at, "in")]);
  assert.equal(first.status, 1);
  assert.match(first.stderr, /bad\.txt: .*unknown-encoding/);
  assert.match(first.stderr, /2 read, 1 failed, 0 skipped/);
  assert.deepEqual(readdirSync(out).sort(), ["deep", "one.json"]);
  assert.ok(readFileSync(join(out, "deep", "two.json"), "utf8").includes(JOINED));

  writeFileSync(join(out, "one.json"), "mine");
  const again = run(["--out", out, "--format", "json", "--resume", join(at, "in")]);
  assert.match(again.stderr, /0 read, 1 failed, 2 skipped/);
  assert.equal(readFileSync(join(out, "one.json"), "utf8"), "mine");

  const globbed = run(["--format", "jsonl", join(at, "in", "**", "t*.txt")]);
  assert.deepEqual(
    parsed(globbed.stdout).map(({ id }) => id),
    [join(at, "in", "deep", "two.txt")],
  );
  const both = [join(at, "in", "one.txt"), join(at, "in", "one.txt")];
  assert.equal(run(["--out", out, ...both]).status, 2);
  const absent = run([join(at, "absent.txt")]);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /absent\.txt: there is no such file or folder \(ENOENT\)\n/);
});

test("globs with sets and choices", () => {
  const at = newFolder();
  mkdirSync(join(at, "b2", "deep"), { recursive: true });
  for (const name of ["a1.txt", "a2.txt", "a9.txt", "b2/x.txt", "b2/deep/y.txt", "c{}.txt"]) {
    writeFileSync(join(at, name), "一");
  }
  const read = (/** @type {string} */ pattern) => {
    const { stdout, status } = run(["--format", "jsonl", `${at}/${pattern}`]);
    if (status !== 0) return status;
    return parsed(stdout).map(({ id }) => id.slice(at.length + 1));
  };
  assert.deepEqual(read("a[12].txt"), ["a1.txt", "a2.txt"]);
  assert.deepEqual(read("a[2-9].txt"), ["a2.txt", "a9.txt"]);
  assert.deepEqual(read("a[!1-2].txt"), ["a9.txt"]);
  assert.deepEqual(read("{a1,b2/x}.txt"), ["a1.txt", "b2/x.txt"]);
  assert.deepEqual(read("{a?,b2/{x,deep/*}}.txt"), [
    "a1.txt",
    "a2.txt",
    "a9.txt",
    "b2/deep/y.txt",
    "b2/x.txt",
  ]);
  // A file of that very name comes first, and a brace without a choice is a character.
  assert.deepEqual(read("c{}.txt"), ["c{}.txt"]);
  assert.deepEqual(read("?{}.txt"), ["c{}.txt"]);
  assert.equal(read("{x,y}.txt"), 2);
  assert.equal(read("a[.txt"), 1);
});

test("no output is written over an input", () => {
  const at = newFolder();
  const page = join(at, "page.txt");
  writeFileSync(page, STORY);
  for (const input of [page, at]) {
    const { status, stderr } = run(["--out", at, input]);
    assert.equal(status, 2, stderr);
    assert.equal(readFileSync(page, "utf8"), STORY);
  }
  assert.equal(run(["--out", at, "--format", "json", page]).status, 0);
});

test("encodings", () => {
  // 中国 in GB 18030, and 中國 in Big5.
  const gb = Uint8Array.from([0xd6, 0xd0, 0xb9, 0xfa]);
  const big5 = Uint8Array.from([0xa4, 0xa4, 0xb0, 0xea]);
  assert.match(run(["--encoding", "gb18030"], gb).stdout, /中国/);
  assert.match(run(["--encoding", "big5"], big5).stdout, /中國/);
  assert.match(run([], gb).stdout, /中国/);
  assert.equal(run(["--encoding", "utf-8"], gb).status, 1);
});

test("a reader that has seen enough is no failure", () => {
  const { status, stderr } = spawnSync(
    "bash",
    ["-c", `set -o pipefail; "$0" --jsonl | head -n 1 > /dev/null`, BIN],
    { input: lines(300).join(""), encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
});

test("SIGINT leaves no half-written file", async () => {
  const at = newFolder();
  for (let page = 0; page < 400; page += 1) {
    writeFileSync(join(at, `${page}.txt`), STORY.repeat(20));
  }
  const out = join(at, "out");
  const child = spawn(BIN, ["--out", out, "--format", "json", "--jobs", "2", at]);
  while (!existsSync(out) || readdirSync(out).length < 5) await wait(5);
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  assert.equal(code, 130);
  const written = readdirSync(out);
  assert.ok(written.length < 400);
  for (const name of written) {
    assert.match(name, /^\d+\.json$/);
    JSON.parse(readFileSync(join(out, name), "utf8"));
  }
});

test("a file that is being written is not there yet", async () => {
  const at = newFolder();
  const place = join(at, "out.json");
  writeFileSync(place, "the old one");
  const code = `
    import { writeWhole } from ${JSON.stringify(join(DIST, "cli", "output.js"))};
    const text = "x".repeat(200_000_000);
    for (;;) writeWhole(${JSON.stringify(place)}, text);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code]);
  const begun = () => readdirSync(at).find((name) => name.endsWith(".part"));
  while (begun() === undefined) await wait(1);
  assert.equal(readFileSync(place, "utf8"), "the old one");
  child.kill("SIGKILL");
  await once(child, "exit");
  const { size } = statSync(place);
  assert.ok(size === 11 || size === 200_000_000, String(size));
});

test("a bar on a terminal, nothing in a pipe", async () => {
  const at = newFolder();
  for (const name of ["one", "two", "three"]) writeFileSync(join(at, `${name}.txt`), STORY);
  const args = ["--out", join(at, "out"), "--format", "json", at];
  assert.equal(run(args).stderr, "");

  const { createProgress } = await import(join(DIST, "cli", "progress.js"));
  /** @type {string[]} */
  const written = [];
  const terminal = (isTTY = true) => ({
    isTTY,
    write: (/** @type {string} */ text) => written.push(text),
  });
  const bar = createProgress(3, terminal());
  bar.show(0);
  bar.show(1);
  bar.clear();
  assert.deepEqual(written.splice(0), [
    `\r[${" ".repeat(30)}] 0 of 3`,
    `\r[${"#".repeat(10)}${" ".repeat(20)}] 1 of 3`,
    "\r\x1b[K",
  ]);
  createProgress(3, terminal(false)).show(1);
  createProgress(1, terminal()).show(1);
  assert.deepEqual(written, []);
});

test("the bar on a terminal that is none of ours", {
  skip: spawnSync("script", ["--version"]).status === 0 ? false : "util-linux's script is missing",
}, () => {
  const at = newFolder();
  for (const name of ["one", "two", "three"]) writeFileSync(join(at, `${name}.txt`), STORY);
  writeFileSync(join(at, "bad.txt"), Uint8Array.from([0xff, 0xc0, 0x81, 0xff]));
  const command = `"${BIN}" --out "${join(at, "out")}" "${at}"`;
  const { stdout, status } = spawnSync("script", ["-qec", command, "/dev/null"], {
    encoding: "utf8",
  });
  assert.equal(status, 1);
  assert.match(stdout, /\r\[ {30}\] 0 of 4/);
  assert.match(stdout, /\r\[#{30}\] 4 of 4/);
  // What went wrong stands on a line of its own, and at the end no bar is left.
  const shown = stdout.replaceAll("\x1b[K", "<cleared>");
  assert.match(shown, /\r<cleared>columnist: .*bad\.txt: /);
  assert.match(shown, /\r<cleared>columnist: 3 read, 1 failed, 0 skipped\r\n$/);
});

test("JSON lines in order, with a line for each error", () => {
  const input = [
    JSON.stringify({ id: "a", text: STORY }),
    "{ broken",
    "",
    JSON.stringify({ id: "c", text: 5 }),
    "null",
    JSON.stringify({ id: "d\u2028", text: "甲\u2028乙" }),
  ].join("\n");
  for (const jobs of ["1", "2"]) {
    const { status, stdout } = run(["--jsonl", "--jobs", jobs], input);
    const answers = parsed(stdout);
    assert.equal(status, 1);
    assert.deepEqual(
      answers.map(({ id }) => id),
      ["a", null, "c", null, "d\u2028"],
    );
    assert.ok(answers[0].page.articles.length > 0);
    assert.equal(answers[1].error.code, "bad-json");
    assert.match(answers[1].error.message, /^line 2:/);
    assert.equal(answers[2].error.code, "not-a-string");
  }
});

test("killed and resumed, nothing is lost and nothing stands twice", async () => {
  const at = newFolder();
  const input = join(at, "in.jsonl");
  const out = join(at, "out.jsonl");
  const count = 600;
  writeFileSync(input, lines(count).join(""));
  const child = spawn("bash", [
    "-c",
    `exec "$0" --jsonl --jobs 2 --out "$1" < "$2"`,
    BIN,
    out,
    input,
  ]);
  while (!existsSync(out) || readFileSync(out).length < 50_000) await wait(5);
  child.kill("SIGKILL");
  await once(child, "exit");
  const before = readFileSync(out, "utf8");
  assert.ok(before.split("\n").length < count);
  if (before.endsWith("\n")) appendFileSync(out, '{"id":9999,"pa');
  const { status, stderr } = run(
    ["--jsonl", "--jobs", "2", "--out", out, "--resume"],
    readFileSync(input),
  );
  assert.equal(status, 0, stderr);
  assert.deepEqual(
    parsed(readFileSync(out, "utf8")).map(({ id }) => id),
    Array.from({ length: count }, (_, id) => id),
  );
  const other = run(["--jsonl", "--out", out, "--resume"], lines(3).reverse().join(""));
  assert.equal(other.status, 2);
  assert.match(other.stderr, /out\.jsonl was not made from this input \(line 1\)/);
});

test("an earlier output is neither emptied nor mended unasked", () => {
  const out = join(newFolder(), "out.jsonl");
  assert.equal(run(["--jsonl", "--out", out], lines(3).join("")).status, 0);
  const before = readFileSync(out, "utf8");
  const again = run(["--jsonl", "--out", out], lines(2).join(""));
  assert.equal(again.status, 2);
  assert.match(again.stderr, /earlier run: --resume goes on with them, --overwrite begins anew/);
  assert.equal(readFileSync(out, "utf8"), before);
  assert.equal(run(["--jsonl", "--out", out, "--overwrite"], lines(2).join("")).status, 0);
  assert.equal(parsed(readFileSync(out, "utf8")).length, 2);

  const broken = before.split("\n").with(1, '{"id":1,"pa').join("\n");
  writeFileSync(out, broken);
  const resumed = run(["--jsonl", "--out", out, "--resume"], lines(3).join(""));
  assert.equal(resumed.status, 2);
  assert.match(resumed.stderr, /out\.jsonl, line 2, is no answer/);
  assert.equal(readFileSync(out, "utf8"), broken);
  // An empty file holds nothing that could be lost.
  writeFileSync(out, "");
  assert.equal(run(["--jsonl", "--out", out], lines(1).join("")).status, 0);
});

test("no more is read than its reader takes", async () => {
  const line = `${JSON.stringify({ id: 0, text: STORY.repeat(20) })}\n`;
  await Promise.all(
    ["1", "2"].map(async (jobs) => {
      const child = spawn(process.execPath, [BIN, "--jsonl", "--jobs", jobs]);
      let taken = 0;
      let waits = false;
      while (!waits && taken < MOST_AHEAD_BYTES) {
        const drained = child.stdin.write(line) || once(child.stdin, "drain").then(() => true);
        waits = !(await Promise.race([drained, wait(QUIET_MS, false)]));
        taken += Buffer.byteLength(line);
      }
      // Once somebody reads, it goes on.
      child.stdout.resume();
      const goesOn = once(child.stdin, "drain");
      if (waits) await goesOn;
      child.kill("SIGKILL");
      await once(child, "exit");
      assert.ok(waits, `--jobs ${jobs} took ${taken} bytes`);
    }),
  );
});

test("memory stays flat", { skip: process.platform !== "linux" }, async () => {
  const child = spawn(process.execPath, [BIN, "--jsonl", "--jobs", "2"]);
  /** @type {number[]} */
  const samples = [];
  const timer = setInterval(() => {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    samples.push(Number(status.match(/VmRSS:\s+(\d+)/)?.[1]));
  }, 50);
  child.stdout.resume();
  // Answers that were kept would be some 60 MB more at the end than at the half.
  const text = STORY.repeat(30);
  for (let id = 0; id < 1500; id += 1) {
    const line = `${JSON.stringify({ id, text })}\n`;
    if (!child.stdin.write(line)) await once(child.stdin, "drain");
  }
  clearInterval(timer);
  child.stdin.end();
  await once(child, "exit");
  const quarter = Math.floor(samples.length / 4);
  const early = Math.max(...samples.slice(quarter, 2 * quarter));
  const late = Math.max(...samples.slice(3 * quarter));
  assert.ok(late - early < MOST_GROWTH_KB, `${early} KB, then ${late} KB`);
});

test("diff says what changed in a reader's words", () => {
  const at = newFolder();
  const text = (/** @type {string} */ value) => ({ text: value, spans: [] });
  const article = {
    headline: text("新桥通车"),
    paragraphs: [text("第一段。"), text("第二段。")],
    bylines: [],
    captions: [],
    credits: [],
  };
  const old = { articles: [article], furniture: [text("第1版")], warnings: [] };
  const now = {
    ...old,
    articles: [
      { ...article, headline: text("老渡口新桥通车"), paragraphs: [text("第一段。")] },
      { ...article, headline: text("另一篇"), paragraphs: [text("别的话。")] },
    ],
  };
  const [before, after] = ["old.json", "new.json"].map((name) => join(at, name));
  writeFileSync(String(before), JSON.stringify(old));
  writeFileSync(String(after), JSON.stringify(now));
  assert.equal(
    run(["diff", String(before), String(after)]).stdout,
    [
      "“老渡口新桥通车”: its headline was “新桥通车” and is “老渡口新桥通车”.",
      "“老渡口新桥通车”: the body no longer has “第二段。”.",
      "New: the article “另一篇”.",
      "",
    ].join("\n"),
  );

  const moved = {
    ...old,
    articles: [
      { ...article, headline: undefined, paragraphs: [text("第二段。")] },
      { ...article, headline: text("另一篇"), paragraphs: [text("别的话。"), text("第一段。")] },
    ],
    furniture: [text("新桥通车")],
  };
  writeFileSync(String(after), JSON.stringify(moved));
  assert.equal(
    run(["diff", String(before), String(after)]).stdout,
    [
      "“新桥通车” was the headline of the article that begins “第二段。” and is furniture now.",
      "“第一段。” was in the body of the article that begins “第二段。” and is in the body of “另一篇” now.",
      "New: the article “另一篇”.",
      "The page's furniture no longer has “第1版”.",
      "",
    ].join("\n"),
  );
  assert.equal(
    run(["diff", String(after), String(before)]).stdout,
    [
      "Gone: the article “另一篇”.",
      "“第一段。” was in the body of “另一篇” and is in the body of “新桥通车” now.",
      "“新桥通车” was furniture and is the headline of “新桥通车” now.",
      "The page's furniture now has “第1版”.",
      "",
    ].join("\n"),
  );
  assert.equal(run(["diff", String(before), String(before)]).stdout, "Nothing changed.\n");
  assert.equal(run(["diff", String(before), join(at, "none.json")]).status, 2);
});
