/**
 * Says in the live region what a sighted reader sees happen. While the text is
 * being typed the answer changes with every key, so an answer is announced
 * only when it has stood for a moment.
 */
import { part } from "./dom.js";

const MOMENT = 700;

export function createAnnouncer() {
  const region = part("announcer", HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} sentence */
  function now(sentence) {
    clearTimeout(timer);
    // A region that already holds the sentence would not be read out again.
    region.textContent = "";
    region.textContent = sentence;
  }

  /** @param {string} sentence */
  function soon(sentence) {
    clearTimeout(timer);
    timer = setTimeout(() => now(sentence), MOMENT);
  }

  return { now, soon };
}
