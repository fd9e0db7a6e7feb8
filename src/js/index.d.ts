/**
 * Columnist gives the articles of a garbled newspaper page back.
 *
 * ```js
 * import { init, reconstruct, render } from "columnist";
 *
 * await init();
 * const page = reconstruct(pastedText);
 * console.log(page.articles[0].headline?.text);
 * console.log(render(page, "markdown"));
 * ```
 */

/**
 * A half-open range `[start, end)` of the input, in UTF-16 code units: what
 * JavaScript's `slice` takes.
 *
 * @example
 * const [start, end] = article.headline.spans[0];
 * input.slice(start, end); // the headline's first piece as it was printed
 */
export type Span = [start: number, end: number];

/** A stretch of cleaned text and where it came from. */
export interface Text {
  /**
   * The cleaned text, without line breaks: the input's characters at `spans`,
   * in order, changed only as {@link Page.repairs} says.
   *
   * @example "桥面加宽至12米"
   */
  text: string;
  /**
   * Where it came from, in the order of the text. No two spans of a page
   * overlap.
   *
   * @example [[120, 136], [410, 422]]
   */
  spans: Span[];
  /**
   * How sure its place is, from 0 to 1, in hundredths; absent where there was no
   * choice.
   *
   * @example 0.82
   */
  confidence?: number;
}

/** A paragraph of an article's body. */
export interface Paragraph extends Text {
  /**
   * `"body"` is running text, `"subhead"` a heading inside the body (小标题).
   *
   * @example "body"
   */
  role: "body" | "subhead";
}

/** A picture's caption (图片说明). */
export interface Caption extends Text {
  /**
   * Index into {@link Article.paragraphs} of the paragraph that the caption
   * repeats, from 0; absent where it says something of its own.
   *
   * @example 0
   */
  echo?: number;
}

/**
 * Where an article continues, or continues from. Where the other part is in the
 * input as well, both are one article and nothing is said here.
 */
export interface Jump {
  /**
   * The page that it comes from (上接…), as printed.
   *
   * @example "第1版"
   */
  from?: string;
  /**
   * The page that it goes on at (下转…), as printed.
   *
   * @example "第3版"
   */
  to?: string;
}

/** One article. */
export interface Article {
  /**
   * 引题, the line above the headline. Absent where there is none.
   *
   * @example { "text": "苇塘镇两岸今日通车", "spans": [[60, 69]] }
   */
  kicker?: Text;
  /**
   * 主题. Absent where the page has none: it is never made up.
   *
   * @example { "text": "老渡口架起新桥", "spans": [[40, 47]], "confidence": 0.82 }
   */
  headline?: Text;
  /**
   * 副题, the line below the headline. Absent where there is none.
   *
   * @example { "text": "两岸百姓少绕十里", "spans": [[48, 56]] }
   */
  deck?: Text;
  /**
   * 署名: the bylines that stand apart from the body.
   *
   * @example [{ "text": "本报记者 沈闻樵", "spans": [[57, 65]] }]
   */
  bylines: Text[];
  /**
   * The body, in reading order.
   *
   * @example [{ "role": "body", "text": "桥面加宽至12米。", "spans": [[120, 129]] }]
   */
  paragraphs: Paragraph[];
  /**
   * The captions of its pictures.
   *
   * @example [{ "text": "新桥昨日通车。", "spans": [[300, 307]], "echo": 0 }]
   */
  captions: Caption[];
  /**
   * Lines that name photographers or sources (摄影, 供图) and stand apart.
   *
   * @example [{ "text": "通讯员 苏恺 摄", "spans": [[307, 315]] }]
   */
  credits: Text[];
  /**
   * Where it comes from or goes on; absent where it is whole.
   *
   * @example { "to": "第3版" }
   */
  jump?: Jump;
  /**
   * Index into {@link Page.articles}, from 0, of the article that this one
   * repeats: of the one that is kept whole. {@link render} folds this one.
   * Absent where it repeats none.
   *
   * @example 2
   */
  duplicateOf?: number;
  /**
   * Indices into {@link Page.pages}, from 0, of the pages that it stands on, in
   * the order of its parts.
   *
   * @example [0, 2]
   */
  pages: number[];
  /**
   * How sure it is that these pieces belong together, from 0 to 1, in hundredths.
   *
   * @example 0.93
   */
  confidence: number;
}

