/** The way from paste to file in a real Firefox. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import axe from "axe-core";
import { serve } from "../../scripts/lib/serve.mjs";
import { SITE } from "../../scripts/lib/site.mjs";
import en from "../../www/strings/en.js";
import { HEADLINE, JOINED, STORY } from "../story.mjs";
import { violations } from "./both.mjs";
import { encode } from "./encode.mjs";
import { choose, downloads, open, paste, sheet, text, WHOLE } from "./firefox.mjs";
import { column, pdf } from "./pdf.mjs";

/** @import { Page } from "puppeteer-core" */

let server = await serve({ port: 0 });
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const ORIGIN = `http://localhost:${port}/`;
after(() => server.close());

/**
 * Chooses from the menu above the articles.
 *
 * @param {Page} page
 * @param {string} label
 */
async function menu(page, label) {
  await page.click("#more button");
  await page.waitForSelector("#more .choice", { visible: true });
  for (const choice of await page.$$("#more .choice")) {
    if ((await choice.evaluate((each) => each.textContent)) === label) await choice.click();
  }
}

/** @param {string} given */
function utf16(given) {
  return Buffer.from(`\ufeff${given}`, "utf16le");
}

/** @param {Page} page @param {boolean} shift */
async function takeBack(page, shift) {
  await page.keyboard.down("Control");
  if (shift) await page.keyboard.down("Shift");
  await page.keyboard.press("z");
  if (shift) await page.keyboard.up("Shift");
  await page.keyboard.up("Control");
}

test("Firefox: pasted text becomes articles, and a sentence shows where it stood", async () => {
  const { page, requests } = await open(ORIGIN);
  await paste(page, STORY);
  assert.ok((await sheet(page)).includes(JOINED));
  await page.hover("article .body [data-sentence]");
  await page.waitForSelector("#source-view .lit");
  assert.match(
    await page.$eval("#source-view .lit", (lit) => lit.textContent ?? ""),
    /本报讯 三月的一个早晨/,
  );
  await page.click("#show-done");
  await page.waitForSelector("#legend li");
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(ORIGIN) && !/^(?:about|data):/.test(url)),
    [],
  );
});

test("Firefox: a block is corrected by keyboard, undone and done again", async () => {
  const { page } = await open(ORIGIN);
  await paste(page, STORY);
  const paragraphs = () => page.$$eval("article .body p", (all) => all.length);
  const before = await paragraphs();
  await page.click("#correct");
  await page.focus("article .body p:nth-of-type(2) [data-sentence]");
  await page.keyboard.press("Enter");
  const merge = await page.waitForSelector(`::-p-text(${en.merge})`);
  await merge?.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n - 1,
    {},
    before,
  );
  await takeBack(page, false);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n,
    {},
    before,
  );
  await takeBack(page, true);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n - 1,
    {},
    before,
  );
});

test("Firefox: a page is downloaded, as Word too", async () => {
  const { page } = await open(ORIGIN);
  await paste(page, STORY);
  await page.click("#download-text");
  const text = await downloaded(".txt");
  assert.ok(readFileSync(text, "utf8").includes(JOINED));
  await page.click("#more button");
  const word = `#more .choice:nth-child(4)`;
  await page.waitForSelector(word, { visible: true });
  assert.equal(await page.$eval(word, (choice) => choice.textContent), en.downloads.docx);
  await page.click(word);
  assert.equal(
    readFileSync(await downloaded(".docx"))
      .subarray(0, 2)
      .toString(),
    "PK",
  );
});

