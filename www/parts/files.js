/**
 * Files as pages of text. It is fetched when the first file comes and not
 * before.
 */

import { decode } from "../../dist/shared/encodings.js";
import { pagesOf } from "./archive.js";
import { htmlText } from "./html-text.js";

/**
 * Why a file, or a page of one, gives no text.
 *
 * @typedef {"too-large" | "unknown-encoding" | "not-text" | "unreadable" | "pdf-encrypted" | "pdf-broken" | "pdf-unavailable" | "picture"} FileProblem
 *
 * @typedef {object} Incoming A page's worth of text.
 * @property {string} name
 * @property {number | undefined} part
 * @property {string} text
 * @property {FileProblem | undefined} problem
 */

/** A newspaper page has some 20 KB; a book has less than this. */
const MOST_TEXT_BYTES = 16 * 1024 * 1024;
/** What a browser can hold besides the page that it makes of it. */
const MOST_PDF_BYTES = 256 * 1024 * 1024;

const PDF = /\.pdf$/i;
const HTML = /\.x?html?$/i;
const TEXT = /\.(?:txt|text|md|markdown)$/i;

/**
 * Reads files one after another, and tells each page as soon as it is there.
 *
 * @param {File[]} files
 * @param {object} listener
 * @param {(incoming: Incoming) => void} listener.onIncoming
 * @param {(done: number, total: number) => void} listener.onProgress Pages of PDFs count one each.
 * @param {AbortSignal} signal
 */
export async function readFiles(files, { onIncoming, onProgress }, signal) {
  let done = 0;
  let total = files.length;
  for (const file of files) {
    if (signal.aborted) return;
    onProgress(done, total);
    if (await isPdf(file)) {
      let pages = 1;
      const problem = await readPdfFile(
        file,
        (text, number, count) => {
          total += count - pages;
          pages = count;
          done += 1;
          onProgress(done, total);
          onIncoming({
            name: file.name,
            part: count > 1 ? number : undefined,
            text,
            problem: text === "" ? "picture" : undefined,
          });
        },
        signal,
      );
      if (problem) {
        done += 1;
        onIncoming({ name: file.name, part: undefined, text: "", problem });
      }
    } else {
      const { text, problem } = await readTextFile(file);
      pagesOf(text).forEach((page, at, { length }) => {
        onIncoming({
          name: file.name,
          part: length > 1 ? at + 1 : undefined,
          text: page,
          problem,
        });
      });
      done += 1;
    }
    onProgress(done, total);
  }
}

/** @param {File} file */
async function isPdf(file) {
  if (PDF.test(file.name) || file.type === "application/pdf") return true;
  const start = await file
    .slice(0, 5)
    .text()
    .catch(() => "");
  return start === "%PDF-";
}

/**
 * @param {File} file
 * @param {(text: string, number: number, total: number) => void} onPage
 * @param {AbortSignal} signal
 * @returns {Promise<FileProblem | undefined>}
 */
async function readPdfFile(file, onPage, signal) {
  if (file.size > MOST_PDF_BYTES) return "too-large";
  try {
    const { readPdf } = await import("./pdf.js");
    return await readPdf(file, onPage, signal);
  } catch {
    return "pdf-unavailable";
  }
}

/**
 * @param {File} file
 * @returns {Promise<{ text: string, problem: FileProblem | undefined }>}
 */
async function readTextFile(file) {
  /** @param {FileProblem} problem */
  const failed = (problem) => ({ text: "", problem });
  const known = TEXT.test(file.name) || HTML.test(file.name) || file.type.startsWith("text/");
  if (!known && file.type !== "") return failed("not-text");
  if (file.size > MOST_TEXT_BYTES) return failed("too-large");
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return failed("unreadable");
  }
  const decoded = decode(bytes);
  if (!decoded) return failed("unknown-encoding");
  const html = HTML.test(file.name) || file.type === "text/html";
  return { text: html ? htmlText(decoded.text) : decoded.text, problem: undefined };
}