/** What stands on the page and belongs to no article. */
export interface Furniture extends Text {
  /**
   * - `"date"`: a date or weekday
   * - `"folio"`: a page number
   * - `"section"`: a section's name
   * - `"editors"`: 责编, 版式, 校对
   * - `"contact"`: phone, e-mail or web address
   * - `"publisher"`: the paper's name, its publisher, joint publishers
   * - `"credit"`: a credit for the whole page or section
   * - `"jump"`: 下转第3版, 上接第1版, and the headline of an article's further part
   * - `"other"`: anything else
   *
   * @example "folio"
   */
  kind:
    | "date"
    | "folio"
    | "section"
    | "editors"
    | "contact"
    | "publisher"
    | "credit"
    | "jump"
    | "other";
  /**
   * Index into {@link Page.pages} of the page that it stands on, from 0.
   *
   * @example 0
   */
  page: number;
}

/** Input that stands in no text. */
export interface Removal {
  /**
   * - `"shadow"`: the second and further prints of doubled glyphs, words or lines
   * - `"pageBreak"`: a form feed or another page separator
   * - `"invisible"`: a character without a visible form
   * - `"stray"`: a mark that belongs to no text
   *
   * @example "shadow"
   */
  kind: "shadow" | "pageBreak" | "invisible" | "stray";
  /**
   * Why it was taken away, in English, for a reader.
   *
   * @example "separates two pages"
   */
  reason: string;
  /**
   * Where it stood.
   *
   * @example [[1200, 1201]]
   */
  spans: Span[];
}

/** A change inside a text. */
export interface Repair {
  /**
   * - `"join"`: a line break inside a paragraph
   * - `"space"`: a space closed up, put in, or made one
   * - `"codePoint"`: a character put in place of one that stood for it
   * - `"mark"`: a mark that was misread, as print has it
   * - `"hyphen"`: a hyphen that parted a word at the end of a line
   *
   * @example "codePoint"
   */
  kind: "join" | "space" | "codePoint" | "mark" | "hyphen";
  /**
   * Where, in the input; empty where something was put in.
   *
   * @example [57, 58]
   */
  span: Span;
  /**
   * What stood there; empty where something was put in.
   *
   * @example "⽂"
   */
  from: string;
  /**
   * What stands there now; empty where something was taken out.
   *
   * @example "文"
   */
  to: string;
}

/** Something a reader should know about the answer. */
export interface Warning {
  /**
   * A stable code; later versions may have more.
   *
   * - `"wrong-encoding"`: the text was probably decoded with the wrong encoding
   * - `"unmapped-glyphs"`: glyphs stand as `(cid:123)`, without a character
   * - `"private-use"`: characters are private to their font
   * - `"replacement-characters"`: lost characters stand as U+FFFD
   * - `"lone-surrogate"`: half of a surrogate pair was read as U+FFFD
   * - `"long-page"`: a page of too many lines was read in parts
   * - `"fewer-links"`: a page has more fragments than `limits.maxLinks` lets each be weighed against
   *
   * @example "wrong-encoding"
   */
  code: string;
  /**
   * What it means, in English, for a reader.
   *
   * @example "glyphs without a character stand on this page"
   */
  message: string;
  /**
   * Where; absent where it is about the whole input.
   *
   * @example [6, 7]
   */
  span?: Span;
}

/**
 * A page, put back together.
 *
 * Nothing is lost: every visible UTF-16 unit of the input lies in exactly one
 * span of a text (of an article or of the furniture) or of a removal.
 */
