/**
 * What the reader may choose of the reconstruction: each repair on or off, and
 * what stands between Chinese and Latin. Every page answers at once.
 *
 * @import { Options } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 */
import { element, part } from "./dom.js";

const REPAIRS = /** @type {const} */ (["codePoints", "marks", "vertical", "shadow", "spacing"]);

/** @param {(options: Options) => void} onOptions */
export function createChoices(onOptions) {
  const box = part("choices", HTMLFieldSetElement);
  const heading = element("legend", {});
  const repairs = REPAIRS.map((name) => ({ name, ...checkbox(`choice-${name}`) }));
  const spaced = checkbox("choice-spaced");
  box.append(heading, ...repairs.map(({ row }) => row), spaced.row);

  box.addEventListener("change", () => {
    const off = repairs.filter(({ box }) => !box.checked).map(({ name }) => [name, false]);
    /** @type {Options} */
    const options = {};
    // What is left out takes its default.
    if (off.length > 0) options.repairs = Object.fromEntries(off);
    if (spaced.box.checked) options.spacing = "spaced";
    onOptions(options);
  });

  return {
    /** @param {Strings} strings */
    translate(strings) {
      heading.textContent = strings.choices;
      for (const { name, label } of repairs) label.textContent = strings.repairs[name];
      spaced.label.textContent = strings.spaced;
    },
    /** @param {Options} options */
    show(options) {
      for (const { name, box } of repairs) box.checked = options.repairs?.[name] !== false;
      spaced.box.checked = options.spacing === "spaced";
    },
  };
}

/** @param {string} id */
function checkbox(id) {
  const box = element("input", { type: "checkbox", id });
  const label = element("label", { for: id });
  return { box, label, row: element("div", {}, box, label) };
}
