/**
 * The list of pages on the side, there as soon as there are two: each with its
 * state, a search across all their articles, and how far the work has come.
 * Only the rows in view are in the document, so that it may be as long as it
 * likes.
 *
 * @import { Strings } from "../strings/en.js"
 * @import { Clipping, Result, State } from "./store.js"
 */
import { element, part } from "./dom.js";
import { tongueOf } from "./tongue.js";

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} detail
 * @property {State | undefined} state
 * @property {() => void} open
 */

/** The height of a row, in rem, as the style sheet has it. */
const ROW_REM = 3.25;
/** Rows beyond the view that are there already, so that scrolling shows no gaps. */
const BEYOND = 4;

/** A sign for each state, for colour alone says nothing to many. */
const SIGNS = { waiting: "○", working: "◐", done: "●", doubtful: "※", failed: "✕" };

/**
 * @param {object} listener
 * @param {(id: number, article?: number) => void} listener.onOpen
 * @param {(id: number) => void} listener.onRemove
 * @param {() => void} listener.onCancel Stops the work, or lets it go on.
 * @param {() => void} listener.onView Other rows came into view.
 */
export function createPages(listener) {
  const nav = part("pages", HTMLElement);
  const heading = part("pages-heading", HTMLElement);
  const count = part("pages-count", HTMLElement);
  const search = part("search", HTMLInputElement);
  const rows = part("rows", HTMLElement);
  const remove = part("remove-page", HTMLButtonElement);
  const progress = part("progress", HTMLElement);
  const bar = part("progress-bar", HTMLProgressElement);
  const told = part("progress-told", HTMLElement);
  const cancel = part("progress-cancel", HTMLButtonElement);
  const inner = element("div", { role: "presentation", class: "all-rows" });
  rows.append(inner);

  /** @type {Strings} */
  let strings;
  /** @type {readonly Clipping[]} */
  let clippings = [];
  /** @type {(id: number) => Result | undefined} */
  let resultOf = () => undefined;
  let current = 0;
  /** @type {Row[]} */
  let shown = [];
  /** The row that the keyboard stands on, while the list is searched. */
  let standing = 0;
  /** @type {{ face: string, made: HTMLElement }[]} */
  let drawn = [];

  /**
   * The part of the list that is in view, in pixels. To ask the document has the whole page laid out at once, so
   * that it is noted when it changes; before the list is laid out its height is 0.
   */
  let port = { top: 0, height: 0 };

  function rowHeight() {
    return ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  /** @returns {[number, number]} the first row in view and the one after the last */
  function view() {
    const height = rowHeight();
    return [Math.floor(port.top / height), Math.ceil((port.top + port.height) / height)];
  }

  function searching() {
    return search.value.trim() !== "";
  }

  function selected() {
    return searching() ? standing : clippings.findIndex(({ id }) => id === current);
  }

  function build() {
    if (nav.hidden) return;
    shown = searching() ? found(search.value.trim()) : clippings.map(rowOf);
    standing = Math.min(standing, Math.max(0, shown.length - 1));
    draw();
  }

  function draw() {
    const height = rowHeight();
    const [first, end] = view();
    const from = Math.max(0, first - BEYOND);
    const to = Math.min(shown.length, end + BEYOND);
    inner.style.height = `${shown.length * height}px`;
    const at = selected();
    const wanted = shown.slice(from, to).map((row, offset) => {
      const index = from + offset;
      const face = JSON.stringify([index, index === at, shown.length, row.name, row.detail]);
      // A row that says the same stays: it may be just under a finger.
      return (
        drawn.find((old) => old.face === face) ?? { face, made: draft(row, index, at, height) }
      );
    });
    if (wanted.length !== drawn.length || wanted.some((row, n) => row !== drawn[n])) {
      drawn = wanted;
      inner.replaceChildren(...wanted.map(({ made }) => made));
    }
    if (at >= from && at < to) rows.setAttribute("aria-activedescendant", `row-${at}`);
    else rows.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {Row} row
   * @param {number} index
   * @param {number} at
   * @param {number} height
   */
  function draft(row, index, at, height) {
    const made = element(
      "div",
      {
        role: "option",
        id: `row-${index}`,
        class: "row",
        "aria-selected": String(index === at),
        "aria-setsize": String(shown.length),
        "aria-posinset": String(index + 1),
        "data-state": row.state,
        title: row.name,
      },
      row.state && element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[row.state]),
      element("span", { class: "name", lang: tongueOf(row.name) }, row.name),
      element("span", { class: "detail" }, row.detail),
    );
    made.style.transform = `translateY(${index * height}px)`;
    return made;
  }

  /** @param {Clipping} clipping */
  function rowOf(clipping) {
    const result = resultOf(clipping.id);
    const state = clipping.problem ? "failed" : (result?.state ?? "waiting");
    const articles = result?.answer?.page.articles.length;
    const detail =
      (state === "done" || state === "doubtful") && articles !== undefined
        ? `${strings.states[state]} · ${strings.articleCount(articles)}`
        : strings.states[state];
    return {
      name: nameOf(clipping, result, strings),
      detail,
      state,
      open: () => listener.onOpen(clipping.id),
    };
  }

  /**
   * @param {string} wanted
   * @returns {Row[]}
   */
  function found(wanted) {
    const needle = wanted.toLowerCase();
    return clippings.flatMap((clipping) => {
      const result = resultOf(clipping.id);
      const page = nameOf(clipping, result, strings);
      return (result?.answer?.page.articles ?? []).flatMap((article, index) => {
        const texts = [
          article.kicker,
          article.headline,
          article.deck,
          ...article.bylines,
          ...article.paragraphs,
          ...article.captions,
          ...article.credits,
        ].flatMap((text) => (text ? [text.text] : []));
        const hit = texts.find((text) => text.toLowerCase().includes(needle));
        if (hit === undefined) return [];
        const at = hit.toLowerCase().indexOf(needle);
        return [
          {
            name: article.headline?.text ?? strings.untitled(index + 1),
            detail: `${page} · …${hit.slice(Math.max(0, at - 6), at + needle.length + 12)}…`,
            state: undefined,
            open: () => listener.onOpen(clipping.id, index),
          },
        ];
      });
    });
  }

  /** @param {number} index */
  function reveal(index) {
    // A list that is not laid out yet comes here again when it is.
    if (port.height === 0) return;
    const height = rowHeight();
    const top = index * height;
    if (top < port.top) scroll(top);
    else if (top + height > port.top + port.height) scroll(top + height - port.height);
  }

  /** @param {number} top */
  function scroll(top) {
    port.top = top;
    rows.scrollTop = top;
  }

  /** @param {number} index */
  function stand(index) {
    const to = Math.max(0, Math.min(shown.length - 1, index));
    standing = to;
    reveal(to);
    if (searching()) draw();
    else shown[to]?.open();
  }

  rows.addEventListener("scroll", () => {
    port.top = rows.scrollTop;
    draw();
    listener.onView();
  });
  inner.addEventListener("click", (event) => {
    const row =
      shown[Math.floor((event.clientY - inner.getBoundingClientRect().top) / rowHeight())];
    if (!row) return;
    standing = shown.indexOf(row);
    row.open();
  });
  rows.addEventListener("keydown", (event) => {
    const at = selected();
    const [first, end] = view();
    const screen = Math.max(1, end - first - 1);
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + screen,
      PageUp: at - screen,
      Home: 0,
      End: shown.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) stand(to);
    else if (event.key === "Enter") shown[at]?.open();
    else if (event.key === "Delete" && !searching()) listener.onRemove(current);
    else return;
    event.preventDefault();
  });
  function seek() {
    scroll(0);
    standing = 0;
    build();
    count.textContent = searching()
      ? strings.hits(shown.length)
      : strings.pageCount(clippings.length);
  }
  search.addEventListener("input", (event) => {
    // Half-typed syllables of an input method are nothing to look for yet.
    if (!(event instanceof InputEvent && event.isComposing)) seek();
  });
  search.addEventListener("compositionend", seek);
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") shown[standing]?.open();
    else if (event.key === "ArrowDown") rows.focus();
    else return;
    event.preventDefault();
  });
  remove.addEventListener("click", () => listener.onRemove(current));
  cancel.addEventListener("click", listener.onCancel);
  new ResizeObserver(() => {
    const unseen = port.height === 0;
    port = { top: rows.scrollTop, height: rows.clientHeight };
    if (nav.hidden) return;
    if (unseen) reveal(selected());
    draw();
    listener.onView();
  }).observe(rows);

  return {
    /** @param {Strings} next */
    translate(next) {
      strings = next;
      heading.textContent = strings.pagesHeading;
      nav.setAttribute("aria-label", strings.pagesHeading);
      search.placeholder = strings.search;
      search.setAttribute("aria-label", strings.search);
      rows.setAttribute("aria-label", strings.pagesHeading);
      remove.textContent = strings.removePage;
      build();
    },
    /**
     * @param {readonly Clipping[]} next
     * @param {number} id
     * @param {(id: number) => Result | undefined} result
     */
    show(next, id, result) {
      const moved = id !== current;
      clippings = next;
      current = id;
      resultOf = result;
      const hidden = clippings.length < 2;
      if (hidden && searching()) search.value = "";
      nav.hidden = hidden;
      document.body.classList.toggle("with-pages", !hidden);
      if (hidden) return;
      if (!searching()) count.textContent = strings.pageCount(clippings.length);
      build();
      if (moved && !searching()) {
        reveal(selected());
        draw();
      }
    },
    /**
     * @param {{ done: number, total: number, stopped: boolean } | undefined} state
     */
    progress(state) {
      progress.hidden = state === undefined;
      if (!state) return;
      bar.max = Math.max(1, state.total);
      bar.value = state.done;
      bar.setAttribute("aria-label", strings.progressLabel);
      told.textContent = strings.progress(state.done, state.total);
      cancel.textContent = state.stopped ? strings.goOn : strings.cancel;
    },
    /** The ids of the pages whose rows are in view. */
    inView() {
      if (nav.hidden || searching()) return new Set();
      const [first, end] = view();
      return new Set(clippings.slice(first, end).map(({ id }) => id));
    },
  };
}

/**
 * @param {Clipping} clipping
 * @param {Result | undefined} result
 * @param {Strings} strings
 */
export function nameOf(clipping, result, strings) {
  if (clipping.name !== "") {
    return clipping.part === undefined
      ? clipping.name
      : strings.partOf(clipping.name, clipping.part);
  }
  const headline = result?.answer?.page.articles.find((article) => article.headline)?.headline;
  return headline?.text ?? (clipping.text.trim().slice(0, 24) || strings.emptyPage);
}