export interface Page {
  /**
   * Version of this shape; it grows when a field changes its meaning or goes.
   *
   * @example 1
   */
  version: number;
  /**
   * The articles, in reading order as far as the page tells.
   *
   * @example [{ "bylines": [], "paragraphs": [{ "role": "body", "text": "桥面加宽至12米。", "spans": [[120, 129]] }], "captions": [], "credits": [], "pages": [0], "confidence": 0.93 }]
   */
  articles: Article[];
  /**
   * What stands on the page and belongs to no article.
   *
   * @example [{ "kind": "folio", "text": "第3版", "spans": [[0, 3]], "page": 0 }]
   */
  furniture: Furniture[];
  /**
   * What is in no text: a shadow's copy, a form feed, a stray mark.
   *
   * @example [{ "kind": "pageBreak", "reason": "separates two pages", "spans": [[1200, 1201]] }]
   */
  removed: Removal[];
  /**
   * What was changed inside a text, by position.
   *
   * @example [{ "kind": "codePoint", "span": [57, 58], "from": "⽂", "to": "文" }]
   */
  repairs: Repair[];
  /**
   * What a reader should know.
   *
   * @example [{ "code": "lone-surrogate", "message": "half of a surrogate pair was read as U+FFFD", "span": [6, 7] }]
   */
  warnings: Warning[];
  /**
   * The pages of the input, in its order: one unless the input is a whole issue.
   *
   * @example [{ "span": [0, 4810], "folio": "第3版", "section": "要闻" }]
   */
  pages: PageRecord[];
}

/** One page of the input. Blank pages are none. */
export interface PageRecord {
  /**
   * Where it stands. The spans of all pages cover the input and do not overlap.
   *
   * @example [0, 4810]
   */
  span: Span;
  /**
   * Its page number as its furniture prints it; absent where it prints none.
   *
   * @example "第3版"
   */
  folio?: string;
  /**
   * Its date as its furniture prints it; absent where it prints none.
   *
   * @example "2031年6月12日"
   */
  date?: string;
  /**
   * The name of its section as its furniture prints it; absent where it prints
   * none.
   *
   * @example "要闻"
   */
  section?: string;
}

/** What a caller may choose; whatever is left out takes its default. */
export interface Options {
  /**
   * Which repairs are on; all by default.
   *
   * @example { "shadow": false }
   */
  repairs?: {
    /**
     * Code points that stand for another character (radicals, widths, vertical
     * forms, ligatures): ⽂ becomes 文.
     *
     * @defaultValue true
     * @example false
     */
    codePoints?: boolean;
    /**
     * Vertical print, one character to a line, put back into one line.
     *
     * @defaultValue true
     * @example false
     */
    vertical?: boolean;
    /**
     * Double print taken away: 老老渡口渡口 becomes 老渡口.
     *
     * @defaultValue true
     * @example false
     */
    shadow?: boolean;
    /**
     * Marks that a recogniser read half-width, straight or turned round:
     * `说:"好"` becomes 说：“好”.
     *
     * @defaultValue true
     * @example false
     */
    marks?: boolean;
    /**
     * Letter-spacing and stray spaces closed up: 全长 312 米 becomes 全长312米.
     *
     * @defaultValue true
     * @example false
     */
    spacing?: boolean;
  };
  /**
   * What stands between a Chinese character and a Latin letter or digit:
   * nothing (`"closed"`, 在2023年; the default) or one space (`"spaced"`,
   * 在 2023 年).
   *
   * @defaultValue "closed"
   * @example "spaced"
   */
  spacing?: "closed" | "spaced";
  /**
   * What separates pages in the input; an empty text separates none.
   *
   * @defaultValue "\f"
   * @example "\n-----\n"
   */
  pageSeparator?: string;
  /**
   * Limits against input that is no newspaper page.
   *
   * @example { "maxInputUnits": 1000000 }
   */
  limits?: {
    /**
     * The longest input, in UTF-16 code units: 64 Mi by default. Longer input is
     * the error `too-long`.
     *
     * @defaultValue 67108864
     * @example 1000000
     */
    maxInputUnits?: number;
    /**
     * Of how many fragments, as many before as behind, each is weighed as the rest: 80
     * by default, which is also the most. With fewer, pages of very many fragments are
     * read faster, and a column that stands far from its article is left by itself;
     * where a page has more fragments, the warning `fewer-links` says so.
     *
     * @defaultValue 80
     * @example 40
     */
    maxLinks?: number;
  };
}

