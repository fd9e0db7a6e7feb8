/**
 * Draws the sheet piece by piece, so that a long page never holds up what the
 * reader is typing; and only the pieces that are not there already.
 */
import { shown } from "./turn.js";

/**
 * @typedef {object} Piece
 * @property {string} face What it shows: a piece of the same face stays.
 * @property {() => HTMLElement} make
 */

/**
 * How long pieces are made at a stretch, in milliseconds. Laying them out, which the browser does before it shows them,
 * takes several times as long.
 */
const STRETCH = 2;

/** @param {HTMLElement} sheet */
export function createSheet(sheet) {
  /** @type {Map<string, HTMLElement>} */
  let drawn = new Map();
  let round = 0;

  /**
   * @param {Piece[]} pieces
   * @param {boolean} anew Nothing that is there may stay.
   * @param {() => void} onDone
   */
  async function draw(pieces, anew, onDone) {
    round += 1;
    const own = round;
    const before = anew ? new Map() : drawn;
    const old = [...before.values()];
    /** @type {Map<string, HTMLElement>} */
    const next = new Map();
    let since = performance.now();
    for (const { face, make } of pieces) {
      next.set(face, before.get(face) ?? make());
      if (performance.now() - since < STRETCH) continue;
      // Below what is new the same page keeps its old pieces meanwhile; another page is shown as far as it goes.
      sheet.setAttribute("aria-busy", "true");
      const made = new Set(next.values());
      place([...made, ...old.slice(made.size).filter((piece) => !made.has(piece))]);
      await shown();
      if (own !== round) return;
      since = performance.now();
    }
    drawn = next;
    place([...next.values()]);
    sheet.removeAttribute("aria-busy");
    onDone();
  }

  /**
   * Moves no piece that is in its place: moving is as dear as drawing.
   *
   * @param {HTMLElement[]} wanted
   */
  function place(wanted) {
    const stay = new Set(wanted);
    for (const child of [...sheet.children]) {
      if (child instanceof HTMLElement && !stay.has(child)) child.remove();
    }
    wanted.forEach((piece, at) => {
      const there = sheet.children[at] ?? null;
      if (there !== piece) sheet.insertBefore(piece, there);
    });
  }

  return { draw };
}
