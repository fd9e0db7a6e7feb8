/**
 * One sentence at the foot of the window about what was just done, with what
 * can be done about it. It stays until something else is done: nobody has to
 * be quick.
 */
import { element, part } from "./dom.js";

/** @typedef {{ label: string, run: () => void }} Action */

export function createNotice() {
  const box = part("notice", HTMLElement);

  function hide() {
    box.hidden = true;
    box.replaceChildren();
  }

  /**
   * @param {string} sentence
   * @param {Action[]} actions
   * @param {string} close The label of the button that puts the sentence away.
   */
  function show(sentence, actions, close) {
    const buttons = [...actions, { label: close, run() {} }].map(({ label, run }) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => {
        hide();
        run();
      });
      return button;
    });
    box.replaceChildren(element("p", { role: "status" }, sentence), ...buttons);
    box.hidden = false;
  }

  return { show, hide };
}
