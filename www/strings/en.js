/** The English interface, and the shape that every language fills. */

const en = {
  tagline: "Gives the articles of a garbled newspaper page back",
  privacy: "Your text stays on this device",
  otherLanguage: "中文",
  sourceHeading: "The page",
  sourceLabel: "Text copied or recognised from a newspaper page",
  sourcePlaceholder:
    "Paste the text of a whole newspaper page here, as a PDF, a viewer or text recognition gave it.",
  units: (/** @type {number} */ count) => plural(count, "character"),
  sample: "Try a sample",
  clear: "Clear",
  restore: "Bring it back",
  resultHeading: "Its articles",
  copy: "Copy",
  copyAll: "Copy all",
  copied: "Copied",
  copyFailed: "The browser does not allow copying: select the text and copy it by hand.",
  copyOf: (/** @type {string} */ name) => `Copy “${name}”`,
  downloadText: "Download text",
  downloadMarkdown: "Download Markdown",
  fileName: "articles",
  starting: "Getting ready…",
  empty: "Paste the text of a newspaper page on the left, and its articles will stand here.",
  emptyNarrow: "Paste the text of a newspaper page above, and its articles will stand here.",
  noArticle:
    "There is no article in this text. Paste more of the page, with the paragraphs of its stories.",
  unavailable:
    "WebAssembly could not be loaded, so no article can be put together. Check the network, update the browser or switch off the extension that blocks it, and try again.",
  retry: "Try again",
  tooLong: "The text is too long. Paste it page by page.",
  crashed:
    "Something went wrong with this text. It is still there: change it or take some of it away, and it will be tried again.",
  articles: (/** @type {number} */ count, /** @type {number} */ millis) =>
    `${plural(count, "article")} in ${millis} ms`,
  found: (/** @type {number} */ count) => `${plural(count, "article")} put together`,
  article: (/** @type {number} */ index) => `Article ${index}`,
  untitled: (/** @type {number} */ index) => `Article ${index}, without a headline`,
  doubtfulArticle: "Uncertain",
  doubtfulArticleHint:
    "It is not certain that all of this is one article: compare it with the page.",
  doubtfulText: "Uncertain: ",
  doubtfulTextHint: "It is not certain that this belongs here: compare it with the page.",
  onPages: (/** @type {string[]} */ folios) =>
    `Page ${folios.map((folio) => folio.replace(/^第|[版页頁]$/g, "")).join(", ")}`,
  duplicateOf: (/** @type {number} */ index) => `Repeats article ${index}`,
  jumpFrom: (/** @type {string} */ page) => `Continued from ${page}`,
  jumpTo: (/** @type {string} */ page) => `Continues at ${page}`,
  furniture: (/** @type {number} */ count) => `Page furniture (${count})`,
  removed: (/** @type {number} */ count) => `Taken away (${count})`,
  warnings: (/** @type {number} */ count) => `Notes (${count})`,
  /** @type {Record<import("../../src/js/index.d.ts").Furniture["kind"], string>} */
  furnitureKinds: {
    date: "Date",
    folio: "Folio",
    section: "Section",
    editors: "Editors",
    contact: "Contact",
    publisher: "Publisher",
    credit: "Credit",
    jump: "Jump",
    other: "Other",
  },
  /** @type {Record<import("../../src/js/index.d.ts").Removal["kind"], string>} */
  removalKinds: {
    shadow: "Double print",
    pageBreak: "Page break",
    invisible: "Invisible character",
    stray: "Stray mark",
  },
  removalTimes: (/** @type {number} */ count) => plural(count, "place"),
  warning: (/** @type {string} */ _code, /** @type {string} */ message) => message,
  footer: "Open source, MIT or Apache-2.0",
};

/** @typedef {typeof en} Strings */

/**
 * @param {number} count
 * @param {string} noun
 */
function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

export default en;
