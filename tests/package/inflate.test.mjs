/** What the module inside `columnist/inline` is unpacked with, against what Node packs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { constants, deflateRawSync } from "node:zlib";
import { ROOT } from "../../scripts/lib/run.mjs";
import { inflate } from "../../src/js/inflate.js";
import { STORY } from "../story.mjs";

/** Numbers that follow no pattern, and are the same each time. */
const NOISE = Buffer.from(
  Array.from({ length: 70_000 }, (_, index) => Math.imul(index, 2_654_435_761) >>> 24),
);

const INPUTS = {
  nothing: Buffer.alloc(0),
  "one byte": Buffer.from("a"),
  "one byte, many times": Buffer.alloc(100_000),
  "a stretch that repeats what it writes": Buffer.from("abc".repeat(200)),
  text: Buffer.from(STORY.repeat(50)),
  noise: NOISE,
  "the module": readFileSync(join(ROOT, "dist", "columnist_bg.wasm")),
};

/** Those that write stored blocks, fixed codes, and codes of their own. */
const STRATEGIES = {
  default: constants.Z_DEFAULT_STRATEGY,
  fixed: constants.Z_FIXED,
  "codes only": constants.Z_HUFFMAN_ONLY,
};

for (const [name, input] of Object.entries(INPUTS)) {
  test(`it inflates ${name}`, () => {
    for (const [strategy, number] of Object.entries(STRATEGIES)) {
      for (const level of [0, 1, 9]) {
        const packed = deflateRawSync(input, { level, strategy: number });
        const found = inflate(packed, input.length);
        assert.ok(Buffer.from(found).equals(input), `${strategy}, level ${level}`);
      }
    }
  });
}
