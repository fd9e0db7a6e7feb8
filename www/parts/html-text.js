/** The text of a saved web page: one line for each of its blocks. */
import { inertDocument } from "./trusted.js";

const SILENT = new Set([
  "SCRIPT",
  "STYLE",
  "TEMPLATE",
  "NOSCRIPT",
  "HEAD",
  "SVG",
  "IFRAME",
  "OBJECT",
]);

/** What stands on lines of its own. */
const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 " +
    "H6 HEADER HGROUP HR HTML LI MAIN NAV OL OPTION P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);

/**
 * @param {string} html
 * @returns {string}
 */
export function htmlText(html) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  function end() {
    const text = line.trim();
    if (text !== "") lines.push(text);
    line = "";
  }
  /**
   * @param {Node} node
   * @param {boolean} asSet Whether line breaks of the source count.
   */
  function walk(node, asSet) {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.nodeValue ?? "";
      const [first = "", ...rest] = asSet ? text.split(/\r?\n/) : [text.replace(/\s+/g, " ")];
      line += first;
      for (const next of rest) {
        end();
        line = next;
      }
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (SILENT.has(name)) return;
    if (name === "BR") {
      end();
      return;
    }
    const block = BLOCKS.has(name);
    if (block) end();
    for (const child of node.childNodes) walk(child, asSet || name === "PRE");
    if (block) end();
  }
  walk(inertDocument(html).documentElement, false);
  end();
  return lines.join("\n");
}
