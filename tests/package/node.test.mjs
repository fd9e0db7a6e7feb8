/** The packed package in Node. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { JOINED, STORY } from "../story.mjs";
import { contents, INSTALLED, runNode } from "./packed.mjs";

test("the tarball holds the package, its licences and nothing to run", () => {
  for (const path of [
    "dist/browser.js",
    "dist/columnist.js",
    "dist/columnist_bg.wasm",
    "dist/face.js",
    "dist/index.d.ts",
    "dist/inline.js",
    "dist/node.cjs",
    "dist/node.js",
    "dist/worker/index.d.ts",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "package.json",
  ]) {
    assert.ok(contents.includes(path), `${path} is there`);
  }
  assert.deepEqual(
    contents.filter((path) => /^(src|tests|scripts|www|target)\//.test(path)),
    [],
  );
  const manifest = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8"));
  assert.equal(manifest.dependencies, undefined);
  for (const name of ["preinstall", "install", "postinstall", "prepare"]) {
    assert.equal(manifest.scripts[name], undefined);
  }
});

test("crate and package have the same version", () => {
  const crate = readFileSync(join(ROOT, "Cargo.toml"), "utf8").match(/^version = "(.+)"$/m)?.[1];
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  assert.equal(manifest.version, crate);
});

test("only the bindings know JavaScript", () => {
  const knowing = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".rs"))
    .filter((path) =>
      /wasm_bindgen|js_sys|web_sys/.test(readFileSync(join(ROOT, "src", path), "utf8")),
    );
  assert.deepEqual(knowing, ["bindings.rs"]);
});

test("what a browser loads reaches no module of Node", () => {
  for (const name of [
    ...["browser.js", "inline.js", "face.js", "error.js", "inflate.js", "columnist.js"],
    ...["worker/browser.js", "worker/client.js", "worker/serve.js", "worker/thread.js"],
  ]) {
    assert.doesNotMatch(
      readFileSync(join(INSTALLED, "dist", name), "utf8"),
      /from "node:|require\(/,
      name,
    );
  }
});

test("it is imported", () => {
  const [text, keys] = runNode(`
    import { init, reconstruct, render } from "columnist";
    await init();
    const page = reconstruct(${JSON.stringify(STORY)});
    console.log(JSON.stringify([render(page), Object.keys(page)]));
  `);
  assert.ok(text.includes(JOINED));
  assert.deepEqual(keys, [
    "version",
    "articles",
    "furniture",
    "removed",
    "repairs",
    "warnings",
    "pages",
  ]);
});

for (const [name, source] of Object.entries({
  nothing: "",
  "a path": `"./node_modules/columnist/dist/columnist_bg.wasm"`,
  "a file URL": `new URL("node_modules/columnist/dist/columnist_bg.wasm", pathToFileURL("./"))`,
  "what the package names": `import.meta.resolve("columnist/columnist.wasm")`,
  bytes: "bytes",
  "an ArrayBuffer": "bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)",
  "a module": "new WebAssembly.Module(bytes)",
  "a response": `new Response(bytes, { headers: { "content-type": "application/wasm" } })`,
  "a response without a type": "new Response(bytes)",
  "a promise of one": "Promise.resolve(new Response(bytes))",
})) {
  test(`init takes ${name}`, () => {
    const found = runNode(`
      import { readFileSync } from "node:fs";
      import { pathToFileURL } from "node:url";
      import { init, reconstruct } from "columnist";
      const bytes = readFileSync("./node_modules/columnist/dist/columnist_bg.wasm");
      await init(${source});
      console.log(reconstruct("一").version);
    `);
    assert.equal(found, 1);
  });
}

test("a failed init says what to do, and the next call tries again", () => {
  const [code, message, again] = runNode(`
    import { init, reconstruct } from "columnist";
    const error = await init("./nowhere.wasm").catch((caught) => caught);
    await Promise.all([init(), init(), init("./nowhere.wasm")]);
    await init();
    console.log(JSON.stringify([error.code, error.message, reconstruct("一").version]));
  `);
  assert.equal(code, "wasm-unavailable");
  assert.match(message, /nowhere\.wasm.*pass its URL/);
  assert.equal(again, 1);
});

/** What a piece of code throws, after `init` unless it is told otherwise. */
function thrown(/** @type {string} */ code, { ready = true } = {}) {
  return runNode(`
    import { ColumnistError, init, reconstruct, render } from "columnist";
    if (${ready}) await init();
    let said = null;
    try {
      ${code};
    } catch (error) {
      said = {
        known: error instanceof ColumnistError && error instanceof Error,
        name: error.name,
        code: error.code,
        message: error.message,
      };
    }
    console.log(JSON.stringify(said));
  `);
}

for (const { code, says, run, ready } of [
  { code: "not-initialised", says: /await init\(\)/, run: `reconstruct("一")`, ready: false },
  { code: "not-a-string", says: /TextDecoder/, run: "reconstruct(new Uint8Array(4))" },
  { code: "not-a-string", says: /not undefined/, run: "reconstruct()" },
  {
    code: "too-long",
    says: /split it into pages/,
    run: `reconstruct("一二三", { limits: { maxInputUnits: 2 } })`,
  },
  { code: "bad-options", says: /unknown field `spacin`/, run: `reconstruct("一", { spacin: 1 })` },
  {
    code: "bad-options",
    says: /unknown variant `wide`/,
    run: `reconstruct("一", { spacing: "wide" })`,
  },
  { code: "bad-options", says: /not an array/, run: `reconstruct("一", [])` },
  { code: "bad-options", says: /cannot be read/, run: `reconstruct("一", { spacing: 1n })` },
  { code: "bad-format", says: /"markdown"/, run: `render(reconstruct("一"), "pdf")` },
  { code: "bad-page", says: /reconstruct\(\)/, run: `render({}, "text")` },
]) {
  test(`${code}: ${run}`, () => {
    const said = thrown(run, { ready: ready ?? true });
    assert.equal(said.known, true);
    assert.equal(said.name, "ColumnistError");
    assert.equal(said.code, code);
    assert.match(said.message, says);
    assert.doesNotMatch(said.message, / at line \d/);
  });
}

