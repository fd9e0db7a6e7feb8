/** What comes in besides typing: pasted anywhere, dropped, chosen; text, HTML and PDF. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import en from "../../www/strings/en.js";
import { HEADLINE, JOINED, STORY } from "../story.mjs";
import { encode } from "./encode.mjs";
import { column, pdf } from "./pdf.mjs";
import { assertAccessible, CLIPBOARD, choose, drawn, openReady } from "./ready.mjs";

/** @import { Page } from "playwright-core" */

const OTHER = STORY.replaceAll("信", "钟");
const OTHER_HEADLINE = HEADLINE.replaceAll("信", "钟");

/**
 * Pastes with nothing in focus.
 *
 * @param {Page} page
 * @param {string} text
 */
async function pasteAnywhere(page, text) {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.keyboard.press("Control+V");
}

/** @param {Page} page */
async function headlines(page) {
  await drawn(page);
  // What is being scrolled into view has its text before it is laid out.
  return page.locator("article h3").allTextContents();
}

test("text that is pasted into the field, in place of all that it held, is taken back in one step", async () => {
  const { page } = await openReady(CLIPBOARD);
  for (const text of [STORY, OTHER]) {
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await page.focus("#source");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+V");
    assert.equal(await page.inputValue("#source"), text);
  }
  await page.getByText(OTHER_HEADLINE).first().waitFor();
  for (const { key, text } of [
    { key: "Control+Z", text: STORY },
    { key: "Control+Z", text: "" },
    { key: "Control+Shift+Z", text: STORY },
    { key: "Control+Y", text: OTHER },
  ]) {
    await page.keyboard.press(key);
    await page.waitForFunction(
      (value) => /** @type {any} */ (document.getElementById("source")).value === value,
      text,
    );
  }
  await page.getByText(OTHER_HEADLINE).first().waitFor();
});

test("text that is pasted anywhere stands in the field and on the sheet", async () => {
  const { page } = await openReady(CLIPBOARD);
  await pasteAnywhere(page, STORY);
  await page.waitForSelector("article");
  assert.equal(await page.inputValue("#source"), STORY);
  assert.equal(await page.locator("#pages").isVisible(), false);
});

test("what was pasted and not touched is replaced, which can be taken back or kept", async () => {
  const { page } = await openReady(CLIPBOARD);
  await pasteAnywhere(page, STORY);
  await page.waitForSelector("article");
  await pasteAnywhere(page, OTHER);
  await page.getByRole("heading", { name: OTHER_HEADLINE }).waitFor();
  await page.getByRole("button", { name: en.undo }).click();
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  assert.equal(await page.inputValue("#source"), STORY);
  await page.keyboard.press("Control+Shift+Z");
  await page.getByRole("heading", { name: OTHER_HEADLINE }).waitFor();
  await page.keyboard.press("Control+Z");
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  await pasteAnywhere(page, OTHER);
  await page.getByRole("button", { name: en.keepBoth }).click();
  await page.locator(".row").nth(1).waitFor();
  assert.equal(await page.locator(".row").count(), 2);
});

test("nobody's edited work is replaced unasked", async () => {
  const { page } = await openReady({ ...CLIPBOARD, bypassCSP: true });
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await pasteAnywhere(page, OTHER);
  const dialog = page.locator("dialog");
  await dialog.waitFor();
  await assertAccessible(page);
  await dialog.getByRole("button", { name: en.cancel }).click();
  assert.deepEqual(await headlines(page), [HEADLINE]);
  await pasteAnywhere(page, OTHER);
  await page.keyboard.press("Escape");
  assert.deepEqual(await headlines(page), [HEADLINE]);
  await pasteAnywhere(page, OTHER);
  await dialog.getByRole("button", { name: en.askReplace }).click();
  await page.getByRole("heading", { name: OTHER_HEADLINE }).waitFor();
  await page.getByRole("button", { name: en.undo }).click();
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
});

