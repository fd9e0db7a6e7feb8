/**
 * The web page as a folder of plain files, `site`, which any file server
 * hosts, under any address: the page itself, the package's browser half in
 * `dist`, and in `vendor` the modules of others that the page loads only when
 * they are needed.
 */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { ROOT, Stop, say } from "./run.mjs";
import { ensureNodeModules } from "./setup.mjs";

export const SITE = join(ROOT, "site");

/** What the first visit may fetch, with Brotli; `vendor` is not fetched then. */
const MOST_FIRST_VISIT_BYTES = 400_000;

/** What of the package a browser needs. */
const PACKAGE = [
  ...["browser.js", "face.js", "error.js", "columnist.js", "columnist_bg.wasm"],
  ...["shared/dates.js", "shared/encodings.js", "shared/json-ld.js"],
];

/** What of the page imports from the package. */
const IMPORTING = ["worker.js", "parts/export.js", "parts/intake.js"];

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
  cpSync(join(ROOT, "www"), SITE, { recursive: true });
  for (const name of PACKAGE) copy(join(ROOT, "dist", name), join(SITE, "dist", name));
  // In the project `dist` stands beside `www`; here it stands inside, so that
  // the page needs nothing outside its own folder.
  for (const name of IMPORTING) {
    const path = join(SITE, name);
    const inside = readFileSync(path, "utf8").replaceAll(/"\.\.\/((?:\.\.\/)?)dist\//gu, (_, up) =>
      up ? '"../dist/' : '"./dist/',
    );
    writeFileSync(path, inside);
  }
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