test("options that are undefined are options left out", () => {
  assert.equal(thrown(`reconstruct("一", { spacing: undefined, limits: undefined })`), null);
  assert.equal(thrown(`reconstruct("一", undefined)`), null);
});

test("after a crash the next call starts afresh", () => {
  const { codes, before, after } = runNode(`
    import { init, reconstruct, render } from "columnist";
    await init();
    const page = reconstruct(${JSON.stringify(STORY)});
    const before = render(page);
    const codes = [];
    for (let round = 0; round < 3; round += 1) {
      // A getter that throws unwinds through the module as a trap does.
      const broken = { ...page, get articles() { throw new Error("struck"); } };
      try { render(broken); } catch (error) { codes.push(error.code); }
    }
    const after = render(reconstruct(${JSON.stringify(STORY)}));
    console.log(JSON.stringify({ codes, before, after }));
  `);
  assert.deepEqual(codes, ["crashed", "crashed", "crashed"]);
  assert.equal(after, before);
});

/**
 * All texts of a page, with their spans.
 *
 * @param {any} page
 * @returns {{ text: string, spans: [number, number][] }[]}
 */
function texts(page) {
  return [
    ...page.articles.flatMap((/** @type {any} */ article) => [
      ...[article.kicker, article.headline, article.deck].filter(Boolean),
      ...article.bylines,
      ...article.paragraphs,
      ...article.captions,
      ...article.credits,
    ]),
    ...page.furniture,
  ];
}

test("spans are UTF-16 offsets, also behind 𠮷 and emoji", () => {
  const input = "本报讯 三月的一个早晨，𠮷田家搬\n到了河对岸🚢，他们说那里的早晨更\n安静。\n";
  const page = runNode(`
    import { init, reconstruct } from "columnist";
    await init();
    console.log(JSON.stringify(reconstruct(${JSON.stringify(input)})));
  `);
  const solid = (/** @type {string} */ text) => text.replace(/\s/g, "");
  const slices = texts(page).map(({ spans }) => spans.map(([a, b]) => input.slice(a, b)).join(""));
  assert.deepEqual(
    slices.map(solid),
    texts(page).map(({ text }) => solid(text)),
  );
  assert.equal(solid(slices.join("")), solid(input));
});

test("a lone surrogate shifts nothing and is warned of", () => {
  const input = "本报讯 三月\uD800的早晨\uDC00\uDC00，船开了。";
  const page = runNode(`
    import { init, reconstruct } from "columnist";
    await init();
    console.log(JSON.stringify(reconstruct(JSON.parse(${JSON.stringify(JSON.stringify(input))}))));
  `);
  assert.deepEqual(
    page.warnings
      .filter((/** @type {any} */ { code }) => code === "lone-surrogate")
      .map((/** @type {any} */ { span }) => span),
    [
      [6, 7],
      [10, 12],
    ],
  );
  const joined = texts(page)
    .flatMap(({ spans }) => spans)
    .map(([a, b]) => input.slice(a, b))
    .join("");
  assert.match(joined, /船开了。$/);
});

test("a flood of lone surrogates gives a bounded number of warnings", () => {
  const count = runNode(`
    import { init, reconstruct } from "columnist";
    await init();
    console.log(reconstruct("\\uD800一".repeat(5000)).warnings.length);
  `);
  assert.ok(count < 200, String(count));
});

test("what comes out is plain data that goes back in", () => {
  const [same, copied] = runNode(`
    import { init, reconstruct, render } from "columnist";
    await init();
    const page = reconstruct(${JSON.stringify(STORY)});
    const back = JSON.parse(render(page, "json"));
    console.log(JSON.stringify([render(back, "html") === render(page, "html"),
      render(structuredClone(page), "json") === render(page, "json")]));
  `);
  assert.deepEqual([same, copied], [true, true]);
});

test("an explanation holds the answer and what each stage made of the page", () => {
  const [same, keys, millis] = runNode(`
    import { init, explain, reconstruct } from "columnist";
    await init();
    const text = ${JSON.stringify(STORY)};
    const explanation = explain(text);
    console.log(JSON.stringify([
      JSON.stringify(explanation.page) === JSON.stringify(reconstruct(text)),
      Object.keys(explanation),
      explanation.millis,
    ]));
  `);
  assert.equal(same, true);
  const stages = ["columns", "lines", "fragments", "partings", "joins", "headlines"];
  assert.deepEqual(keys, ["page", ...stages, "millis"]);
  assert.ok(millis > 0 && millis < 5000, String(millis));
});

test("what the README shows is what comes out", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const before = readme.match(/```text\n(本报讯.+?)```/s)?.[1];
  const after = readme.match(/```markdown\n(.+?)```/s)?.[1];
  const markdown = runNode(`
    import { init, reconstruct, render } from "columnist";
    await init();
    console.log(JSON.stringify(render(reconstruct(${JSON.stringify(before)}), "markdown")));
  `);
  assert.equal(markdown, after);
});
