/** Bytes in the older Chinese encodings, which JavaScript reads and does not write. */
import assert from "node:assert/strict";

/**
 * Text in an encoding that Node only reads: each pair of bytes is tried.
 *
 * @param {string} text
 * @param {string} encoding
 */
export function encode(text, encoding) {
  const decoder = new TextDecoder(encoding);
  const codes = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if ([...char].length === 1 && !codes.has(char)) codes.set(char, [lead, trail]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap((char) =>
      char <= "\x7f" ? [char.charCodeAt(0)] : (codes.get(char) ?? assert.fail(`no ${char}`)),
    ),
  );
}
