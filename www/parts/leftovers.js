/**
 * What belongs to no article: furniture, removed text and notes, folded away
 * below the articles so that nothing of the page is lost.
 *
 * @import { Page, Removal } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 * @import { Piece } from "./sheet.js"
 * @import { Trace } from "./trace.js"
 */
import { sentences } from "./articles.js";
import { element } from "./dom.js";

/**
 * @param {Page} page
 * @param {string} source The text that the page was made from.
 * @param {Strings} strings
 * @param {Trace} trace
 * @param {(place: number) => void} restore
 * @returns {Piece[]}
 */
export function renderLeftovers(page, source, strings, trace, restore) {
  const { furniture, removed, warnings } = page;
  const first = furniture[0] ? (trace.sentencesOf(furniture[0])[0]?.id ?? 0) : 0;
  return [
    ...folded(
      strings.furniture(furniture.length),
      JSON.stringify([first, furniture.map(({ kind, text }) => [kind, text])]),
      () =>
        furniture.map((text) => row(strings.furnitureKinds[text.kind], ...sentences(text, trace))),
    ),
    ...folded(
      strings.removed(removed.length),
      // Places move with each key that is typed before them, and restoring goes by place.
      JSON.stringify(removed.map(({ kind, spans }) => [kind, spans])),
      () => removedRows(removed, source, strings, restore),
    ),
    ...folded(strings.warnings(warnings.length), JSON.stringify(warnings), () =>
      warnings.map(({ code, message }) => row(code, strings.warning(code, message))),
    ),
  ];
}

/**
 * @param {string} summary
 * @param {string} shown
 * @param {() => HTMLElement[]} rows
 * @returns {Piece[]}
 */
function folded(summary, shown, rows) {
  if (shown === "[]" || shown === "[0,[]]") return [];
  return [
    {
      face: `${summary} ${shown}`,
      make: () =>
        element("details", {}, element("summary", {}, summary), element("dl", {}, ...rows())),
    },
  ];
}

/**
 * @param {string} term
 * @param {...(string | Node)} text
 */
function row(term, ...text) {
  return element("div", {}, element("dt", {}, term), element("dd", {}, ...text));
}

/**
 * One row for each text that was removed: a page whose every line is printed
 * twice has thousands of removals, and many of them say the same.
 *
 * @param {Removal[]} removed
 * @param {string} source
 * @param {Strings} strings
 * @param {(place: number) => void} restore
 */
function removedRows(removed, source, strings, restore) {
  /** @type {Map<string, { kind: Removal["kind"], text: string, times: number, place: number }>} */
  const groups = new Map();
  for (const { kind, spans } of removed) {
    const text = visible(spans.map(([start, end]) => source.slice(start, end)).join(""));
    const group = groups.get(kind + text);
    if (group) group.times += 1;
    else groups.set(kind + text, { kind, text, times: 1, place: spans[0]?.[0] ?? 0 });
  }
  return [...groups.values()].map(({ kind, text, times, place }) => {
    const button = element(
      "button",
      { type: "button", class: "restore", "aria-label": strings.restoreOf(text) },
      strings.restoreRemoved,
    );
    button.addEventListener("click", () => restore(place));
    return row(
      strings.removalKinds[kind],
      times === 1 ? text : `${text} (${strings.removalTimes(times)})`,
      " ",
      button,
    );
  });
}

/**
 * Names what cannot be seen by its code point.
 *
 * @param {string} text
 */
function visible(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}
