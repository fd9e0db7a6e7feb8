/**
 * A worker that makes the files for which modules of others are needed: Word
 * documents and archives. Each module is fetched when the first such file is
 * asked for.
 *
 * @import { Article, Page, Text } from "../src/js/index.d.ts"
 */

/**
 * @typedef {{ docx: Page } | { zip: [name: string, data: string | Uint8Array][] }} PressJob
 * @typedef {{ id: number, bytes: Uint8Array } | { id: number, failed: true }} PressMessage
 */

self.addEventListener("message", async (event) => {
  const { id, job } = /** @type {{ id: number, job: PressJob }} */ (event.data);
  /** @type {PressMessage} */
  let message;
  try {
    message = { id, bytes: "docx" in job ? await docx(job.docx) : await zip(job.zip) };
  } catch {
    message = { id, failed: true };
  }
  self.postMessage(message);
});

/** @param {string} path */
function load(path) {
  return import(new URL(`vendor/${path}`, import.meta.url).href);
}

/** @param {[name: string, data: string | Uint8Array][]} files */
async function zip(files) {
  const fflate = /** @type {typeof import("fflate")} */ (await load("fflate/fflate.js"));
  const entries = files.map(([name, data]) => [
    name,
    typeof data === "string" ? fflate.strToU8(data) : data,
  ]);
  return fflate.zipSync(Object.fromEntries(entries), { level: 6 });
}

/** What Chinese documents are set in, on machines of most readers. */
const FONT = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "SimSun" };

/**
 * Headlines are headings, so that Word and WPS list them; paragraphs have the
 * indent of two characters as their setting and not as spaces.
 *
 * @param {Page} page
 */
async function docx(page) {
  const { Document, HeadingLevel, Packer, Paragraph, TextRun } =
    /** @type {typeof import("docx")} */ (await load("docx/docx.js"));

  /**
   * @param {Text | undefined} text
   * @param {import("docx").IParagraphOptions} options
   * @param {import("docx").IRunOptions} [run]
   */
  const line = (text, options, run) =>
    text
      ? [new Paragraph({ ...options, children: [new TextRun({ ...run, text: text.text })] })]
      : [];

  /**
   * @param {Article} article
   * @param {number} index
   */
  const article = ({ kicker, headline, deck, bylines, paragraphs, captions, credits }, index) => {
    const space = { before: index === 0 ? 0 : 480 };
    return [
      ...line(kicker, { spacing: space, keepNext: true }, { color: "9C1C1C" }),
      ...line(headline, {
        heading: HeadingLevel.HEADING_1,
        spacing: { before: kicker ? 0 : space.before, after: 120 },
      }),
      ...line(deck, { keepNext: true, spacing: { after: 120 } }, { bold: true }),
      ...bylines.flatMap((text) => line(text, { keepNext: true }, { color: "5C5954" })),
      ...paragraphs.flatMap((text) =>
        text.role === "subhead"
          ? line(text, { heading: HeadingLevel.HEADING_2 })
          : line(text, { indent: { firstLineChars: 200 } }),
      ),
      ...[...captions, ...credits].flatMap((text) => line(text, {}, { size: 18, color: "5C5954" })),
    ];
  };

  const document = new Document({
    creator: "Columnist",
    title: page.articles.find(({ headline }) => headline)?.headline?.text ?? "",
    styles: {
      default: {
        document: { run: { font: FONT, size: 22 }, paragraph: { spacing: { line: 360 } } },
        heading1: { run: { font: FONT, size: 32, bold: true, color: "000000" } },
        heading2: { run: { font: FONT, size: 24, bold: true, color: "000000" } },
      },
    },
    sections: [{ children: page.articles.flatMap(article) }],
  });
  return new Uint8Array(await (await Packer.toBlob(document)).arrayBuffer());
}
