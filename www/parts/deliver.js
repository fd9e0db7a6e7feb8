/** Taking the articles away: the clipboard and files. */

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser allowed it
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * With headings and paragraphs, for Word, WPS and mail; fields of plain text
 * take the text.
 *
 * @param {string} html
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser allowed it
 */
export async function copyRich(html, text) {
  try {
    const item = new ClipboardItem({
      "text/html": new Blob([html], { type: "text/html" }),
      "text/plain": new Blob([text], { type: "text/plain" }),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own hold on the data only once the download began.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
