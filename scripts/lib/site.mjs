/**
 * The web page as a folder of plain files, `site`, which any file server
 * hosts, under any address: the page itself, its modules put together so that
 * a first visit asks for few files, the wasm module, and in `vendor` the
 * modules of others that the page loads only when they are needed.
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

/** What `main.js` imports only when it is needed first. */
const LATER = [
  "parts/sample.js",
  "parts/files.js",
  "parts/pdf.js",
  "parts/html-text.js",
  "parts/export.js",
  "parts/explained.js",
];

/** What both `main.js` and the later parts use; those have it from `main.js`, so that it is there once. */
const SHARED = ["parts/dom.js", "parts/trusted.js", "parts/intake.js"];

/** What the page has beside them. */
const AS_IT_IS = ["index.html", "sw.js", "manifest.webmanifest", "icon.svg", "icons"];

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
  inlineStyle();
  writeServiceWorker();
  const firstVisit = filesIn(SITE).reduce(
    (sum, path) => sum + brotliCompressSync(readFileSync(path)).length,
    0,
  );
  for (const [from, to] of Object.entries(VENDOR)) {
    copy(join(ROOT, "node_modules", from), join(SITE, "vendor", to));
  }
  say(`the page's first visit has ${(firstVisit / 1000).toFixed(1)} KB with Brotli`);
  if (firstVisit > MOST_FIRST_VISIT_BYTES) {
    throw new Stop(`that is over its limit of ${MOST_FIRST_VISIT_BYTES / 1000} KB`);
  }
}

/**
 * The style sheet stands in the page itself, so that a phone far from the
 * server need not ask for it before it draws anything. The policy names it by
 * its hash: no other style gets in.
 */
function inlineStyle() {
  const path = join(SITE, "index.html");
  const sheet = join(SITE, "style.css");
  const style = readFileSync(sheet, "utf8").trim();
  const hash = createHash("sha256").update(style).digest("base64");
  const page = readFileSync(path, "utf8");
  const filled = page
    .replace("style-src 'self'", `style-src 'sha256-${hash}'`)
    .replace('<link rel="stylesheet" href="style.css">', () => `<style>${style}</style>`);
  if (filled.length < page.length + style.length) {
    throw new Stop("the page has no place for its style sheet");
  }
  writeFileSync(path, filled);
  rmSync(sheet);
}

/** Puts each entry and each later part together as one file. */
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
  const contents = ['import "./main.js";', ...SHARED.map((name) => `export * from "./${name}";`)];
  await put([], {
    stdin: { contents: contents.join("\n"), resolveDir: WWW },
    outdir: undefined,
    outfile: join(SITE, "main.js"),
    plugins: [apart(".", LATER, [])],
  });
  await put(LATER, { plugins: [apart("parts", LATER, SHARED)] });
}

/**
 * Leaves imports of modules that are files of their own, or are in `main.js`,
 * as imports of those.
 *
 * @param {string} folder Where the importing file will stand.
 * @param {string[]} later
 * @param {string[]} shared
 * @returns {import("esbuild").Plugin}
 */
function apart(folder, later, shared) {
  return {
    name: "apart",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
        const name = relative(WWW, join(resolveDir, path)).split(sep).join("/");
        const own = kind === "dynamic-import" && later.includes(name) ? name : undefined;
        const target = own ?? (shared.includes(name) ? "main.js" : undefined);
        // That the package has no side effects does not hold for the page.
        if (target === undefined) return { path: join(resolveDir, path), sideEffects: true };
        const from = relative(folder, target).split(sep).join("/");
        return { path: from.startsWith(".") ? from : `./${from}`, external: true };
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