/** A line of the input with its measure and class. */
export interface LineRecord {
  /**
   * Its characters, without gaps.
   *
   * @example "苇塘大桥全长312米，桥面宽"
   */
  text: string;
  /**
   * From its first to its last character, in UTF-16 units of the input.
   *
   * @example [33, 49]
   */
  span: Span;
  /**
   * Index into {@link Page.pages} of its page, from 0.
   *
   * @example 0
   */
  page: number;
  /**
   * Its width with its indent, in ems: a full-width character is 1, a half-width
   * one ½.
   *
   * @example 12.5
   */
  width: number;
  /**
   * The measure of its column, in ems.
   *
   * @example 16
   */
  measure: number;
  /**
   * How many empty lines stand before it: 0 or more.
   *
   * @example 1
   */
  blanks: number;
  /**
   * How often it was printed: 1 or more.
   *
   * @example 2
   */
  copies: number;
  /**
   * Whether it was set vertically.
   *
   * @example false
   */
  vertical: boolean;
  /**
   * What its words say, by name.
   *
   * @example ["dateline"]
   */
  cues: string[];
  /**
   * Its class.
   *
   * @example "Start"
   */
  label: string;
  /**
   * The chance of that class before its neighbours were asked, from 0 to 1.
   *
   * @example 0.96
   */
  chance: number;
  /**
   * The class that came second by the line's own evidence, or first where the
   * neighbours overruled it.
   *
   * @example "On"
   */
  rival: string;
  /**
   * What spoke most for the class (above 0) or for its rival (below 0): name and
   * weight.
   *
   * @example [["Cue:dateline", 1.125], ["Pauses:2", 0.75]]
   */
  evidence: [name: string, weight: number][];
}

/** A possible predecessor of a fragment, with its evidence. */
export interface LinkRecord {
  /**
   * Index into {@link Explanation.fragments} of the fragment before, from 0;
   * `null`: it begins an article.
   *
   * @example 1
   */
  from: number | null;
  /**
   * The sum of the evidence, in logarithms of odds: one more is odds of e to 1.
   *
   * @example -15.8
   */
  score: number;
  /**
   * What speaks for it (above 0) and against it (below 0): name and weight, in
   * logarithms of odds.
   *
   * @example [["EndShort:2", 0.31], ["Order:5", -1.09]]
   */
  evidence: [name: string, weight: number][];
}

/** Lines that surely belong together, and the choice of what they go on from. */
export interface FragmentRecord {
  /**
   * Indices into {@link Explanation.lines}, from 0.
   *
   * @example [2, 3]
   */
  lines: number[];
  /**
   * Whether it goes on with a sentence.
   *
   * @example false
   */
  open: boolean;
  /**
   * Index into {@link Explanation.fragments} of the chosen predecessor, from 0;
   * `null`: it begins an article.
   *
   * @example null
   */
  before: number | null;
  /**
   * How sure the choice is, from 0 to 1.
   *
   * @example 0.97
   */
  confidence: number;
  /**
   * The best links, best first.
   *
   * @example [{ "from": 1, "score": 4.5, "evidence": [["EndShort:2", 0.31]] }]
   */
  links: LinkRecord[];
}

/** A possible headline of an article, with its evidence. */
export interface TieRecord {
  /**
   * Indices into {@link Explanation.lines}, from 0; empty for "no headline".
   *
   * @example [6]
   */
  lines: number[];
  /**
   * The sum of the evidence, in logarithms of odds: one more is odds of e to 1.
   *
   * @example 3.25
   */
  score: number;
  /**
   * What speaks for it (above 0) and against it (below 0): name and weight, in
   * logarithms of odds.
   *
   * @example [["Overlap:4", 1.09]]
   */
  evidence: [name: string, weight: number][];
}

