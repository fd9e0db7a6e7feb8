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
    // What shows it is fetched when it is opened first.
    const [explanation, shown] = await Promise.all([
      explain().catch(() => undefined),
      import("./explained.js").catch(() => undefined),
    ]);
    // Another sentence was chosen, or the page changed, meanwhile.
    if (own !== round) return;
    body.replaceChildren(
      ...(chosen.length === 0 ? [element("p", {}, strings.inspectorHint)] : []),
      ...(explanation && shown && chosen.length > 0
        ? shown.about(explanation, chosen, strings)
        : []),
      ...(explanation && shown ? shown.stages(explanation, strings) : []),
      ...(shown ? [] : [strings.partMissing]),
      ...(shown && chosen.length > 0 && !explanation ? [strings.inspectorFailed] : []),
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
