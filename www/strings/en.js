/** The English interface, and the shape that every language fills. */
import { moment, number } from "./forms.js";

const en = {
  tagline: "Gives the articles of a garbled newspaper page back",
  privacy: "Your text stays on this device",
  language: "Language",
  sourceHeading: "The page",
  sourceLabel: "Text copied or recognised from a newspaper page",
  sourcePlaceholder:
    "Paste the text of a whole newspaper page here, as a PDF, a viewer or text recognition gave it.",
  units: (/** @type {number} */ count) => plural(count, "character"),
  sample: "Try a sample",
  clear: "Clear",
  restore: "Bring it back",
  showDone: "Show what was done",
  viewLabel: "The page, with what was done to it",
  doneHeading: "What was done",
  nothingDone: "Nothing yet.",
  times: (/** @type {number} */ count) => `${number(count)} ×`,
  /** @type {Record<import("../parts/trace.js").Deed, { name: string, why: string }>} */
  deeds: {
    join: { name: "Joined", why: "a line break inside a paragraph" },
    space: { name: "Closed up", why: "a space that the setting made, or one put where it belongs" },
    codePoint: {
      name: "Replaced",
      why: "a sign that stands for a character, as Kangxi radicals do",
    },
    mark: { name: "Marks", why: "marks that a recogniser read as others, as print has them" },
    hyphen: { name: "Hyphens", why: "hyphens that parted a word at the end of a line" },
    shadow: {
      name: "Taken away as shadow",
      why: "the second print of letters that are printed twice",
    },
    moved: { name: "Moved", why: "it stood elsewhere on the page than it is read" },
    aside: { name: "Set aside", why: "page furniture, which belongs to no article" },
    pageBreak: { name: "Page break", why: "a sign between two pages" },
    invisible: { name: "Invisible", why: "a character without a visible form" },
    stray: { name: "Stray mark", why: "a mark that belongs to no text" },
  },
  choices: "Repairs",
  repairs: {
    codePoints: "Replace signs that stand for characters",
    marks: "Put back marks that a recogniser misread",
    vertical: "Put vertical print into one line",
    shadow: "Take double print away",
    spacing: "Close up letter-spacing and stray spaces",
  },
  spaced: "A space between Chinese and Latin or digits",
  inspector: "Inspector: why it became so",
  inspectorHint: "Choose a sentence, on the left or on the right.",
  stagesHeading: "How this page was read",
  stages: (
    /** @type {Record<string, number>} */ {
      repaired,
      removed,
      lines,
      columns,
      fragments,
      chained,
      partings,
      joins,
      articles,
      furniture,
    },
  ) => [
    `Repairs: ${repaired} signs changed or joined, ${removed} stretches taken away`,
    `${lines} lines, ${columns} places with columns side by side`,
    `${fragments} stretches of running text, ${chained} of which go on from another`,
    `${partings} articles parted and ${joins} joined by their headlines`,
    `${articles} articles, ${furniture} pieces of page furniture`,
  ],
  linesHeading: "Every line with its class and its width of the measure",
  /** Classes of lines, by their names in the core. @type {Record<string, string>} */
  lineClasses: {
    Start: "begins a paragraph",
    On: "goes on",
    Head: "begins a headline",
    HeadOn: "headline, goes on",
    Caption: "begins a caption",
    CaptionOn: "caption, goes on",
    Credit: "credit",
    Byline: "byline",
    Subhead: "subhead",
    Furniture: "page furniture",
  },
  inspectorFailed: "The page could not be explained.",
  rival: "before",
  begins: "nothing: it begins an article",
  goesOnFrom: "Goes on from",
  headlinesWeighed: "Headlines that were weighed",
  noHeadline: "no headline",
  resultHeading: "Its articles",
  correct: "Correct",
  correctHint:
    "Choose a sentence, by click, touch or Enter, to correct the block that it stands in.",
  correctBlock: "Correct this block",
  corrected: "Corrected.",
  merge: "Join with the paragraph above",
  split: "Begin a paragraph here",
  edit: "Edit the text",
  save: "Save",
  role: "It is",
  /** @type {Record<import("../parts/corrections.js").Role, string>} */
  roles: {
    kicker: "a kicker",
    headline: "the headline",
    deck: "a deck",
    byline: "a byline",
    body: "a paragraph",
    subhead: "a subhead",
    caption: "a caption",
    credit: "a credit",
  },
  belongsTo: "It belongs to",
  newArticle: "a new article",
  pageFurniture: "the page furniture",
  restoreRemoved: "Restore",
  restoreOf: (/** @type {string} */ text) => `Restore “${text}”`,
  copy: "Copy",
  copyAll: "Copy all",
  copied: "Copied",
  copyFailed: "The browser does not allow copying: select the text and copy it by hand.",
  copyOf: (/** @type {string} */ name) => `Copy “${name}”`,
  downloadText: "Download text",
  downloadMarkdown: "Download Markdown",
  copyRich: "Copy with formatting",
  copyMarkdown: "Copy as Markdown",
  otherForms: (/** @type {string} */ name) => `${name} in other forms`,
  more: "More",
  downloadAll: "Download all",
  /** @type {Record<import("../parts/export.js").Form, string>} */
  downloads: {
    txt: "Download text",
    md: "Download Markdown",
    html: "Download HTML",
    docx: "Download Word (.docx)",
    json: "Download JSON",
    jsonld: "Download JSON-LD (schema.org)",
  },
  exportFailed: "The file could not be made. Check the network and try again.",
  partMissing:
    "A part of Columnist that is needed for this could not be loaded. Check the network and try again.",
  fileName: "articles",
  starting: "Getting ready…",
  working: "Putting the page together…",
  choose: "Choose files…",
  chooseHint: "or drop them anywhere: .txt .md .html .pdf",
  dropHere: "Drop the files here",
  cancel: "Cancel",
  close: "Close",
  undo: "Undo",
  redo: "Redo",
  undone: "Taken back",
  redone: "Done again",
  replaced: "The new input took the place of the old.",
  keepBoth: "Keep both",
  askTitle: "There is work on the page",
  askEdited: "You have changed the text. Put the new input beside it or in its place?",
  askPages: (/** @type {number} */ count) =>
    `${plural(count, "page")} are open. Put the new input beside them or in their place?`,
  askAdd: "Beside it",
  askReplace: "In its place",
  pagesHeading: "Pages",
  pageCount: (/** @type {number} */ count) => plural(count, "page"),
  articleCount: (/** @type {number} */ count) => plural(count, "article"),
  partOf: (/** @type {string} */ name, /** @type {number} */ part) => `${name}, page ${part}`,
  emptyPage: "Empty page",
  removePage: "Remove",
  pageRemoved: "The page was removed.",
  search: "Search all articles",
  hits: (/** @type {number} */ count) => plural(count, "article"),
  progressLabel: "How far the work has come",
  progress: (/** @type {number} */ done, /** @type {number} */ total) => `${done} of ${total}`,
  goOn: "Go on",
  /** @type {Record<import("../parts/store.js").State, string>} */
  states: {
    waiting: "Waiting",
    working: "Working",
    done: "Done",
    doubtful: "Doubtful",
    failed: "Failed",
  },
  /** @type {Record<import("../parts/files.js").FileProblem, string>} */
  problems: {
    "too-large":
      "The file is too large: texts may have 16 MB, PDFs 256 MB. Split it and try again.",
    "unknown-encoding":
      "The file’s encoding is not known: it is no UTF-8, UTF-16, GB18030 or Big5. Save it as UTF-8 and try again.",
    "not-text": "The file is neither text nor HTML nor PDF.",
    unreadable: "The file could not be read: it may have been moved or changed since.",
    "pdf-encrypted": "The PDF is encrypted: save a copy without a password and try again.",
    "pdf-broken": "The PDF is broken or is none: no page could be read from it.",
    "pdf-unavailable":
      "The part of Columnist that reads PDFs could not be loaded. Check the network and try again.",
    picture: "This page is a picture without text: run text recognition (OCR) first.",
  },
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
  timedOut:
    "It took too long and was given up, twice. The text is still there: change it or take some of it away, and it will be tried again.",
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
    `${folios.length === 1 ? "Page" : "Pages"} ${folios.map((folio) => folio.replace(/^第|[版页頁]$/g, "")).join(", ")}`,
  issue: "The pages of this issue",
  duplicateOf: (/** @type {number} */ index) => `Repeats article ${index}`,
  openDuplicate: "Open this copy",
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
  kept: "Your work is kept in this browser and nowhere else, up to 50 million characters.",
  forget: (/** @type {number} */ pages, /** @type {number} */ units) =>
    `Delete what is kept: ${plural(pages, "page")}, ${plural(units, "character")}`,
  forgotten: "What was kept in this browser is deleted. What you see stays until you leave.",
  storageFull:
    "There is no room left to keep this work in the browser. It stays until you leave the page: download it.",
  lost: (/** @type {number} */ pages, /** @type {Date} */ at) =>
    `Your work of ${moment(at, "en")} (${plural(pages, "page")}) is still here.`,
  openLost: "Open it",
  deleteLost: "Delete it",
  later: "Later",
  offline: "Ready to work offline.",
  update: "A new version of Columnist is there.",
  reload: "Reload",
  footer: "Open source, MIT or Apache-2.0",
};

/** @typedef {typeof en} Strings */

/**
 * @param {number} count
 * @param {string} noun
 */
function plural(count, noun) {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export default en;
