/**
 * Why a line became what it is: for the sentence that was chosen last, its
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
    if (chosen.length === 0) {
      body.replaceChildren(element("p", {}, strings.inspectorHint));
      return;
    }
    const explanation = await explain().catch(() => undefined);
    // Another sentence was chosen, or the page changed, meanwhile.
    if (own !== round) return;
    body.replaceChildren(
      ...(explanation ? about(explanation, chosen, strings) : [strings.inspectorFailed]),
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
          `${label} ${percent(chance)} · ${strings.rival} ${rival} · ${width} / ${measure} em`,
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
