/**
 * The lines of a stream, parted at line feeds only: JSON may hold U+2028 in a
 * string, where Node's own reader of lines would part it. The stream is read
 * no faster than its lines are taken.
 *
 * @param {AsyncIterable<Uint8Array | string>} stream
 * @returns {AsyncGenerator<string, undefined>}
 */
export async function* linesOf(stream) {
  const decoder = new TextDecoder();
  /** @type {string[]} The pieces of a line that is not whole yet. */
  let begun = [];
  for await (const chunk of stream) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const [first = "", ...rest] = text.split("\n");
    begun.push(first);
    for (const next of rest) {
      yield begun.join("");
      begun = [next];
    }
  }
  const last = begun.join("") + decoder.decode();
  if (last !== "") yield last;
}
