/**
 * PDF files, page by page, through pdf.js. It is fetched when the first PDF
 * comes and not before.
 */
import { pageText } from "./pdf-text.js";
import { scriptUrl } from "./trusted.js";

/** @import { FileProblem } from "./files.js" */

/** @typedef {typeof import("pdfjs-dist")} PdfJs */

/** @type {Promise<{ pdfjs: PdfJs, worker: import("pdfjs-dist").PDFWorker }> | undefined} */
let loaded;

async function load() {
  /** @type {PdfJs} */
  const pdfjs = await import(scriptUrl("vendor/pdfjs/pdf.js"));
  const port = new Worker(scriptUrl("vendor/pdfjs/pdf.worker.js"), { type: "module" });
  // Faults of a PDF are told in words where they matter, not on the console.
  const { ERRORS: verbosity } = pdfjs.VerbosityLevel;
  return { pdfjs, worker: new pdfjs.PDFWorker({ port: /** @type {any} */ (port), verbosity }) };
}

/**
 * @param {File} file
 * @param {(text: string, number: number, total: number) => void} onPage An empty text is a page without any.
 * @param {AbortSignal} signal Between two pages the reader may have enough.
 * @returns {Promise<FileProblem | undefined>}
 */
export async function readPdf(file, onPage, signal) {
  loaded ??= load();
  const { pdfjs, worker } = await loaded.catch((error) => {
    // The next PDF tries anew.
    loaded = undefined;
    throw error;
  });
  const folder = scriptUrl("vendor/pdfjs/");
  const task = pdfjs.getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    worker,
    cMapUrl: `${folder}cmaps/`,
    standardFontDataUrl: `${folder}standard_fonts/`,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    for (let number = 1; number <= document.numPages; number += 1) {
      if (signal.aborted) return undefined;
      const page = await document.getPage(number);
      const text = pageText((await page.getTextContent()).items);
      page.cleanup();
      if (signal.aborted) return undefined;
      onPage(text, number, document.numPages);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error && error.name === "PasswordException"
      ? "pdf-encrypted"
      : "pdf-broken";
  } finally {
    await task.destroy();
  }
}