/** @param {string} ending */
async function downloaded(ending) {
  for (let waited = 0; waited < 100; waited += 1) {
    const name = readdirSync(downloads).find((each) => each.endsWith(ending));
    const path = join(downloads, name ?? "");
    if (name && !existsSync(`${path}.part`) && readFileSync(path).length > 0) return path;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${ending} came; there is ${readdirSync(downloads)}`);
}

test("Firefox: a PDF is read, and one that is encrypted is told in words", async () => {
  const { page } = await open(ORIGIN);
  await choose(page, { "page.pdf": pdf([column(STORY)]) });
  await page.waitForSelector("article");
  assert.ok((await sheet(page)).includes(HEADLINE));
  await choose(page, { "locked.pdf": pdf([[]], { encrypted: true }) });
  await page.waitForFunction(
    (sentence) => document.getElementById("message")?.textContent === sentence,
    {},
    en.problems["pdf-encrypted"],
  );
});

test("Firefox: files of every kind come in at once, and each encoding is told", async () => {
  const { page } = await open(ORIGIN);
  await choose(page, {
    "utf16.txt": utf16(STORY),
    "gbk.txt": encode(STORY, "gb18030"),
    "saved.html": `<!doctype html><title>x</title><p>${STORY.replaceAll("\n", "<br>")}</p>`,
    "notes.md": STORY,
    "odd.txt": Uint8Array.of(0xff, 0, 1, 2, 0x81, 0x20, 0xff),
  });
  await page.waitForFunction(
    () =>
      document.querySelectorAll('.row:is([data-state="done"],[data-state="doubtful"])').length ===
      4,
  );
  await page.waitForFunction(
    () => document.querySelectorAll('.row[data-state="failed"]').length === 1,
  );
  await page.click('.row[data-state="failed"]');
  await text(page, "#message", en.problems["unknown-encoding"]);

  // The list is searched, and a hit is opened.
  await page.type("#search", "船夫");
  await page.waitForFunction(() => document.querySelectorAll(".row").length >= 4);
  await page.click(".row");
  await page.waitForFunction(() => document.activeElement?.matches("h3"));
  await page.$eval("#search", (field) => {
    /** @type {HTMLInputElement} */ (field).value = "";
    field.dispatchEvent(new InputEvent("input"));
  });

  await page.click("#all-pages button");
  await page.waitForSelector("#all-pages .choice", { visible: true });
  await page.click("#all-pages .choice");
  const zip = readFileSync(await downloaded(".zip"));
  assert.equal(zip.subarray(0, 2).toString(), "PK");
});

test("Firefox: a file is dropped; edited work is asked about, and comes back by Undo", async () => {
  const { page } = await open(ORIGIN);
  await page.evaluate((given) => {
    const data = new DataTransfer();
    data.items.add(new File([given], "dropped.txt", { type: "text/plain" }));
    const init = { dataTransfer: data, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent("dragenter", init));
    document.body.dispatchEvent(new DragEvent("drop", init));
  }, STORY);
  await page.waitForSelector("article");
  await page.focus("#source");
  await page.keyboard.type("改");
  await choose(page, { "other.txt": STORY.replaceAll("三月", "九月") });
  await page.waitForSelector("dialog[open]");
  await (await page.waitForSelector(`::-p-text(${en.askReplace})`))?.click();
  await page.waitForFunction(() => document.getElementById("sheet")?.textContent?.includes("九月"));
  await (await page.waitForSelector(`#notice ::-p-text(${en.undo})`))?.click();
  await page.waitForFunction(() => document.getElementById("sheet")?.textContent?.includes("三月"));
});

test("Firefox: an article is copied as text, Markdown and rich text, and saved as linked data", async () => {
  const { page } = await open(ORIGIN);
  await paste(page, STORY);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.click("#copy-all");
  await text(page, "#copy-all", en.copied);
  assert.ok((await copied()).includes(JOINED));
  await menu(page, en.copyMarkdown);
  await text(page, "#announcer", en.copied);
  assert.match(await copied(), /^## /m);
  await menu(page, en.copyRich);
  await page.waitForFunction(async () => {
    const [item] = await navigator.clipboard.read();
    return item?.types.includes("text/html");
  });
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType("text/html"))?.text();
  });
  assert.match(html ?? "", /<h\d[^>]*>.*<\/h\d>[\s\S]*<p/);
  await menu(page, en.downloads.jsonld);
  const linked = JSON.parse(readFileSync(await downloaded(".jsonld"), "utf8"));
  assert.match(JSON.stringify(linked), /"NewsArticle"/);
});

