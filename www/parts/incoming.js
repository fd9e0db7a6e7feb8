/** What is pasted or dropped, taken out of the event, which forgets it afterwards. */

/** @typedef {{ files: File[], text: string, html: string }} Incoming */

/**
 * @param {DataTransfer} data
 * @returns {Incoming}
 */
export function incomingOf(data) {
  const text = data.getData("text/plain");
  // A picture often comes along with text that was copied.
  const files = text === "" ? [...data.files] : [];
  return { files, text, html: data.getData("text/html") };
}

/** @param {EventTarget | null} target */
export function isEditable(target) {
  return (
    target instanceof Element &&
    target.closest("textarea, input:not([type=checkbox]), [contenteditable='true']") !== null
  );
}
