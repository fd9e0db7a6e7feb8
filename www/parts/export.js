/**
 * The files in which a page leaves. It is fetched when the first is asked for.
 *
 * @import { Format, Page } from "../../src/js/index.d.ts"
 * @import { PressJob, PressMessage } from "../press.js"
 * @import { Strings } from "../strings/en.js"
 */
import { dateOf } from "../../dist/shared/dates.js";
import { jsonLd } from "../../dist/shared/json-ld.js";
import { tongueOf } from "./tongue.js";
import { scriptUrl } from "./trusted.js";

/** @typedef {"txt" | "md" | "html" | "docx" | "json" | "jsonld"} Form */

/** @type {Record<Form, string>} */
const TYPES = {
  txt: "text/plain",
  md: "text/markdown",
  html: "text/html",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  json: "application/json",
  jsonld: "application/ld+json",
};

/** Longer names are cut by some file systems, which count bytes: a Chinese character has three. */
const LONGEST_NAME = 60;

/** @typedef {(page: Page, format: Format) => Promise<string[]>} Write */

/** @param {Write} write A page in a form of the core's. */
export function createExporter(write) {
  /** @type {Worker | undefined} */
  let press;
  let jobs = 0;

  /**
   * @param {PressJob} job
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  function print(job) {
    press ??= new Worker(scriptUrl("press.js"), { type: "module" });
    const worker = press;
    jobs += 1;
    const own = jobs;
    return new Promise((resolve, reject) => {
      const done = new AbortController();
      function fail() {
        done.abort();
        // The next file is tried with a new worker.
        if (press === worker) press = undefined;
        worker.terminate();
        reject(new Error("the file could not be made"));
      }
      worker.addEventListener(
        "message",
        (event) => {
          const message = /** @type {PressMessage} */ (event.data);
          if (message.id !== own) return;
          if ("failed" in message) {
            fail();
          } else {
            done.abort();
            resolve(/** @type {Uint8Array<ArrayBuffer>} */ (message.bytes));
          }
        },
        { signal: done.signal },
      );
      worker.addEventListener("error", fail, { signal: done.signal });
      worker.postMessage({ id: own, job });
    });
  }

  /**
   * @param {Page} page
   * @param {Form} form
   * @returns {Promise<string | Uint8Array<ArrayBuffer>>}
   */
  async function data(page, form) {
    if (form === "docx") return print({ docx: page });
    if (form === "json") return `${JSON.stringify(page, null, 2)}\n`;
    if (form === "jsonld") return `${JSON.stringify(jsonLd(page), null, 2)}\n`;
    if (form === "html") return wholeDocument(page, (await write(page, "html"))[0] ?? "");
    return (await write(page, form === "txt" ? "text" : "markdown"))[0] ?? "";
  }

  return {
    /**
     * @param {Page} page
     * @param {Form} form
     * @param {Strings} strings
     */
    async file(page, form, strings) {
      const blob = new Blob([await data(page, form)], { type: `${TYPES[form]};charset=utf-8` });
      return { name: `${nameOf(page, strings)}.${form}`, blob };
    },
    /**
     * All pages as one archive.
     *
     * @param {Page[]} pages
     * @param {Form} form
     * @param {Strings} strings
     */
    async archive(pages, form, strings) {
      /** @type {Map<string, string | Uint8Array>} */
      const files = new Map();
      for (const page of pages) {
        const name = nameOf(page, strings);
        let free = name;
        for (let n = 2; files.has(`${free}.${form}`); n += 1) free = `${name} (${n})`;
        files.set(`${free}.${form}`, await data(page, form));
      }
      const bytes = await print({ zip: [...files] });
      return {
        name: `${strings.fileName}.zip`,
        blob: new Blob([bytes], { type: "application/zip" }),
      };
    },
  };
}

/**
 * A file's name without its ending: the date, where the page tells it, and the
 * first headline.
 *
 * @param {Page} page
 * @param {Strings} strings
 */
export function nameOf(page, strings) {
  const headline = page.articles.find((article) => article.headline)?.headline?.text;
  const name = [dateOf(page), headline ?? strings.fileName].filter(Boolean).join(" ");
  return (
    [...name.replace(/[\p{C}\\/:*?"<>|]+/gu, " ").replace(/\s+/gu, " ")]
      .slice(0, LONGEST_NAME)
      .join("")
      // Windows drops what a name ends with.
      .replace(/[. ]+$/u, "")
      .trimStart() || strings.fileName
  );
}

/**
 * @param {Page} page
 * @param {string} body
 */
function wholeDocument(page, body) {
  const title = page.articles.find((article) => article.headline)?.headline?.text ?? "";
  const escaped = title.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  const lang = tongueOf(body.replace(/<[^>]*>/gu, "")) ?? "";
  return `<!doctype html>\n<html lang="${lang}">\n<meta charset="utf-8">\n<title>${escaped}</title>\n${body}</html>\n`;
}
