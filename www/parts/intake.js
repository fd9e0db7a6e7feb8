/**
 * What comes in besides typing: text pasted anywhere on the page, and files
 * that are dropped on it or chosen.
 *
 * @import { Incoming } from "./incoming.js"
 */
import { pagesOf } from "./archive.js";
import { part } from "./dom.js";
import { incomingOf, isEditable } from "./incoming.js";

/**
 * @param {object} listener
 * @param {(text: string | Promise<string>) => void} listener.onText
 * @param {(files: File[]) => void} listener.onFiles
 * @param {(text: string) => void} listener.onWhole Pasted into the field in place of all that it holds.
 */
export function createIntake({ onText, onFiles, onWhole }) {
  const choose = part("choose", HTMLButtonElement);
  const chooser = part("chooser", HTMLInputElement);
  const source = part("source", HTMLTextAreaElement);

  function takeChosen() {
    const files = [...(chooser.files ?? [])];
    // The same file may be chosen again.
    chooser.value = "";
    if (files.length > 0) onFiles(files);
  }
  choose.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", takeChosen);

  /**
   * @param {Incoming} incoming
   * @returns {boolean} whether there was anything in it
   */
  function take({ files, text, html }) {
    if (files.length > 0) onFiles(files);
    else if (text.trim() === "" && html === "") return false;
    else onText(text || import("./html-text.js").then(({ htmlText }) => htmlText(html)));
    return true;
  }

  document.addEventListener("paste", (event) => {
    const incoming = event.clipboardData && incomingOf(event.clipboardData);
    if (!incoming) return;
    const { files, text } = incoming;
    if (files.length === 0) {
      if (document.querySelector("dialog[open]")) return;
      const archive = event.target === source && pagesOf(text).length > 1;
      if (isEditable(event.target) && !archive) {
        const all = source.selectionStart === 0 && source.selectionEnd === source.value.length;
        if (event.target !== source || !all || text === "") return;
        event.preventDefault();
        onWhole(text);
        return;
      }
    }
    if (take(incoming)) event.preventDefault();
  });

  let inside = 0;
  /** @param {number} depth */
  function hover(depth) {
    inside = Math.max(0, depth);
    document.body.classList.toggle("dropping", inside > 0);
  }
  /** @param {DragEvent} event */
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragenter", (event) => {
    if (hasFiles(event)) hover(inside + 1);
  });
  document.addEventListener("dragleave", (event) => {
    if (hasFiles(event)) hover(inside - 1);
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    hover(0);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  });

  return {
    take,
    /** Files may have been chosen before anybody listened. */
    takeChosen,
  };
}