test("what was typed is asked about as well when a file comes", async () => {
  const { page } = await openReady();
  await page.locator("#source").pressSequentially("本报讯 三月的一个早晨，河边来了一位老人。");
  await page.waitForSelector("article");
  await choose(page, [{ name: "1.txt", data: STORY }]);
  await page.locator("dialog").getByRole("button", { name: en.askAdd }).click();
  await page.locator(".row").nth(1).waitFor();
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  assert.deepEqual(await headlines(page), [HEADLINE]);
});

test("several files make a list of pages, each with its state", async () => {
  const { page } = await openReady({ bypassCSP: true });
  await choose(page, [
    { name: "一.txt", data: STORY },
    { name: "二.txt", data: encode(OTHER, "gb18030") },
    { name: "三.html", data: `<title>no</title><script>window.struck = 1</script>${html(STORY)}` },
    { name: "四.txt", data: Buffer.from(`\uFEFF${STORY}`, "utf16le") },
    { name: "五.txt", data: Buffer.from("Caf\xe9 cr\xe8me\n", "latin1") },
  ]);
  await page.locator('.row[data-state="failed"]').waitFor();
  await page.locator("#progress").waitFor({ state: "hidden" });
  assert.deepEqual(await page.locator(".row .name").allInnerTexts(), [
    ..."一二四"
      .split("")
      .map((name) => `${name}.txt`)
      .toSpliced(2, 0, "三.html"),
    "五.txt",
  ]);
  assert.deepEqual(await headlines(page), [HEADLINE]);
  await page.locator(".row").nth(1).click();
  assert.deepEqual(await headlines(page), [OTHER_HEADLINE]);
  assert.equal(await page.inputValue("#source"), OTHER);
  await page.locator(".row").nth(2).click();
  await page.locator("#sheet", { hasText: JOINED }).waitFor();
  assert.equal(await page.evaluate(() => "struck" in window), false);
  await page.locator("#rows").focus();
  await page.keyboard.press("End");
  await page.getByText(en.problems["unknown-encoding"]).waitFor();
  await page.keyboard.press("Home");
  assert.deepEqual(await headlines(page), [HEADLINE]);
  await assertAccessible(page);
  await page.keyboard.press("Delete");
  await page.getByText(en.pageRemoved).waitFor();
  assert.equal(await page.locator(".row").count(), 4);
  assert.deepEqual(await headlines(page), [OTHER_HEADLINE]);
  await page.keyboard.press("Control+Z");
  await page.locator(".row").nth(4).waitFor();
});

test("files that are dropped are read", async () => {
  const { page } = await openReady();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "page.txt", { type: "text/plain" }));
    return transfer;
  }, STORY);
  await page.dispatchEvent("#sheet", "dragenter", { dataTransfer: data });
  assert.equal(await page.locator("#drop-here").isVisible(), true);
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await page.waitForSelector("article");
  assert.equal(await page.locator("#drop-here").isVisible(), false);
  assert.deepEqual(await headlines(page), [HEADLINE]);
});

test("a PDF is read page by page, and its parts are loaded only then", async () => {
  const { page, requests } = await openReady();
  await choose(page, [{ name: "plain.txt", data: STORY }]);
  await page.waitForSelector("article");
  assert.deepEqual(
    requests.filter((url) => url.includes("/vendor/")),
    [],
  );
  await page.click("#clear");
  const pages = [STORY, OTHER].map(column);
  await choose(page, [{ name: "paper.pdf", data: pdf([...pages, []]), type: "application/pdf" }]);
  await page.locator(".row").nth(2).waitFor();
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  await page.locator("#sheet", { hasText: JOINED }).waitFor();
  await page.locator(".row").nth(1).click();
  await page.getByRole("heading", { name: OTHER_HEADLINE }).waitFor();
  assert.equal(await page.locator(".row .name").nth(1).innerText(), en.partOf("paper.pdf", 2));
  await page.locator(".row").nth(2).click();
  await page.getByText(en.problems.picture).waitFor();
  assert.ok(requests.some((url) => url.endsWith("/vendor/pdfjs/cmaps/UniGB-UCS2-H.bcmap")));
});