test("Firefox: a repair is switched off, the inspector tells why, the source lights its sentence", async () => {
  const { page } = await open(ORIGIN);
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.click("#show-done");
  await page.waitForSelector("#legend li");
  const before = await page.$$eval("#legend .shadow", (all) => all.length);
  assert.equal(before, 1);
  await page.click("#choice-shadow");
  await page.waitForFunction(() => document.querySelectorAll("#legend .shadow").length === 0);
  await page.click("#inspector-summary");
  await page.waitForSelector(".stages");
  await page.click("#source-view [data-sentence]");
  await page.waitForSelector("#sheet .lit");
  await page.waitForSelector(".evidence");
  assert.ok((await page.$$eval(".lines li", (lines) => lines.length)) > 20);
});

test("Firefox: a block goes to the furniture and back, and what was removed is restored", async () => {
  const { page } = await open(ORIGIN);
  await page.click("#sample");
  await page.waitForSelector("article");
  const count = (/** @type {string} */ what) => page.$$eval(what, (all) => all.length);
  await page.click("#correct");
  const before = await count("article .body p");
  await page.click("article .body p:nth-of-type(2) [data-sentence]");
  await page.waitForSelector(".panel");
  await page.$$eval(
    ".panel select",
    (selects, label) => {
      for (const select of selects) {
        const option = [...select.options].find(({ text }) => text === label);
        if (!option) continue;
        select.value = option.value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    },
    en.pageFurniture,
  );
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n - 1,
    {},
    before,
  );
  await takeBack(page, false);
  await page.waitForFunction(
    (n) => document.querySelectorAll("article .body p").length === n,
    {},
    before,
  );
  const furniture = await count("#sheet > details:first-of-type dt");
  await page.$$eval("#sheet > details", (all) => {
    for (const each of all) each.open = true;
  });
  await page.click(".restore");
  await page.waitForFunction(
    (n) => document.querySelectorAll("#sheet > details:first-of-type dt").length === n + 1,
    {},
    furniture,
  );
});

test("Firefox: work outlives a reload, and is deleted with one button", async () => {
  const { page } = await open(ORIGIN);
  await paste(page, STORY);
  await page.waitForSelector("#forget:not([hidden])");
  await page.reload();
  await (await page.waitForSelector(`#notice ::-p-text(${en.openLost})`))?.click();
  await page.waitForSelector("article");
  await page.waitForSelector("#forget:not([hidden])");
  assert.match(await page.$eval("#forget", (button) => button.textContent ?? ""), /1 page,/);
  await page.click("#forget");
  await page.waitForSelector("#forget[hidden]");
});

test("Firefox: axe finds no fault, in three languages; results are announced", async () => {
  const { page } = await open(ORIGIN);
  await page.evaluate(axe.source);
  await page.click("#sample");
  await page.waitForSelector("article");
  await text(page, "#announcer", en.found(5));
  await page.click("#show-done");
  await page.click("#correct");
  await page.click("article .body [data-sentence]");
  await page.waitForSelector(".panel");
  for (const [language, tag] of Object.entries({ en: "en", zh: "zh-Hans", "zh-hant": "zh-Hant" })) {
    await page.select("#language", language);
    await page.waitForSelector(`html[lang="${tag}"]`);
    assert.deepEqual(await page.evaluate(violations), []);
  }
});

test("Firefox: 150 pages show the first soon, with progress, and all of them", async () => {
  const { page } = await open(ORIGIN);
  const archive = Array.from({ length: 150 }, (_, n) => `${STORY.repeat(20)}\n第${n}份`).join("\f");
  await paste(page, archive);
  await page.waitForSelector("#progress:not([hidden])");
  await page.waitForSelector("#progress[hidden]", { timeout: 60_000 });
  await text(page, "#pages-count", en.pageCount(150));
  assert.ok((await page.$$eval(".row", (rows) => rows.length)) < 40, "the list is virtual");
});

