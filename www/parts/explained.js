/**
 * An explanation as the inspector shows it.
 *
 * @import { Explanation, Span } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 */
import { element } from "./dom.js";

/** So many links and ties are shown; the rest was far behind. */
const MOST = 3;

/** So many lines are listed: a newspaper page has a few hundred. */
const MOST_LINES = 800;

/**
 * @param {Explanation} explanation
 * @param {Span[]} ranges
 * @param {Strings} strings
 * @returns {HTMLElement[]}
 */
export function about({ lines, fragments, headlines }, ranges, strings) {
  const own = lines.flatMap(({ span }, at) =>
    ranges.some(([start, end]) => start < span[1] && span[0] < end) ? [at] : [],
  );
  const parts = fragments.filter((fragment) => fragment.lines.some((line) => own.includes(line)));
  const ties = headlines.filter(({ ties: [best] }) =>
    best?.lines.some((line) => own.includes(line)),
  );
  /** @param {number[]} of */
  const textOf = (of) => of.map((line) => lines[line]?.text ?? "").join(" / ");
  /** @param {string} label */
  const classOf = (label) => strings.lineClasses[label] ?? label;
  /** @param {number | null} at */
  const fragmentOf = (at) =>
    at === null ? strings.begins : textOf([fragments[at]?.lines[0] ?? 0]);
  return [
    ...own.flatMap((at) => {
      const line = lines[at];
      if (!line) return [];
      const { text, label, chance, rival, width, measure, cues, evidence } = line;
      return [
        element("h4", { lang: "zh" }, text),
        element(
          "p",
          {},
          `${classOf(label)} ${percent(chance)} · ${strings.rival} ${classOf(rival)} · ${width} / ${measure} em`,
          cues.length > 0 ? ` · ${cues.join(", ")}` : "",
        ),
        weights(evidence),
      ];
    }),
    ...parts.flatMap(({ before, confidence, links }) => [
      element("h4", {}, `${strings.goesOnFrom} ${fragmentOf(before)} (${percent(confidence)})`),
      ...links
        .slice(0, MOST)
        .flatMap(({ from, score, evidence }) => [
          element("p", {}, `${fragmentOf(from)}: ${score}`),
          weights(evidence),
        ]),
    ]),
    ...ties.flatMap(({ ties: all }) => [
      element("h4", {}, strings.headlinesWeighed),
      ...all
        .slice(0, MOST)
        .flatMap(({ lines: of, score, evidence }) => [
          element("p", {}, `${of.length > 0 ? textOf(of) : strings.noHeadline}: ${score}`),
          weights(evidence),
        ]),
    ]),
  ];
}

/**
 * The way of the whole page, stage by stage, and its lines.
 *
 * @param {Explanation} explanation
 * @param {Strings} strings
 * @returns {HTMLElement[]}
 */
export function stages({ page, columns, lines, fragments, partings, joins }, strings) {
  const told = strings.stages({
    repaired: page.repairs.length,
    removed: page.removed.length,
    lines: lines.length,
    columns: columns.length,
    fragments: fragments.length,
    chained: fragments.filter(({ before }) => before !== null).length,
    partings: partings.length,
    joins: joins.length,
    articles: page.articles.length,
    furniture: page.furniture.length,
  });
  return [
    element("h4", {}, strings.stagesHeading),
    element("ol", { class: "stages" }, ...told.map((stage) => element("li", {}, stage))),
    element(
      "details",
      { class: "lines" },
      element("summary", {}, strings.linesHeading),
      element(
        "ol",
        { class: "stages" },
        ...lines
          .slice(0, MOST_LINES)
          .map(({ text, label, width, measure }) =>
            element(
              "li",
              {},
              element("span", { lang: "zh" }, text),
              ` ${strings.lineClasses[label] ?? label} · ${width} / ${measure} em`,
            ),
          ),
      ),
    ),
  ];
}

/** @param {[name: string, weight: number][]} evidence */
function weights(evidence) {
  return element(
    "ul",
    { class: "evidence", lang: "en" },
    ...evidence.map(([name, weight]) =>
      element("li", {}, `${weight > 0 ? "+" : ""}${weight} ${name}`),
    ),
  );
}

/** @param {number} chance */
function percent(chance) {
  return `${Math.round(100 * chance)} %`;
}