for (const { problem, data } of /** @type {const} */ ([
  { problem: "pdf-encrypted", data: pdf([column(STORY)], { encrypted: true }) },
  { problem: "pdf-broken", data: Buffer.from("%PDF-1.4\nnothing of the kind\n") },
])) {
  test(`${problem} is told in words`, async () => {
    const { context, page } = await openReady();
    await choose(page, [{ name: "paper.pdf", data }]);
    await page.getByText(en.problems[problem]).waitFor();
    await context.close();
  });
}

test("all articles are searched, and a hit is opened", async () => {
  const { page } = await openReady({ bypassCSP: true });
  await choose(page, [
    { name: "1.txt", data: STORY },
    { name: "2.txt", data: OTHER },
  ]);
  await page.locator("#progress").waitFor({ state: "hidden" });
  await page.locator('.row[data-state="done"], .row[data-state="doubtful"]').nth(1).waitFor();
  await page.fill("#search", "送到了对岸。码头上");
  assert.equal(await page.locator("#pages-count").innerText(), en.hits(2));
  await page.fill("#search", "寄出的钟");
  assert.equal(await page.locator(".row").count(), 1);
  await assertAccessible(page);
  await page.press("#search", "Enter");
  assert.deepEqual(await headlines(page), [OTHER_HEADLINE]);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), OTHER_HEADLINE);
});

test("300 pages are worked through and stay light: only rows in view are there", async () => {
  const { page } = await openReady();
  const files = Array.from({ length: 300 }, (_, n) => ({
    name: `${String(n + 1).padStart(3, "0")}.txt`,
    data: STORY.replace("三月", `第${n + 1}个月`),
  }));
  await choose(page, files);
  await page.locator("#progress").waitFor();
  await page.locator("#progress").waitFor({ state: "hidden" });
  assert.equal(await page.locator("#pages-count").innerText(), en.pageCount(300));
  assert.ok((await page.locator(".row").count()) < 60);
  await page.locator("#rows").focus();
  await page.keyboard.press("End");
  await page.getByText("第300个月").first().waitFor();
  assert.equal(await page.locator('.row[aria-selected="true"] .name').innerText(), "300.txt");
  await page.fill("#search", "第271个月");
  assert.equal(await page.locator(".row").count(), 1);
});

test("the page that is looked at is read first, then those in view, then the rest", async () => {
  const { page } = await openReady({
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        const post = Worker.prototype.postMessage;
        Object.assign(window, { order: [] });
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          const number = /^第(\d+)版/.exec(message?.job?.text ?? "")?.[1];
          if (number) /** @type {any} */ (window).order.push(Number(number));
          post.call(this, message);
        };
      }),
  });
  const pages = Array.from({ length: 120 }, (_, n) => `第${n + 1}版\n\n${STORY.repeat(20)}`);
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, pages.join("\f"));
  await page.locator("#progress").waitFor();
  await page.locator("#progress").waitFor({ state: "hidden" });
  const order = await page.evaluate(
    () => /** @type {number[]} */ (/** @type {any} */ (window).order),
  );
  assert.equal(order.length, 120);
  assert.equal(order[0], 1);
  const visible = [2, 3, 4, 5, 6].map((number) => order.indexOf(number));
  // A few may have begun before the list was there.
  assert.ok(Math.max(...visible) < 30, JSON.stringify(order.slice(0, 40)));
  const rest = order.slice(30);
  assert.deepEqual(
    rest,
    rest.toSorted((a, b) => b - a),
    "of the rest the newest first",
  );
});

