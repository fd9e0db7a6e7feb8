/** A question that must be answered before anything else goes on. */
import { element } from "./dom.js";

/**
 * @template {string} T
 * @param {string} title
 * @param {string} sentence
 * @param {{ label: string, value: T }[]} answers The first is what Enter chooses.
 * @param {string} cancel
 * @returns {Promise<T | undefined>} undefined where the reader steps back
 */
export function ask(title, sentence, answers, cancel) {
  return new Promise((resolve) => {
    /** @type {T | undefined} */
    let chosen;
    const buttons = answers.map(({ label, value }) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => {
        chosen = value;
        dialog.close();
      });
      return button;
    });
    const back = element("button", { type: "button" }, cancel);
    back.addEventListener("click", () => dialog.close());
    const dialog = element(
      "dialog",
      { "aria-labelledby": "question-title", "aria-describedby": "question-sentence" },
      element("h2", { id: "question-title", class: "question" }, title),
      element("p", { id: "question-sentence" }, sentence),
      element("p", { class: "tools" }, ...buttons, back),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    buttons[0]?.focus();
  });
}
