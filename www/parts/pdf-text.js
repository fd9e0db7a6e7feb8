/**
 * From the pieces that pdf.js finds on a page to the page's text, as the core
 * reads it best: one text line for each printed line, in the order in which
 * the page draws them, an empty line where another block begins, and an indent
 * where a line begins two ems inside its block. Which line goes on with which
 * is left to the core: it reads words, and positions do not tell.
 *
 * It touches neither pdf.js nor the document, so that Node runs it as well.
 */

/**
 * @typedef {object} Piece What pdf.js calls a text item, as far as it counts here.
 * @property {string} str
 * @property {number[]} transform
 * @property {number} width
 * @property {boolean} hasEOL
 * @property {string} [dir]
 *
 * @typedef {object} Line
 * @property {string} text
 * @property {number} size Of its letters: the em that all distances are told in.
 * @property {number} start Where it begins, along its direction.
 * @property {number} end
 * @property {number} base Where it stands, across its direction; higher is further up.
 * @property {number} turn The direction, in whole degrees.
 */

/** A wider gap between two pieces parts them: what stands behind it is another line. */
const WIDEST_GAP = 1.5;
/** A narrower one is what letters leave between them; from here on it is a space. */
const SPACE = 0.3;
/** Lines further apart than this are no neighbours of one block. */
const WIDEST_LEAD = 1.9;
/** A line that begins further in than this has nothing to do with the one above. */
const WIDEST_SHIFT = 9;
/** An indent has two ems, and some measure them from a line that is not quite straight. */
const INDENT = { from: 1.5, to: 2.6 };
/** How many lines either way tell where a line's column begins. */
const NEAR = 4;

/**
 * @param {readonly unknown[]} items The items of pdf.js; marks of content among them are passed over.
 * @returns {string} empty where the page has no text, as a scanned one
 */
export function pageText(items) {
  /** @type {string[]} */
  const out = [];
  for (const block of blocksOf(linesOf(items))) {
    if (out.length > 0) out.push("");
    block.forEach((line, at) => {
      const near = block.slice(Math.max(0, at - NEAR), at + NEAR + 1);
      const inside = (line.start - Math.min(...near.map(({ start }) => start))) / line.size;
      const indented = inside > INDENT.from && inside < INDENT.to;
      out.push((indented ? "　　" : "") + line.text);
    });
  }
  return out.join("\n");
}

/**
 * @param {readonly unknown[]} items
 * @returns {Line[]}
 */
function linesOf(items) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {Line | undefined} */
  let line;
  function end() {
    const text = line?.text.trim();
    if (line && text) lines.push({ ...line, text });
    line = undefined;
  }
  for (const item of items) {
    if (!isPiece(item)) continue;
    const piece = place(item);
    if (item.str.trim() === "") {
      // White space is drawn as wide as the gap that it fills.
      if (line && item.str !== "" && item.width <= WIDEST_GAP * line.size) {
        line.text += item.str;
        line.end = Math.max(line.end, piece.end);
      } else if (item.str !== "") {
        end();
      }
    } else if (line && goesOn(line, piece)) {
      const apart = piece.start > line.end + SPACE * line.size && !/\s$/.test(line.text);
      line.text += apart ? ` ${item.str}` : item.str;
      line.end = Math.max(line.end, piece.end);
    } else {
      end();
      line = piece;
    }
    if (item.hasEOL) end();
  }
  end();
  return lines;
}

/**
 * @param {unknown} item
 * @returns {item is Piece}
 */
function isPiece(item) {
  return typeof item === "object" && item !== null && "str" in item;
}

/**
 * @param {Piece} piece
 * @returns {Line}
 */
function place({ str, transform, width, dir }) {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  // Letters of no height would make every distance endless.
  const size = Math.hypot(a, b) || Math.hypot(c, d) || 1;
  const [cos, sin] = [a / size, b / size];
  const start = x * cos + y * sin;
  return {
    text: str,
    size,
    start,
    // A column set downwards has no width: it is a line of its own.
    end: dir === "ttb" ? start : start + width,
    base: y * cos - x * sin,
    turn: Math.round((Math.atan2(b, a) * 180) / Math.PI),
  };
}

/**
 * Whether a piece goes on with a line. It may begin before the line's end: a
 * shadow prints the same words again, a hair further.
 *
 * @param {Line} line
 * @param {Line} piece
 */
function goesOn(line, piece) {
  return (
    piece.turn === line.turn &&
    alike(piece, line) &&
    Math.abs(piece.base - line.base) < 0.35 * line.size &&
    piece.start < line.end + WIDEST_GAP * line.size &&
    piece.start > line.start - SPACE * line.size
  );
}

/**
 * @param {Line} a
 * @param {Line} b
 */
function alike(a, b) {
  return Math.abs(a.size - b.size) < 0.15 * a.size;
}

/**
 * @param {Line[]} lines
 * @returns {Line[][]}
 */
function blocksOf(lines) {
  /** @type {Line[][]} */
  const blocks = [];
  /** @type {Line | undefined} */
  let above;
  for (const line of lines) {
    if (above && isBelow(line, above)) blocks.at(-1)?.push(line);
    else blocks.push([line]);
    above = line;
  }
  return blocks;
}

/**
 * @param {Line} line
 * @param {Line} above
 */
function isBelow(line, above) {
  const lead = above.base - line.base;
  return (
    line.turn === above.turn &&
    alike(line, above) &&
    lead > 0.6 * line.size &&
    lead < WIDEST_LEAD * line.size &&
    line.start < above.end &&
    above.start < line.end &&
    Math.abs(line.start - above.start) < WIDEST_SHIFT * line.size
  );
}
