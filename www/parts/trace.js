/**
 * Where each sentence of an answer stood in the input, and what was done to
 * the input to get there.
 *
 * @import { Page, Removal, Repair, Span, Text } from "../../src/js/index.d.ts"
 */

/**
 * @typedef {Repair["kind"] | Removal["kind"] | "moved" | "aside"} Deed What was done to a stretch of the input.
 *
 * @typedef {object} Sentence
 * @property {number} id From 1, in the order of the answer.
 * @property {string} text
 *
 * @typedef {object} Mark
 * @property {Deed} deed
 * @property {Span[]} spans
 */

/** In the order of the legend. Its place is the number of a deed's bit in {@link Layout.deeds}. */
export const DEEDS = /** @type {const} */ ([
  "join",
  "space",
  "codePoint",
  "mark",
  "hyphen",
  "shadow",
  "moved",
  "aside",
  "pageBreak",
  "invisible",
  "stray",
]);

/** A sentence with the closing quotes and brackets behind its end mark, or what is left of a text. */
const SENTENCE = /[^。！？!?…]*[。！？!?…]+[”’』」）)》〉】]*|[^。！？!?…]+$/gu;

/**
 * @typedef {ReturnType<typeof createTrace>} Trace
 */

/**
 * Replays a page's repairs. Each is done once, so that all texts of the page
 * have to be asked for in its order.
 *
 * @param {Repair[]} repairs
 * @param {string} source
 * @returns {(text: Text) => number[]} where each unit of a text stood; -1 where it was put in
 */
export function createReplay(repairs, source) {
  /** A repair at the edge of two stretches belongs to the first of them. */
  const done = new Uint8Array(repairs.length);

  return ({ spans }) => {
    /** @type {number[]} */
    const places = [];
    /** @param {number} from @param {number} to @param {boolean} copy */
    function replay(from, to, copy) {
      let at = from;
      for (let n = firstFrom(repairs, from); n < repairs.length; n += 1) {
        const repair = repairs[n];
        if (!repair || repair.span[0] > to) break;
        // What was put in stands before a character of its own text, so not at a span's end.
        const behind = copy && repair.span[0] === to && repair.span[1] === to;
        if (repair.span[1] > to || done[n] || behind) continue;
        if (copy) for (; at < repair.span[0]; at += 1) places.push(at);
        const stood = repair.span[0] < repair.span[1];
        for (let unit = 0; unit < repair.to.length; unit += 1) {
          places.push(stood ? repair.span[0] : -1);
        }
        at = repair.span[1];
        done[n] = 1;
      }
      if (copy) for (; at < to; at += 1) places.push(at);
    }
    spans.forEach(([start, end], n) => {
      replay(start, end, true);
      const next = spans[n + 1];
      if (next && end <= next[0] && source.slice(end, next[0]).trim() === "") {
        replay(end, next[0], false);
      }
    });
    return places;
  };
}

/**
 * @param {Page} page
 * @param {string} source
 */
export function createTrace(page, source) {
  const { repairs } = page;
  const texts = [...textsOf(page), ...page.furniture];
  /** @type {Map<Text, Sentence[]>} */
  const byText = new Map();
  let last = 0;
  for (const text of texts) {
    const own = (text.text.match(SENTENCE) ?? []).map((each) => {
      last += 1;
      return { id: last, text: each };
    });
    byText.set(text, own);
  }

  /**
   * Where each sentence stood, by its id. It is found when it is asked for first: while somebody
   * types, nobody points.
   *
   * @returns {Span[][]}
   */
  function locate() {
    const placesOf = createReplay(repairs, source);
    /** @type {Span[][]} */
    const found = [[]];
    for (const text of texts) {
      const places = placesOf(text);
      let at = 0;
      for (const sentence of byText.get(text) ?? []) {
        const end = at + sentence.text.length;
        // A text that was changed by hand has only its spans.
        found.push(
          places.length === text.text.length ? rangesOf(places.slice(at, end), source) : text.spans,
        );
        at = end;
      }
    }
    return found;
  }

  /** @type {Span[][] | undefined} */
  let located;
  function ranges() {
    located ??= locate();
    return located;
  }

  /** @returns {Mark[]} */
  function marks() {
    return [
      ...repairs.map(({ kind, span }) => ({ deed: kind, spans: [span] })),
      ...page.removed.map(({ kind, spans }) => ({ deed: kind, spans })),
      ...movedSpans(page).map((span) => ({ deed: /** @type {const} */ ("moved"), spans: [span] })),
      ...page.furniture.map(({ spans }) => ({ deed: /** @type {const} */ ("aside"), spans })),
    ];
  }

  return {
    source,
    marks,
    /** @param {Text} text */
    sentencesOf: (text) => byText.get(text) ?? [],
    /**
     * Where a sentence begins in the input.
     *
     * @param {number} id
     */
    placeOf: (id) => ranges()[id]?.[0]?.[0],
    /** @param {number} id */
    rangesOf: (id) => ranges()[id] ?? [],
    /** Of each unit of the input, the id of its sentence (0 for none) and its deeds as bits. */
    layout() {
      const ids = new Uint32Array(source.length);
      const deeds = new Uint16Array(source.length);
      ranges().forEach((spans, id) => {
        for (const [start, end] of spans) ids.fill(id, start, end);
      });
      for (const { deed, spans } of marks()) {
        const bit = 1 << DEEDS.indexOf(deed);
        for (const [start, end] of spans) {
          for (let at = start; at < end; at += 1) deeds[at] = (deeds[at] ?? 0) | bit;
        }
      }
      return { ids, deeds };
    },
  };
}

/**
 * @param {Repair[]} repairs By position.
 * @param {number} from
 * @returns {number} the first that does not begin before
 */
function firstFrom(repairs, from) {
  let low = 0;
  let high = repairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((repairs[middle]?.span[0] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {number[]} places
 * @param {string} source
 * @returns {Span[]}
 */
function rangesOf(places, source) {
  /** @type {Span[]} */
  const ranges = [];
  for (const place of places) {
    if (place < 0) continue;
    const last = ranges.at(-1);
    // A line break inside a sentence lights up with it.
    if (last && place >= last[1] && source.slice(last[1], place).trim() === "") {
      last[1] = place + 1;
    } else if (!last || place < last[0] || place >= last[1]) {
      ranges.push([place, place + 1]);
    }
  }
  return ranges;
}

/**
 * The texts of all articles, in reading order.
 *
 * @param {Page} page
 * @returns {Text[]}
 */
export function textsOf({ articles }) {
  return articles.flatMap(({ kicker, headline, deck, bylines, paragraphs, captions, credits }) =>
    [kicker, headline, deck, ...bylines, ...paragraphs, ...captions, ...credits].filter(
      (text) => text !== undefined,
    ),
  );
}

/**
 * What does not stand where it stood: all but the longest run of spans that
 * follow each other in the input as they do in the answer.
 *
 * @param {Page} page
 * @returns {Span[]}
 */
function movedSpans(page) {
  const spans = textsOf(page).flatMap((text) => text.spans);
  /** Of runs of each length, which span one may end with that begins earliest. */
  /** @type {number[]} */
  const ends = [];
  const before = new Int32Array(spans.length).fill(-1);
  spans.forEach(([start], at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[ends[middle] ?? 0]?.[0] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1] ?? -1;
    ends[low] = at;
  });
  const stayed = new Set();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) stayed.add(at);
  return spans.filter((_, at) => !stayed.has(at));
}