test("a long PDF is given up at a click, and what was read stays", async () => {
  const { page } = await openReady();
  const pages = Array.from({ length: 400 }, (_, n) =>
    column(STORY.replace("三月", `第${n + 1}个月`)),
  );
  await choose(page, [{ name: "book.pdf", data: pdf(pages) }]);
  await page.locator(".row").nth(3).waitFor();
  await page.click("#progress-cancel");
  // It comes to rest before all pages are read, however long the one under way takes.
  let told = "";
  for (let last; told !== last; ) {
    last = told;
    await page.waitForTimeout(300);
    told = await page.locator("#pages-count").innerText();
  }
  assert.ok(Number.parseInt(told, 10) < 400, told);
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
});

test("work on many pages is stopped and goes on", async () => {
  const { page } = await openReady({
    // Two workers and slow answers, so that there is something to stop.
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          setTimeout(() => post.call(this, message), 150);
        };
      }),
  });
  const files = Array.from({ length: 40 }, (_, n) => ({ name: `${n + 1}.txt`, data: STORY }));
  await choose(page, files);
  await page.locator("#progress-told", { hasText: " of " }).waitFor();
  await page.click("#progress-cancel");
  // What is under way when work is stopped comes to its end.
  await page.locator('.row[data-state="working"]').first().waitFor({ state: "detached" });
  const told = await page.locator("#progress-told").innerText();
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#progress-told").innerText(), told);
  assert.equal(await page.locator("#progress-cancel").innerText(), en.goOn);
  // The page that is looked at is read all the same.
  const waiting = page.locator('.row[data-state="waiting"]').first();
  await waiting.click();
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  await page.click("#progress-cancel");
  await page.locator("#progress").waitFor({ state: "hidden" });
});

test("a file that is too large is told in words", async () => {
  const { page } = await openReady();
  await choose(page, [{ name: "large.txt", data: Buffer.alloc(17 * 1024 * 1024, "x") }]);
  await page.getByText(en.problems["too-large"]).waitFor();
});

test("where no second worker can start, the first does all the work", async () => {
  let workers = 0;
  const { page } = await openReady({
    prepare: async (fresh) => {
      await fresh.addInitScript(() => {
        Object.defineProperty(navigator, "hardwareConcurrency", { value: 4 });
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          setTimeout(() => post.call(this, message), 100);
        };
      });
      // The others have failed before the first is there.
      await fresh.route("**/worker.js", async (route) => {
        workers += 1;
        if (workers > 1) return route.abort();
        await sleep(1000);
        return route.continue();
      });
    },
  });
  const files = Array.from({ length: 12 }, (_, n) => ({ name: `${n + 1}.txt`, data: STORY }));
  await choose(page, files);
  await page.locator(".row").nth(11).waitFor();
  await page.locator("#progress").waitFor({ state: "hidden" });
  assert.ok(workers > 1);
  assert.equal(
    await page.locator('.row:is([data-state="done"], [data-state="doubtful"])').count(),
    12,
  );
});

test("a worker that dies is replaced and its page tried again", async () => {
  const { page } = await openReady({
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        const post = Worker.prototype.postMessage;
        let deaths = 0;
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          const text = message?.job?.text ?? "";
          const most = text.includes("再来一次") ? 1 : 9;
          if (/再来一次|回不来/.test(text) && deaths < most) {
            deaths += 1;
            Object.assign(window, { deaths });
            // A worker that dies before it is ready is another matter.
            setTimeout(
              () => this.dispatchEvent(new ErrorEvent("error", { cancelable: true })),
              1500,
            );
          } else {
            post.call(this, message);
          }
        };
      }),
  });
  await page.fill("#source", STORY.replace("三月", "再来一次"));
  await page.waitForSelector("article");
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).deaths), 1);
  await page.fill("#source", STORY.replace("三月", "回不来"));
  await page.getByText(en.crashed).first().waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).deaths), 3);
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
});

/** @param {string} text */
function html(text) {
  return text
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("\n");
}