/** The headlines that were weighed for an article. */
export interface HeadlineRecord {
  /**
   * Index of the article in the order in which they were grouped, from 0.
   *
   * @example 0
   */
  article: number;
  /**
   * The best ties, best first.
   *
   * @example [{ "lines": [6], "score": 3.25, "evidence": [["Overlap:4", 1.09]] }]
   */
  ties: TieRecord[];
}

/** A stretch of a column that stood beside others. */
export interface Column {
  /**
   * The band across the page that it stands in, from 0.
   *
   * @example 0
   */
  band: number;
  /**
   * Its left edge, in the {@link SideBySide.unit}, from 0.
   *
   * @example 0
   */
  left: number;
  /**
   * One past its right edge, in the same unit.
   *
   * @example 28
   */
  right: number;
  /**
   * Its first line of the input on this page, empty ones counted, from 1.
   *
   * @example 1
   */
  first: number;
  /**
   * Its last one, from 1.
   *
   * @example 40
   */
  last: number;
  /**
   * How many lines it has.
   *
   * @example 38
   */
  lines: number;
}

/** What was found where columns stood side by side on the lines of a page. */
export interface SideBySide {
  /**
   * What positions count: half ems, the same with some marks at half an em, or
   * characters.
   *
   * @example "halves"
   */
  unit: "halves" | "halves-narrow-marks" | "characters";
  /**
   * Joins of lines down the columns whose characters make a frequent word, of how
   * many.
   *
   * @example [31, 36]
   */
  wordsDown: [number, number];
  /**
   * The same across the gutters.
   *
   * @example [1, 34]
   */
  wordsAcross: [number, number];
  /**
   * Lines beside others that fill their column and go on in the next line, of how
   * many.
   *
   * @example [30, 33]
   */
  running: [number, number];
  /**
   * The blocks of columns in reading order.
   *
   * @example [{ "band": 0, "left": 0, "right": 28, "first": 1, "last": 40, "lines": 38 }]
   */
  columns: Column[];
}

/** A fragment that begins an article after all. */
export interface PartingRecord {
  /**
   * Index into {@link Explanation.fragments} of the fragment, from 0.
   *
   * @example 3
   */
  at: number;
  /**
   * How sure, from 0 to 1.
   *
   * @example 0.91
   */
  confidence: number;
}

/** An article that was joined to the end of another. */
export interface JoinRecord {
  /**
   * Index into {@link Explanation.fragments} of the last one of the one, from 0.
   *
   * @example 2
   */
  from: number;
  /**
   * Index into {@link Explanation.fragments} of the first one of the other, from 0.
   *
   * @example 5
   */
  to: number;
  /**
   * How sure, from 0 to 1.
   *
   * @example 0.88
   */
  confidence: number;
}

/**
 * A page with what each stage made of it: what a maintainer debugs with. Its
 * shape may change with any version.
 */
export interface Explanation {
  /**
   * The answer, the same as {@link reconstruct} gives.
   *
   * @example reconstruct(text)
   */
  page: Page;
  /**
   * Where columns stood side by side, what told of them and how they are read;
   * usually nothing.
   *
   * @example [{ "unit": "halves", "wordsDown": [31, 36], "wordsAcross": [1, 34], "running": [30, 33], "columns": [] }]
   */
  columns: SideBySide[];
  /**
   * The lines, after the repairs.
   *
   * @example explain(text).lines.filter(({ label }) => label === "Head")
   */
  lines: LineRecord[];
  /**
   * Running text in fragments, each with the links that were weighed.
   *
   * @example [{ "lines": [0, 1], "open": false, "before": null, "confidence": 0.99, "links": [] }]
   */
  fragments: FragmentRecord[];
  /**
   * Fragments that begin an article since their headlines are known.
   *
   * @example [{ "at": 3, "confidence": 0.91 }]
   */
  partings: PartingRecord[];
  /**
   * Articles that were joined to the end of others once their headlines were known.
   *
   * @example [{ "from": 2, "to": 5, "confidence": 0.88 }]
   */
  joins: JoinRecord[];
  /**
   * Every article with the headlines that were weighed.
   *
   * @example [{ "article": 0, "ties": [{ "lines": [6], "score": 3.25, "evidence": [["Overlap:4", 1.09]] }] }]
   */
  headlines: HeadlineRecord[];
  /**
   * How long it took inside the module, in milliseconds.
   *
   * @example 4.2
   */
  millis: number;
}

