/** The text of a PDF's pages, by the same steps as the web page takes it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pageText } from "../../www/parts/pdf-text.js";
import { ROOT } from "./run.mjs";
import { ensureNodeModules } from "./setup.mjs";

const PDFJS = join(ROOT, "node_modules", "pdfjs-dist");

/**
 * @param {string} path
 * @returns {Promise<string>} the pages with a form feed between them
 */
export async function readPdf(path) {
  await ensureNodeModules();
  const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = pdfjs.getDocument({
    data: new Uint8Array(readFileSync(path)),
    cMapUrl: `${join(PDFJS, "cmaps")}/`,
    standardFontDataUrl: `${join(PDFJS, "standard_fonts")}/`,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  const texts = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    texts.push(pageText((await page.getTextContent()).items));
  }
  await task.destroy();
  return texts.join("\f");
}
