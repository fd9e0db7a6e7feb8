/**
 * The text of the page that is looked at: typing, pasting, the sample,
 * clearing and taking it back.
 *
 * @import { Strings } from "../strings/en.js"
 */
import { part } from "./dom.js";
import { tongueOf } from "./tongue.js";

/**
 * @param {object} listener
 * @param {(text: string, byHand: boolean) => void} listener.onText What the field holds now. By hand is not what was
 *   pasted into it whole, which the field cannot take back by itself.
 * @param {(text: Promise<string>) => void} listener.onSample
 */
export function createSource({ onText, onSample }) {
  const field = part("source", HTMLTextAreaElement);
  const below = part("source-view", HTMLElement);
  const count = part("source-count", HTMLElement);
  const sample = part("sample", HTMLButtonElement);
  const clear = part("clear", HTMLButtonElement);
  /** What clearing took away, for as long as nothing new is written. */
  let cleared = "";
  /** Whether the field itself can take back what was typed last. */
  let typed = false;
  /** @type {Strings} */
  let strings;

  function changed() {
    if (field.value !== "") cleared = "";
    typed = true;
    update();
    onText(field.value, true);
  }

  /** @param {string} text */
  function put(text) {
    field.value = text;
    cleared = "";
    typed = false;
    update();
  }

  function update() {
    count.textContent = field.value === "" ? "" : strings.units(field.value.length);
    clear.textContent = cleared === "" ? strings.clear : strings.restore;
    clear.disabled = field.value === "" && cleared === "";
    const lang = tongueOf(field.value) ?? "";
    // Both break their lines by the same language.
    if (field.value !== "" && lang !== field.lang) field.lang = below.lang = lang;
  }

  field.addEventListener("input", (event) => {
    // Half-typed syllables of an input method are not the reader's text yet.
    if (!(event instanceof InputEvent && event.isComposing)) changed();
  });
  field.addEventListener("compositionend", changed);

  sample.addEventListener("click", () =>
    onSample(import("./sample.js").then(({ SAMPLE }) => SAMPLE.trim())),
  );

  clear.addEventListener("click", () => {
    const taken = field.value;
    field.value = cleared;
    cleared = taken;
    typed = false;
    update();
    onText(field.value, true);
    field.focus();
  });

  return {
    /** @param {Strings} next */
    translate(next) {
      strings = next;
      update();
    },
    /**
     * Another page, or an older text of it.
     *
     * @param {string} text
     */
    show(text) {
      if (text === field.value) return;
      put(text);
      // Asked for at once, it would have the page laid out before the rest of it is there.
      requestAnimationFrame(() => {
        field.scrollTop = 0;
      });
    },
    /**
     * Text that is pasted in place of all that is there. Browsers take twice as long to write it line by line, as they
     * do for the sake of taking it back.
     *
     * @param {string} text
     */
    paste(text) {
      put(text);
      onText(field.value, false);
    },
    text: () => field.value,
    showSample: () => sample.click(),
    /** @param {EventTarget | null} target */
    takesBack: (target) => target === field && typed,
  };
}
