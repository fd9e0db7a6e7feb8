/** From bytes to text: which encoding a file has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../src/js/shared/encodings.js";
import { encode } from "./encode.mjs";

const SIMPLIFIED =
  "本报讯 三月的一个早晨，摆渡的船夫在河边捡到一封没有寄出的信。他把信晾干，送到了对岸的邮局。\n";
const TRADITIONAL =
  "本報訊 三月的一個早晨，擺渡的船夫在河邊撿到一封沒有寄出的信。他把信晾乾，送到了對岸的郵局。\n";

for (const text of [SIMPLIFIED, TRADITIONAL]) {
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  for (const [name, bytes] of /** @type {[string, Uint8Array][]} */ ([
    ["utf-8", Buffer.from(text)],
    ["utf-8 with its mark", Buffer.from(`\uFEFF${text}`)],
    ["utf-16le", little],
    ["utf-16be", big],
    ["utf-16le with its mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["utf-16be with its mark", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])) {
    test(`${name} is read: ${text.slice(0, 3)}`, () => {
      const found = decode(bytes);
      assert.equal(found?.text, text);
      assert.equal(found?.encoding, name.split(" ")[0]);
    });
  }
}

test("GBK is read, simplified and traditional", () => {
  for (const text of [SIMPLIFIED, TRADITIONAL]) {
    assert.deepEqual(decode(encode(text, "gb18030")), { text, encoding: "gb18030" });
  }
});

test("Big5 is read", () => {
  assert.deepEqual(decode(encode(TRADITIONAL, "big5")), { text: TRADITIONAL, encoding: "big5" });
});

test("a headline of a few characters is enough", () => {
  assert.equal(decode(encode("一封信過了河 對岸的人來了", "big5"))?.encoding, "big5");
  assert.equal(decode(encode("一封信过了河 对岸的人来了", "gb18030"))?.encoding, "gb18030");
});

test("four bytes of GB18030 are read", () => {
  const bytes = Uint8Array.from([...encode(SIMPLIFIED, "gb18030"), 0x90, 0x35, 0xd7, 0x38]);
  assert.match(decode(bytes)?.text ?? "", /^本报讯 .*\n./su);
});

test("plain ASCII and an empty file are UTF-8", () => {
  assert.deepEqual(decode(Buffer.from("1998\n")), { text: "1998\n", encoding: "utf-8" });
  assert.deepEqual(decode(new Uint8Array()), { text: "", encoding: "utf-8" });
});

for (const [name, bytes] of /** @type {[string, number[]][]} */ ([
  [
    "a picture",
    [
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0xff,
      0x80,
    ],
  ],
  [
    "Latin letters with accents",
    [...Buffer.from("Caf\xe9 cr\xe8me, d\xe9j\xe0 vu, na\xefve\n", "latin1")],
  ],
  [
    "Cyrillic",
    [
      ...Buffer.from(
        "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0 \xe8 \xe4\xf0\xf3\xe7\xfc\xff\n",
        "latin1",
      ),
    ],
  ],
  ["chance", Array.from({ length: 400 }, (_, n) => 0x81 + ((n * n * 31 + n * 17) % 0x7d))],
])) {
  test(`${name} is not taken for Chinese`, () => {
    assert.equal(decode(Uint8Array.from(bytes)), undefined);
  });
}
