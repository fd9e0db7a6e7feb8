/**
 * All that the reader works on: pages of input, which of them is looked at,
 * and what was chosen. It can be undone and done again step by step.
 *
 * What the workers make of a page stands beside it and not in it. It follows
 * from the page's text and is made again when an older text comes back.
 *
 * @import { Options, Page } from "../../src/js/index.d.ts"
 * @import { Correction } from "./corrections.js"
 * @import { FileProblem } from "./files.js"
 * @import { Failure } from "./pool.js"
 */

/**
 * @typedef {object} Clipping One page of input.
 * @property {number} id Never used twice.
 * @property {string} name Of its file; empty where it was pasted or typed.
 * @property {number | undefined} part Its number within a file of several pages.
 * @property {string} text
 * @property {readonly Correction[]} corrections What the reader corrected of the answer.
 * @property {boolean} edited Whether the reader changed it by hand.
 * @property {FileProblem | undefined} problem Why there is no text.
 *
 * @typedef {object} Work
 * @property {readonly Clipping[]} clippings In the order in which they came.
 * @property {number} current The id of the one that is looked at.
 * @property {Options} options
 *
 * @typedef {"waiting" | "working" | "done" | "doubtful" | "failed"} State
 *
 * @typedef {object} Result What became of a page.
 * @property {State} state
 * @property {string} text What it was made of, or is being made of.
 * @property {Options} options
 * @property {{ page: Page, text: string, millis: number } | undefined} answer The last one, which stays while a newer one is made.
 * @property {Failure | undefined} code
 */

/** Steps that can be undone; a step shares everything with its neighbours but what it changed. */
const MOST_STEPS = 200;

/** @param {() => void} onChange */
export function createStore(onChange) {
  /** @type {Work} */
  let work = { clippings: [], current: 0, options: {} };
  /** @type {Map<number, Result>} */
  const results = new Map();
  /** @type {Work[]} */
  let before = [];
  /** @type {Work[]} */
  let after = [];
  let lastId = 0;

  /** @param {Work} next */
  function set(next) {
    work = next;
    onChange();
  }

  /**
   * A step that the reader can take back.
   *
   * @param {(work: Work) => Work} change
   */
  function step(change) {
    const next = change(work);
    if (next === work) return;
    before = [...before.slice(1 - MOST_STEPS), work];
    after = [];
    set(next);
  }

  /**
   * A change that belongs to the step before: further pages of a file, or what
   * is typed, which the field itself takes back.
   *
   * @param {(work: Work) => Work} change
   */
  function amend(change) {
    const next = change(work);
    if (next !== work) set(next);
  }

  /**
   * @param {Work[]} from
   * @param {Work[]} to
   */
  function move(from, to) {
    const next = from.pop();
    if (!next) return false;
    to.push(work);
    set(next);
    return true;
  }

  return {
    work: () => work,
    current: () => work.clippings.find(({ id }) => id === work.current),
    step,
    amend,
    undo: () => move(before, after),
    redo: () => move(after, before),
    canUndo: () => before.length > 0,
    canRedo: () => after.length > 0,
    newId() {
      lastId += 1;
      return lastId;
    },
    /** @param {number} id */
    result: (id) => results.get(id),
    /**
     * @param {number} id
     * @param {Result} result
     */
    setResult(id, result) {
      results.set(id, result);
      onChange();
    },
    /** @param {number} id */
    dropResult(id) {
      results.delete(id);
    },
  };
}

/**
 * @param {Work} work
 * @param {number} id
 * @param {Partial<Clipping>} change
 * @returns {Work}
 */
export function withClipping(work, id, change) {
  return {
    ...work,
    clippings: work.clippings.map((clipping) =>
      clipping.id === id ? { ...clipping, ...change } : clipping,
    ),
  };
}

/**
 * @param {Work} work
 * @param {readonly Clipping[]} added
 * @param {"add" | "replace"} how
 * @returns {Work} with the first of them looked at
 */
export function withAdded(work, added, how) {
  const [first] = added;
  if (!first) return work;
  // A page on which there is nothing yet is no page to keep.
  const kept = how === "add" ? work.clippings.filter((clipping) => !isEmpty(clipping)) : [];
  return { ...work, clippings: [...kept, ...added], current: first.id };
}

/**
 * @param {Work} work
 * @param {number} id
 * @returns {Work} with its neighbour looked at
 */
export function withoutClipping(work, id) {
  const at = work.clippings.findIndex((clipping) => clipping.id === id);
  if (at < 0) return work;
  const clippings = work.clippings.toSpliced(at, 1);
  const neighbour = clippings[Math.min(at, clippings.length - 1)];
  return {
    ...work,
    clippings,
    current: work.current === id ? (neighbour?.id ?? 0) : work.current,
  };
}

/** @param {Clipping} clipping */
export function isEmpty({ text, problem }) {
  return text.trim() === "" && problem === undefined;
}