test("Firefox: the policy lets no script in", async () => {
  const { page } = await open(ORIGIN, {
    expected: /Content-Security-Policy|Content Security Policy/,
  });
  const struck = await page.evaluate(async () => {
    const ways = [
      () => {
        const script = document.createElement("script");
        script.append("window.struck = 1");
        document.body.append(script);
      },
      () => {
        const made = document.createElement("button");
        made.setAttribute("onclick", "window.struck = 1");
        document.body.append(made);
        made.click();
      },
    ];
    for (const way of ways) {
      try {
        way();
      } catch {
        // Where the browser has Trusted Types, they come before the policy.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    return "struck" in window;
  });
  assert.equal(struck, false);
});

test("Firefox: a worker that dies is replaced, and its page tried again", async () => {
  const { page } = await open(ORIGIN, {
    prepare: (fresh) =>
      fresh.evaluateOnNewDocument(() => {
        const post = Worker.prototype.postMessage;
        Object.assign(window, { deaths: 0 });
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          const given = message?.job?.text ?? "";
          const { deaths } = /** @type {any} */ (window);
          if (given.includes("再来一次") && deaths === 0) {
            Object.assign(window, { deaths: 1 });
            setTimeout(
              () => this.dispatchEvent(new ErrorEvent("error", { cancelable: true })),
              2000,
            );
          } else {
            post.call(this, message);
          }
        };
      }),
  });
  await paste(page, STORY);
  await page.click("#clear");
  await paste(page, STORY.replace("三月", "再来一次"));
  await page.waitForFunction(() =>
    document.getElementById("sheet")?.textContent?.includes("再来一次"),
  );
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).deaths), 1);
});

test("Firefox: wasm that cannot load is told in a sentence, and can be tried again", async () => {
  let withheld = true;
  const { page } = await open(ORIGIN, {
    expected: /./,
    prepare: async (fresh) => {
      await fresh.setRequestInterception(true);
      fresh.on("request", (request) =>
        withheld && request.url().endsWith(".wasm") ? request.abort() : request.continue(),
      );
    },
  });
  await page.waitForFunction(
    (sentence) => document.getElementById("message")?.textContent?.includes(sentence),
    {},
    en.unavailable,
  );
  withheld = false;
  await (await page.waitForSelector(`#message ::-p-text(${en.retry})`))?.click();
  await page.waitForSelector(`::-p-text(${en.sample})`);
  await paste(page, STORY);
});

test("Firefox: a new version is told, and comes when the reader wants it", async () => {
  const { page } = await open(ORIGIN);
  await text(page, "#offline", en.offline);
  await paste(page, STORY);
  await page.waitForSelector("#forget:not([hidden])");
  const path = join(SITE, "sw.js");
  const before = readFileSync(path, "utf8");
  try {
    writeFileSync(path, before.replace(/"version":"/, '"version":"newer '));
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    const reload = await page.waitForSelector(`#notice ::-p-text(${en.reload})`);
    await Promise.all([page.waitForNavigation(), reload?.click()]);
    await (await page.waitForSelector(`#notice ::-p-text(${en.openLost})`))?.click();
    await page.waitForSelector("article");
    assert.match((await page.evaluate(() => caches.keys())).join(), /^columnist newer /);
  } finally {
    writeFileSync(path, before);
  }
});

test("Firefox: after the first visit the page works offline", async () => {
  const { page } = await open(ORIGIN);
  await page.waitForFunction(
    (sentence) => document.getElementById("offline")?.textContent === sentence,
    {},
    en.offline,
  );
  // Without the server there is no network for the page.
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await page.goto(ORIGIN);
  await page.waitForSelector(WHOLE);
  await paste(page, STORY);
  assert.ok((await sheet(page)).includes(JOINED));
  server = await serve({ port });
});
