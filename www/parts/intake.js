/**
 * What comes in besides typing: text pasted anywhere on the page, and files
 * that are dropped on it or chosen.
 */
import { pagesOf } from "./archive.js";
import { part } from "./dom.js";

/**
 * @param {object} listener
 * @param {(text: string | Promise<string>) => void} listener.onText
 * @param {(files: File[]) => void} listener.onFiles
 */
export function createIntake({ onText, onFiles }) {
  const choose = part("choose", HTMLButtonElement);
  const chooser = part("chooser", HTMLInputElement);
  const source = part("source", HTMLTextAreaElement);

  choose.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    const files = [...(chooser.files ?? [])];
    // The same file may be chosen again.
    chooser.value = "";
    if (files.length > 0) onFiles(files);
  });

  document.addEventListener("paste", (event) => {
    const { clipboardData: data } = event;
    if (!data) return;
    const files = [...data.files];
    const text = data.getData("text/plain");
    // A picture often comes along with text that was copied.
    if (files.length > 0 && text === "") {
      event.preventDefault();
      onFiles(files);
    } else if (!document.querySelector("dialog[open]")) {
      const archive = event.target === source && pagesOf(text).length > 1;
      if (isEditable(event.target) && !archive) return;
      const html = data.getData("text/html");
      if (text.trim() === "" && html === "") return;
      event.preventDefault();
      onText(text || import("./html-text.js").then(({ htmlText }) => htmlText(html)));
    }
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
}

/** @param {EventTarget | null} target */
export function isEditable(target) {
  return (
    target instanceof Element &&
    target.closest("textarea, input:not([type=checkbox]), [contenteditable='true']") !== null
  );
}
