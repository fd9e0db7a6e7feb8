/**
 * The answer in WebAssembly is the native one, to the byte: the same numbers,
 * the same order, the same spans.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { runNode } from "./packed.mjs";

const FOLDERS = ["pages", "faults", "code_points", "unchanged"].map((name) =>
  join(ROOT, "tests", "fixtures", name),
);

/** The last two have what only offsets in UTF-16 get right. */
const TEXTS = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(join(folder, name), "utf8")),
).concat(["𠮷野😀\n\n本报讯 𠮷字新馆昨日开放。", "\ufeff第一页\f第二页\u200b"]);

test("wasm answers as the native build does", () => {
  // As `npm test` has built it with the Rust tests, so that nothing is built twice.
  const build = ["build", "--locked", "--workspace", "--exclude", "columnist-bindgen"];
  const example = ["--example", "reconstruct_json", "--message-format=json-render-diagnostics"];
  const built = execFileSync("cargo", [...build, ...example], { cwd: ROOT, encoding: "utf8" });
  const program = built
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .findLast(({ executable }) => executable).executable;
  const native = TEXTS.map((input) => execFileSync(program, { input, encoding: "utf8" }));
  const answers = runNode(`
    import { init, reconstruct, render } from "columnist";
    await init();
    const pages = ${JSON.stringify(TEXTS)}.map((text) => reconstruct(text));
    console.log(JSON.stringify(pages.map((page) => [page, render(page, "json")])));
  `);
  assert.equal(answers.length, TEXTS.length);
  for (const [index, [page, json]] of answers.entries()) {
    assert.equal(json, native[index]);
    assert.deepEqual(page, JSON.parse(native[index] ?? ""));
  }
});
