/**
 * What each stage made of the page, and why a line became what it is: for the sentence that was chosen last, its
 * lines with what spoke for their class, what they could have gone on from, and
 * the headlines that were weighed. It speaks the language of the core's
 * evidence, which is for those who want to know it exactly.
 *
 * @import { Explanation, Span } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 */
import { element, part } from "./dom.js";

/** So many links and ties are shown; the rest was far behind. */
const MOST = 3;

/** So many lines are listed: a newspaper page has a few hundred. */
const MOST_LINES = 800;

/** @param {() => Promise<Explanation | undefined>} explain What is on the sheet, explained. */
export function createInspector(explain) {
  const box = part("inspector", HTMLDetailsElement);
  const summary = part("inspector-summary", HTMLElement);
  const body = part("inspector-body", HTMLElement);
  /** @type {Strings} */
  let strings;
  /** @type {Span[]} */
  let chosen = [];
  let round = 0;

  async function refresh() {
    round += 1;
    const own = round;
    if (!box.open) return;
    const explanation = await explain().catch(() => undefined);
    // Another sentence was chosen, or the page changed, meanwhile.
    if (own !== round) return;
    body.replaceChildren(
      ...(chosen.length === 0 ? [element("p", {}, strings.inspectorHint)] : []),
      ...(explanation && chosen.length > 0 ? about(explanation, chosen, strings) : []),
      ...(explanation ? stages(explanation, strings) : []),
      ...(chosen.length > 0 && !explanation ? [strings.inspectorFailed] : []),
    );
  }

  box.addEventListener("toggle", () => {
    refresh();
    // It stands at the foot of a list that scrolls.
    if (box.open) box.scrollIntoView({ block: "nearest" });
  });

  return {
    /** @param {Strings} next */
    translate(next) {
      strings = next;
      summary.textContent = strings.inspector;
      refresh();
    },
    /** @param {Span[]} ranges Where the sentence stood that was chosen; none where the page is another. */
    show(ranges) {
      if (ranges.length === 0 && chosen.length === 0) return;
      chosen = ranges;
      refresh();
    },
  };
}

/**
 * @param {Explanation} explanation
 * @param {Span[]} ranges
 * @param {Strings} strings
 * @returns {HTMLElement[]}
 */
function about({ lines, fragments, headlines }, ranges, strings) {
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
function stages({ page, columns, lines, fragments, partings, joins }, strings) {
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
