/**
 * The web page as a folder of plain files, `site`, which any file server
 * hosts, under any address: the page with its style sheet and its first script
 * inside, `main.js` and the words of each language, which come right after it,
 * the workers, the wasm module, in `parts` what few need, and in `vendor` the
 * modules of others. What is in those two is fetched only when it is needed.
 */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { ROOT, Stop, say } from "./run.mjs";
import { ensureNodeModules } from "./setup.mjs";

const WWW = join(ROOT, "www");
export const SITE = join(ROOT, "site");

/** What the first visit may fetch, with Brotli; `vendor` is not fetched then. */
const MOST_FIRST_VISIT_BYTES = 400_000;

/** What the page itself may have: what a server sends before it waits for the first word that something arrived. */
const MOST_PAGE_BYTES = 14_000;

/** What comes right after the page itself; of the languages only the reader's. */
const NEXT = ["main.js", "strings/en.js", "strings/zh.js", "strings/zh-hant.js"];

/** What `main.js` imports only when it is needed first. */
const LATER = [
  "parts/sample.js",
  "parts/files.js",
  "parts/pdf.js",
  "parts/html-text.js",
  "parts/export.js",
  "parts/explained.js",
  "parts/letters.js",
];

/** What the page has beside them. */
const AS_IT_IS = ["sw.js", "manifest.webmanifest", "icon.svg", "icons"];

/**
 * From where in `node_modules` to where in `vendor`. Modules get the ending
 * `.js`, because many file servers know no type for `.mjs`.
 */
const VENDOR = {
  "pdfjs-dist/legacy/build/pdf.min.mjs": "pdfjs/pdf.js",
  "pdfjs-dist/legacy/build/pdf.worker.min.mjs": "pdfjs/pdf.worker.js",
  "pdfjs-dist/cmaps": "pdfjs/cmaps",
  "pdfjs-dist/standard_fonts": "pdfjs/standard_fonts",
  "pdfjs-dist/LICENSE": "pdfjs/LICENSE",
  "docx/dist/index.mjs": "docx/docx.js",
  "docx/LICENSE": "docx/LICENSE",
  "fflate/esm/browser.js": "fflate/fflate.js",
  "fflate/LICENSE": "fflate/LICENSE",
};

/** The package must have been built. */
export async function buildSite() {
  await ensureNodeModules();
  rmSync(SITE, { recursive: true, force: true });
  for (const name of AS_IT_IS) copy(join(ROOT, "www", name), join(SITE, name));
  copy(join(ROOT, "dist", "columnist_bg.wasm"), join(SITE, "columnist_bg.wasm"));
  await bundle();
  writeServiceWorker();
  const firstVisit = filesIn(SITE).reduce(
    (sum, path) => sum + brotliCompressSync(readFileSync(path)).length,
    0,
  );
  for (const [from, to] of Object.entries(VENDOR)) {
    copy(join(ROOT, "node_modules", from), join(SITE, "vendor", to));
  }
  say(`the page's first visit has ${(firstVisit / 1000).toFixed(1)} KB with Brotli`);
  const page = brotliCompressSync(readFileSync(join(SITE, "index.html"))).length;
  say(`the page itself ${(page / 1000).toFixed(1)} KB`);
  if (page > MOST_PAGE_BYTES) {
    throw new Stop(`that is over its limit of ${MOST_PAGE_BYTES / 1000} KB`);
  }
  if (firstVisit > MOST_FIRST_VISIT_BYTES) {
    throw new Stop(`that is over its limit of ${MOST_FIRST_VISIT_BYTES / 1000} KB`);
  }
}

/**
 * The style sheet and the first script stand in the page itself: a phone far
 * from the server draws and takes text without asking a second time. The policy
 * names both by their hashes, so that no other gets in.
 *
 * @param {{ style: string, script: string }} inside
 */
function writePage({ style, script }) {
  /** @param {string} text */
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  /** @type {[from: string, to: string][]} */
  const changes = [
    ["style-src 'self'", `style-src ${hash(style)}`],
    ["script-src 'self'", `script-src 'self' ${hash(script)}`],
    ['<link rel="stylesheet" href="style.css">', `<style>${style}</style>`],
    ['<script src="first.js"></script>', `<script>${script}</script>`],
  ];
  let page = readFileSync(join(WWW, "index.html"), "utf8");
  for (const [from, to] of changes) {
    if (!page.includes(from)) throw new Stop(`index.html has no ${from}`);
    page = page.replace(from, () => to);
  }
  writeFileSync(join(SITE, "index.html"), page);
}

/** Puts each script and the style sheet together with all that they import. */
async function bundle() {
  // Loaded here, since a fresh machine has it only now.
  const { build } = await import("esbuild");
  /**
   * @param {string[]} names
   * @param {import("esbuild").BuildOptions} [options]
   */
  const put = (names, options) =>
    build({
      entryPoints: names.map((name) => join(WWW, name)),
      outbase: WWW,
      outdir: SITE,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2023",
      charset: "utf8",
      logLevel: "error",
      ...options,
    });
  await put(["worker.js", "press.js", "style.css"]);
  await put(NEXT, { plugins: [apart(".")] });
  await put(LATER, { plugins: [apart("parts")] });
  const version = createHash("sha256");
  for (const name of NEXT) version.update(readFileSync(join(SITE, name)));
  await put(["first.js"], {
    format: "iife",
    plugins: [await firstWords(version.digest("hex").slice(0, 8))],
  });
  /** @param {string} name */
  const take = (name) => {
    const path = join(SITE, name);
    const text = readFileSync(path, "utf8").trim();
    rmSync(path);
    return text;
  };
  writePage({ style: take("style.css"), script: take("first.js") });
}

/**
 * Has the page carry only the words that it shows first.
 *
 * @param {string} version Of the parts that come next.
 * @returns {Promise<import("esbuild").Plugin>}
 */
async function firstWords(version) {
  const { WORDS } = await import("../../www/parts/first-words.js");
  const contents = `export const WORDS = ${JSON.stringify(WORDS)}; export const VERSION = "${version}";`;
  return {
    name: "first words",
    setup({ onLoad }) {
      onLoad({ filter: /first-words\.js$/ }, () => ({ contents }));
    },
  };
}

/**
 * Leaves imports of what is a file of its own as they are.
 *
 * @param {string} folder Where the importing file will stand.
 * @returns {import("esbuild").Plugin}
 */
function apart(folder) {
  return {
    name: "apart",
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const name = relative(WWW, join(resolveDir, path)).split(sep).join("/");
        if (kind !== "dynamic-import" || !LATER.includes(name)) return undefined;
        return { path: `./${relative(folder, name).split(sep).join("/")}`, external: true };
      });
    },
  };
}

/** Its version follows from all that it keeps: any change makes a new one. */
function writeServiceWorker() {
  const path = join(SITE, "sw.js");
  const hash = createHash("sha256").update(readFileSync(path));
  const files = filesIn(SITE)
    .map((file) => relative(SITE, file).split(sep).join("/"))
    .filter((file) => file !== "sw.js")
    .sort();
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(SITE, file)));
  // The address of the folder itself is the page as well.
  const kept = { version: hash.digest("hex").slice(0, 12), files: ["./", ...files] };
  const text = readFileSync(path, "utf8");
  const filled = text.replace(/\{ version: "none", files: \[\] \}/u, () => JSON.stringify(kept));
  if (filled === text) throw new Stop("the service worker has no place for its files");
  writeFileSync(path, filled);
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
