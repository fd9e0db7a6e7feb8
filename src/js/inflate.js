/**
 * Inflates what `zlib.deflateRawSync` wrote (RFC 1951).
 *
 * Platforms have `DecompressionStream` for this, but not all on which the
 * module runs: Safari before 16.4, Firefox before 113 and the DOM of many test
 * runners lack it. One way that is the same everywhere is shorter than two, and
 * takes a few milliseconds.
 *
 * @param {Uint8Array} from
 * @param {number} size How many bytes come out.
 */
export function inflate(from, size) {
  const to = new Uint8Array(size);
  let end = 0;
  let at = 0;
  let held = 0;
  let bits = 0;

  /** @param {number} count At most 16. */
  function take(count) {
    need(count);
    const value = held & ((1 << count) - 1);
    held >>>= count;
    bits -= count;
    return value;
  }

  /** @param {number} count */
  function need(count) {
    for (; bits < count; bits += 8) held |= (from[at++] ?? 0) << bits;
  }

  /** @param {Codes} codes */
  function symbol({ table, most }) {
    need(most);
    const entry = /** @type {number} */ (table[held & ((1 << most) - 1)]);
    held >>>= entry & 15;
    bits -= entry & 15;
    return entry >> 4;
  }

  /** @returns {[Codes, Codes]} */
  function readCodes() {
    const counts = [take(5) + 257, take(5) + 1, take(4) + 4];
    const [literals = 0, distances = 0, orders = 0] = counts;
    const of = new Uint8Array(ORDER.length);
    for (const index of ORDER.slice(0, orders)) of[index] = take(3);
    const codes = codesOf(of);
    const lengths = new Uint8Array(literals + distances);
    for (let count = 0; count < lengths.length; ) {
      const code = symbol(codes);
      if (code < 16) {
        lengths[count++] = code;
        continue;
      }
      const again = code === 16 ? 3 + take(2) : code === 17 ? 3 + take(3) : 11 + take(7);
      lengths.fill(code === 16 ? (lengths[count - 1] ?? 0) : 0, count, count + again);
      count += again;
    }
    return [codesOf(lengths.subarray(0, literals)), codesOf(lengths.subarray(literals))];
  }

  /**
   * Nearly all time is spent here. Variables of its own are several times as
   * fast as those of the function around it.
   *
   * @param {[Codes, Codes]} codes
   */
  function readBlock([literals, distances]) {
    const { table, most } = literals;
    const mask = (1 << most) - 1;
    const further = distances.table;
    const furtherMask = (1 << distances.most) - 1;
    let [place, out, low, count] = [at, end, held, bits];
    for (;;) {
      // A code has at most 15 bits, and what is added to a length at most 5.
      for (; count < 20; count += 8) low |= /** @type {number} */ (from[place++]) << count;
      const entry = /** @type {number} */ (table[low & mask]);
      low >>>= entry & 15;
      count -= entry & 15;
      const code = entry >> 4;
      if (code < 256) {
        to[out++] = code;
        continue;
      }
      if (code === 256) break;
      const lengthBits = /** @type {number} */ (LENGTHS.extra[code - 257]);
      const length =
        /** @type {number} */ (LENGTHS.first[code - 257]) + (low & ((1 << lengthBits) - 1));
      low >>>= lengthBits;
      count -= lengthBits;
      for (; count < 15; count += 8) low |= /** @type {number} */ (from[place++]) << count;
      const far = /** @type {number} */ (further[low & furtherMask]);
      low >>>= far & 15;
      count -= far & 15;
      const backBits = /** @type {number} */ (DISTANCES.extra[far >> 4]);
      for (; count < backBits; count += 8) low |= /** @type {number} */ (from[place++]) << count;
      const back =
        /** @type {number} */ (DISTANCES.first[far >> 4]) + (low & ((1 << backBits) - 1));
      low >>>= backBits;
      count -= backBits;
      // One by one, since a stretch may repeat what it has just written.
      for (const stop = out + length; out < stop; out += 1) {
        to[out] = /** @type {number} */ (to[out - back]);
      }
    }
    [at, end, held, bits] = [place, out, low, count];
  }

  for (let last = false; !last; ) {
    last = take(1) === 1;
    const kind = take(2);
    if (kind === 0) {
      // Stored as it is, from the next whole byte on.
      at -= bits >> 3;
      held = 0;
      bits = 0;
      const length = take(16);
      take(16);
      to.set(from.subarray(at, at + length), end);
      at += length;
      end += length;
    } else {
      readBlock(kind === 1 ? [codesOf(FIXED), codesOf(new Uint8Array(30).fill(5))] : readCodes());
    }
  }
  return to;
}

/** @typedef {{ first: number[], extra: number[] }} Ranges */

/** In which order the lengths of the codes for lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const FIXED = Uint8Array.from({ length: 288 }, (_, index) =>
  index < 144 ? 8 : index < 256 ? 9 : index < 280 ? 7 : 8,
);

/** The last length has a code of its own, although the one before it reaches as far. */
const LENGTHS = ranges(3, 28, 4);
LENGTHS.first.push(258);
LENGTHS.extra.push(0);

const DISTANCES = ranges(1, 30, 2);

/**
 * Ranges of numbers that follow each other. Their widths are powers of two,
 * told in `extra` bits: 1 for the first two times `each` of them, then 2 for
 * `each` of them, 4 for as many, and so on.
 *
 * @param {number} start
 * @param {number} count
 * @param {number} each
 * @returns {Ranges}
 */
function ranges(start, count, each) {
  const extra = Array.from({ length: count }, (_, index) =>
    Math.max(0, Math.floor(index / each) - 1),
  );
  const first = [start];
  for (const [index, bits] of extra.entries()) first.push((first[index] ?? 0) + (1 << bits));
  return { first: first.slice(0, count), extra };
}

/** @typedef {{ table: Uint16Array, most: number }} Codes By the next bits: the symbol, and in its last four bits how many of them are its code. */

/**
 * The codes whose lengths these are (RFC 1951, 3.2.2), ready to be looked up.
 *
 * @param {Uint8Array} lengths
 * @returns {Codes}
 */
function codesOf(lengths) {
  const most = Math.max(1, ...lengths);
  const table = new Uint16Array(1 << most);
  let code = 0;
  for (let length = 1; length <= most; length += 1) {
    const step = 1 << length;
    for (let value = lengths.indexOf(length); value >= 0; ) {
      // Codes stand in the stream with their highest bit first.
      let reversed = 0;
      for (let bit = 0; bit < length; bit += 1) {
        reversed = (reversed << 1) | ((code >> bit) & 1);
      }
      for (let index = reversed; index < table.length; index += step) {
        table[index] = (value << 4) | length;
      }
      code += 1;
      value = lengths.indexOf(length, value + 1);
    }
    code <<= 1;
  }
  return { table, most };
}
