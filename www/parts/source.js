/**
 * The page's text: typing, pasting, the sample, clearing and taking it back.
 *
 * @import { Strings } from "../strings/en.js"
 */
import { SAMPLE } from "../sample.js";
import { part } from "./dom.js";

/** @param {(text: string) => void} onText */
export function createSource(onText) {
  const field = part("source", HTMLTextAreaElement);
  const count = part("source-count", HTMLElement);
  const sample = part("sample", HTMLButtonElement);
  const clear = part("clear", HTMLButtonElement);
  /** What clearing took away, for as long as nothing new is written. */
  let cleared = "";
  /** @type {Strings} */
  let strings;

  function changed() {
    if (field.value !== "") cleared = "";
    update();
    onText(field.value);
  }

  function update() {
    count.textContent = field.value === "" ? "" : strings.units(field.value.length);
    clear.textContent = cleared === "" ? strings.clear : strings.restore;
    clear.disabled = field.value === "" && cleared === "";
  }

  field.addEventListener("input", (event) => {
    // Half-typed syllables of an input method are not the reader's text yet.
    if (!(event instanceof InputEvent && event.isComposing)) changed();
  });
  field.addEventListener("compositionend", changed);

  sample.addEventListener("click", () => {
    field.value = SAMPLE.trim();
    field.scrollTop = 0;
    changed();
  });

  clear.addEventListener("click", () => {
    const taken = field.value;
    field.value = cleared;
    cleared = taken;
    update();
    onText(field.value);
    field.focus();
  });

  return {
    /** @param {Strings} next */
    translate(next) {
      strings = next;
      part("source-heading", HTMLElement).textContent = strings.sourceHeading;
      field.setAttribute("aria-label", strings.sourceLabel);
      field.placeholder = strings.sourcePlaceholder;
      sample.textContent = strings.sample;
      update();
    },
    text: () => field.value,
    showSample: () => sample.click(),
  };
}
