/**
 * What belongs to no article: furniture, removed text and notes, folded away
 * below the articles so that nothing of the page is lost.
 *
 * @import { Page, Removal } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
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
 * @returns {HTMLElement[]}
 */
export function renderLeftovers(page, source, strings, trace, restore) {
  return [
    folded(
      strings.furniture(page.furniture.length),
      page.furniture.map((text) =>
        row(strings.furnitureKinds[text.kind], ...sentences(text, trace)),
      ),
    ),
    folded(
      strings.removed(page.removed.length),
      removedRows(page.removed, source, strings, restore),
    ),
    folded(
      strings.warnings(page.warnings.length),
      page.warnings.map(({ code, message }) => row(code, strings.warning(code, message))),
    ),
  ].filter((found) => found !== undefined);
}

/**
 * @param {string} summary
 * @param {HTMLElement[]} rows
 */
function folded(summary, rows) {
  if (rows.length === 0) return undefined;
  return element("details", {}, element("summary", {}, summary), element("dl", {}, ...rows));
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
