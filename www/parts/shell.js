/** Puts the words of the page itself in their places, those that `index.html` names. */
import { part } from "./dom.js";

/** @param {import("./first-words.js").Words} words */
export function fill(words) {
  for (const place of document.querySelectorAll("[data-word]")) {
    const word = words[/** @type {keyof typeof words} */ (place.getAttribute("data-word"))];
    // The same word put in again would have the page laid out again.
    if (place.textContent !== word) place.textContent = word;
  }
  const field = part("source", HTMLTextAreaElement);
  field.placeholder = words.sourcePlaceholder;
  field.setAttribute("aria-label", words.sourceLabel);
  part("language", HTMLSelectElement).setAttribute("aria-label", words.language);
}
