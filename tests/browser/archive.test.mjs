/** Long texts as pages: nothing is lost, and pages are told by what the text has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pagesOf } from "../../www/parts/archive.js";
import { STORY } from "../story.mjs";

const BODY = `${STORY}\n\n`.repeat(20);

/** @param {(n: number) => string} page */
function pages(page) {
  return Array.from({ length: 150 }, (_, n) => page(n + 1));
}

test("a text of an issue's length stays as it is", () => {
  const issue = `第1版\n${BODY}\f第2版\n${BODY}`;
  assert.deepEqual(pagesOf(issue), [issue]);
});

test("form feeds tell pages", () => {
  const given = pages((n) => `${BODY}${n}`);
  assert.deepEqual(pagesOf(given.join("\f")), given);
});

for (const [where, page] of /** @type {[string, (n: number) => string][]} */ ([
  ["at the head", (n) => `第${n}版\n\n${BODY}`],
  ["at the head below a date", (n) => `2031年6月12日 星期四\n第${n}版\n\n${BODY}`],
  ["with a section and a date", (n) => `要闻 A${n}版 2031年6月12日\n\n${BODY}`],
  ["at both edges", (n) => `第${n}版\n\n${BODY}第${n}版 本版责编 甲乙丙\n`],
  ["beside others of another form", (n) => `第${n}版\n\n${BODY}A${n}版 副刊\n${BODY}`],
  ["at the foot", (n) => `${BODY}${n}版\n`],
])) {
  test(`folio lines ${where} tell pages`, () => {
    const given = pages(page);
    assert.deepEqual(pagesOf(given.join("")), given);
  });
}

test("words that name a page are no folio line", () => {
  const given = `${BODY}（下转第3版）\n详见第4版。\n市民版面很受欢迎\n${BODY}`.repeat(60);
  const found = pagesOf(given);
  assert.equal(found.join(""), given);
  assert.ok(
    found.every((page) => (page.length <= 20_000 && page.length > 9000) || page === found.at(-1)),
  );
});

test("a text without any sign is cut between paragraphs and none of it is lost", () => {
  const given = BODY.repeat(150);
  const found = pagesOf(given);
  assert.equal(found.join(""), given);
  assert.ok(found.slice(0, -1).every((page) => page.endsWith("\n")));
});

test("a text without a line break is cut between characters", () => {
  const given = "𠮷".repeat(200_000);
  const found = pagesOf(given);
  assert.equal(found.join(""), given);
  assert.ok(found.every((page) => !/\p{Surrogate}/u.test(page)));
});
