/** The examples, and those in the README and the types, run with the packed package. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { ROOT } from "../../scripts/lib/run.mjs";
import { findChromium } from "../../scripts/lib/setup.mjs";
import { open } from "../browser/chromium.mjs";
import { HEADLINE, JOINED, STORY } from "../story.mjs";
import { folder, runNode } from "./packed.mjs";

const DIST = join(folder, "node_modules", "columnist", "dist");

/** @param {string} name */
function example(name) {
  const copy = join(folder, name);
  cpSync(join(ROOT, "examples", name), copy, { recursive: true });
  return copy;
}

/**
 * Serves files that are held in memory.
 *
 * @param {Record<string, [type: string, body: string | Uint8Array]>} files
 * @returns {Promise<string>} The address.
 */
async function serve(files) {
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ""] ?? [];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type ?? "text/plain" });
    response.end(body);
  });
  after(() => server.close());
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://localhost:${port}`;
}

test("the clipping service gives articles for text", async () => {
  const server = join(example("service"), "server.mjs");
  const code = readFileSync(server, "utf8").split("\n");
  assert.ok(code.filter((line) => line.trim() && !line.startsWith("//")).length <= 30);
  const child = spawn(process.execPath, [server], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const port = await new Promise((resolve) => child.stdout.once("data", resolve));
    const post = (/** @type {RequestInit} */ request) =>
      fetch(`http://localhost:${String(port).trim()}/`, { method: "POST", ...request });
    const json = await post({ body: STORY });
    assert.equal(json.headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal((await json.json()).articles[0].headline.text, HEADLINE);
    const html = await post({ body: STORY, headers: { accept: "text/html" } });
    assert.match(await html.text(), new RegExp(`<h2>${HEADLINE}</h2>`));
    assert.equal((await post({ body: Uint8Array.from([0xff, 0xff]) })).status, 400);
    assert.equal((await post({ body: "一".repeat(2_000_000) })).status, 413);
    assert.equal((await post({ method: "GET" })).status, 405);
  } finally {
    child.kill();
  }
});

test("the React component shows the articles of what is typed", async () => {
  const { outputFiles } = await build({
    entryPoints: [join(example("react"), "main.jsx")],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    nodePaths: [join(ROOT, "node_modules")],
    define: { "process.env.NODE_ENV": '"development"' },
    logLevel: "error",
  });
  const address = await serve({
    "/": [
      "text/html",
      `<!doctype html><title>React</title><link rel="icon" href="data:,"><div id="root"></div>
       <script type="module" src="/main.js"></script>`,
    ],
    "/main.js": ["text/javascript", outputFiles[0]?.contents ?? ""],
    "/columnist.wasm": ["application/wasm", readFileSync(join(DIST, "columnist_bg.wasm"))],
  });
  const { context, page } = await open(address, { expected: /React DevTools/ });
  await page.getByLabel("Page").fill(STORY);
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  assert.ok((await page.locator("article p").allTextContents()).join("").includes(JOINED));
  await page.getByLabel("Page").fill("");
  await page.getByRole("heading").waitFor({ state: "detached" });
  await context.close();
});

test("the extension cleans the selection", async () => {
  const extension = example("extension");
  cpSync(DIST, join(extension, "columnist"), { recursive: true });
  // A click on the toolbar, which no test can make, allows it to read that tab; here the
  // manifest allows it.
  const path = join(extension, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: ["http://localhost/*"] }));
  const address = await serve({ "/": ["text/html", `<meta charset="utf-8"><pre>${STORY}</pre>`] });
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: findChromium(),
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
  });
  try {
    const background = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    const page = await context.newPage();
    await page.goto(address);
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    await page.bringToFront();
    const opened = context.waitForEvent("page");
    await background.evaluate(async () => {
      const { chrome, clean } = /** @type {any} */ (globalThis);
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      await clean(tab);
    });
    const result = await opened;
    await result.getByRole("heading", { name: HEADLINE }).waitFor({ timeout: 10_000 });
    assert.ok((await result.locator("p").allTextContents()).join("").includes(JOINED));
  } finally {
    await context.close();
  }
});

const ISSUE = readFileSync(
  join(ROOT, "tests", "fixtures", "issues", "jump_with_a_headline.txt"),
  "utf8",
);

/** What the examples of the documentation take as given. */
const GIVEN = `
  import { readFileSync } from "node:fs";
  import { createRequire } from "node:module";
  import { init, reconstruct, explain, render } from "columnist";
  import { createWorker } from "columnist/worker";
  await init();
  const wasm = readFileSync(createRequire(import.meta.url).resolve("columnist/columnist.wasm"));
  const text = ${JSON.stringify(STORY)};
  const pastedText = text;
  const issue = ${JSON.stringify(ISSUE)};
  const input = text;
  const page = reconstruct(text);
  const [article] = page.articles;
  const worker = createWorker();
  const { signal } = new AbortController();
  const window = new EventTarget();
`;

/** Where examples stand in comments, one line or more below the word, or fenced. */
const IN_COMMENTS = /@example\n((?: *\* ?.*\n)+?) *\*\/|```js\n([\s\S]*?)```/gu;

for (const [from, path, pattern] of /** @type {const} */ ([
  ["README", "README.md", /```js\n([\s\S]*?)```/gu],
  ["types", "src/js/index.d.ts", IN_COMMENTS],
  ["types of the worker", "src/js/worker/index.d.ts", IN_COMMENTS],
])) {
  const source = readFileSync(join(ROOT, path), "utf8");
  const codes = [...source.matchAll(pattern)]
    .map(([, one, two]) => (one ?? two ?? "").replaceAll(/^ *\* ?/gmu, ""))
    // What is imported and started stands in what is given.
    .map((code) => code.replace(/^import .*$|^await init\(\);.*$/gmu, ""));
  for (const [at, code] of codes.entries()) {
    test(`example ${at + 1} of the ${from} runs`, () => {
      const logged = runNode(`
        ${GIVEN}
        const logged = [];
        console.log = (...args) => logged.push(args);
        { ${code} }
        process.stdout.write(JSON.stringify(logged));
      `);
      // What the README says of its output.
      if (code.includes("reconstruct(issue)")) {
        assert.deepEqual(logged[0], ["苇塘老渡口架起了一座新桥", "第1版, 第2版"]);
        assert.equal(logged.length, 4);
      }
    });
  }
  test(`the ${from} has examples`, () => assert.ok(codes.length >= 2, String(codes.length)));
}
