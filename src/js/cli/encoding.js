/** Bytes become text, by the encoding that was asked for or the one that explains them. */
import { decode } from "../shared/encodings.js";

/**
 * @param {Uint8Array} bytes
 * @param {"auto" | "utf-8" | "gb18030" | "big5"} encoding
 * @returns {string}
 */
export function textOf(bytes, encoding) {
  if (encoding === "auto") {
    const found = decode(bytes);
    if (found) return found.text;
    throw coded("unknown-encoding", "no encoding explains its bytes: name one with --encoding");
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw coded("wrong-encoding", `its bytes are not ${encoding}`);
  }
}

/**
 * @param {string} code
 * @param {string} message
 */
function coded(code, message) {
  return Object.assign(new Error(message), { code });
}