/** A form that {@link render} writes. */
export type Format = "text" | "markdown" | "html" | "json";

/**
 * - `"not-initialised"`: `init()` was not awaited
 * - `"not-a-string"`: the text is no string
 * - `"too-long"`: the text is longer than `limits.maxInputUnits`
 * - `"bad-options"`: an option is unknown or of the wrong type
 * - `"bad-format"`: `render` does not know the format
 * - `"bad-page"`: what `render` was given is no page
 * - `"wasm-unavailable"`: the WebAssembly module cannot be loaded
 * - `"crashed"`: a fault of Columnist's own; the next call starts afresh. From a
 *   worker of `columnist/worker` also one that died of too little memory; its job
 *   was tried twice then, and `cause` says how it ended
 * - `"worker-closed"`: a worker of `columnist/worker` was closed before the job was done
 */
export type ErrorCode =
  | "not-initialised"
  | "not-a-string"
  | "too-long"
  | "bad-options"
  | "bad-format"
  | "bad-page"
  | "wasm-unavailable"
  | "crashed"
  | "worker-closed";

/** What every function here throws; its message says what to do. */
export class ColumnistError extends Error {
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown });
  /**
   * A stable code to tell errors apart by.
   *
   * @example "too-long"
   */
  readonly code: ErrorCode;
}

/**
 * A `WebAssembly.Module`. Programs for Node alone often have no types for it;
 * the name is asked for only where it is known.
 */
export type CompiledModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module
  : object;

/**
 * Where the WebAssembly module comes from: its URL, in Node also its path, a
 * response that brings it, its bytes, or the module itself.
 *
 * @example "/assets/columnist_bg.wasm"
 */
export type InitSource =
  | string
  | URL
  | Request
  | Response
  | ArrayBuffer
  | ArrayBufferView
  | CompiledModule;

/**
 * Loads the WebAssembly module. Await it once before anything else; later and
 * concurrent calls share the first one, and a failed load is tried again by
 * the next call.
 *
 * @param source Where the module comes from. Leave it out: browsers, bundlers
 *   that know `new URL(…, import.meta.url)` and Node find the file beside the
 *   script. Others import `columnist/columnist.wasm` their own way and pass it.
 * @throws {ColumnistError} `wasm-unavailable`
 *
 * @example
 * await init();
 */
export function init(source?: InitSource | Promise<InitSource>): Promise<void>;

/**
 * Puts a page back together.
 *
 * @param text The page as it was copied or extracted.
 * @throws {ColumnistError} `not-initialised`, `not-a-string`, `too-long`, `bad-options`, `crashed`
 *
 * @example
 * const page = reconstruct(text, { spacing: "spaced" });
 * for (const article of page.articles) console.log(article.headline?.text ?? "(no headline)");
 */
export function reconstruct(text: string, options?: Options): Page;

/**
 * Puts a page back together and tells how.
 *
 * @throws {ColumnistError} as {@link reconstruct}
 *
 * @example
 * for (const line of explain(text).lines) console.log(line.label, line.text);
 */
export function explain(text: string, options?: Options): Explanation;

/**
 * Writes a page as plain text, Markdown, HTML or JSON.
 *
 * @param page What {@link reconstruct} returned, or a part of it: a page with
 *   fewer articles is a page as well.
 * @param format Plain text by default.
 * @throws {ColumnistError} `not-initialised`, `bad-page`, `bad-format`, `crashed`
 *
 * @example
 * const markdown = render(reconstruct(text), "markdown");
 */
export function render(page: Page, format?: Format): string;
