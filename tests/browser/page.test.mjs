/** The web page in a real Chromium. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import en from "../../www/strings/en.js";
import zh from "../../www/strings/zh.js";
import { HEADLINE, JOINED, STORY } from "../story.mjs";
import { open } from "./chromium.mjs";
import { assertAccessible, CLIPBOARD, drawn, ORIGIN, openReady, until } from "./ready.mjs";

/** @import { Page } from "playwright-core" */

const ISSUE = readFileSync(join(ROOT, "tests/fixtures/issues/jump_joined.txt"), "utf8");

const SAMPLE_HEADLINES = [
  "老渡口架起新桥 两岸百姓少绕十里",
  "灯亮了 课开了 人来了",
  "中医院义诊队送医到敬老院",
  "八村龙舟竞渡忙",
  "一座旧粮仓 一万名读者",
];

/**
 * Pastes as a reader does, through the clipboard and the keyboard.
 *
 * @param {Page} page
 * @param {string} text
 */
async function paste(page, text) {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await page.locator("#source").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
}

/** @param {Page} page */
function clipboard(page) {
  return page.evaluate(() => navigator.clipboard.readText());
}

test("pasted text stands on the sheet as articles", async () => {
  const { page } = await openReady(CLIPBOARD);
  await paste(page, STORY);
  await page.waitForSelector("article");
  const shown = await page.locator("article").allInnerTexts();
  assert.ok(shown.join("\n").includes(JOINED));
  assert.equal(
    await page
      .locator("#result-count")
      .innerText()
      .then((text) => /^1 article in \d+ ms$/.test(text)),
    true,
  );
});

test("the sample shows its articles, each with its headline in a heading", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await drawn(page);
  const headlines = await page.locator("article h3").allInnerTexts();
  assert.deepEqual(headlines.toSorted(), SAMPLE_HEADLINES.toSorted());
  const bridge = page.locator("article", { hasText: "老渡口架起新桥" });
  assert.equal(await bridge.locator(".kicker").innerText(), "鹭湾县苇塘镇：");
  assert.equal(await bridge.locator(".body p").count(), 5);
  assert.match(await bridge.locator(".caption").innerText(), /^▲苇塘大桥正式通车/);
  const school = page.locator("article", { hasText: "灯亮了" });
  assert.equal(await school.locator(".deck").innerText(), "鹭湾县职工夜校春季班六百个名额两天订满");
  assert.equal(await school.locator(".body p").count(), 3);
  const boats = page.locator("article", { hasText: "八村龙舟" });
  assert.match(await boats.locator(".credit").innerText(), /摄影报道/);
  const library = page.locator("article", { hasText: "一座旧粮仓" });
  assert.equal(await library.locator(".body p").count(), 3);
  assert.equal(await library.locator(".caption").count(), 1);
});

test("what the page says is marked with its language, whatever the reader's", async () => {
  const { page } = await openReady();
  for (const { text, lang } of [
    { text: STORY, lang: "zh-Hans" },
    { text: "【本報訊】昨日，葦塘大橋通車，兩岸百姓從此少繞十里路。", lang: "zh-Hant" },
    { text: "【葦塘＝田中】新しい橋が九日、町の川に架かった。村の人は歩いて渡った。", lang: "ja" },
    { text: "(갈대=연합뉴스) 새 다리가 9일 개통했다. 마을 사람들이 걸어서 건넜다.", lang: "ko" },
  ]) {
    await page.fill("#source", text);
    await drawn(page, ` [data-sentence][lang="${lang}"]`);
    const others = page.locator(`article [data-sentence]:not([lang="${lang}"])`);
    assert.equal(await others.count(), 0, text);
    for (const id of ["#source", "#source-view"]) {
      assert.equal(await page.getAttribute(id, "lang"), lang);
    }
  }
  await page.fill("#source", "LONDON, Jan 3 (Reuters) - A bridge opened on Tuesday.");
  await page.waitForSelector("article [data-sentence]:not([lang])");
});

test("of a whole issue every article tells its pages, of one page none does", async () => {
  const { page } = await openReady(CLIPBOARD);
  const head = "2031年6月12日 星期四";
  const story = "本报讯 昨日，苇塘大桥通车，两岸百姓从此少绕十里路。";
  const other = "本报讯 昨日，青石村的果园开园，今年收了三万斤梨子。";
  await paste(page, `第1版 ${head}\n\n${story}\n\f第2版 ${head}\n\n${other}\n`);
  await drawn(page, " .on-pages");
  assert.deepEqual(await page.locator(".on-pages").allInnerTexts(), ["Page 1", "Page 2"]);
  const issue = page.getByRole("navigation", { name: en.issue });
  assert.deepEqual(await issue.locator(".page").allInnerTexts(), [
    `Page 1 · ${head}`,
    `Page 2 · ${head}`,
  ]);
  await paste(page, story);
  await page.waitForSelector(".on-pages", { state: "detached" });
  assert.equal(await page.locator("article").count(), 1);
});

test("an issue shows its pages, and an article that goes on stands on each of its own", async () => {
  const { page } = await openReady();
  await page.fill("#source", ISSUE);
  const issue = page.getByRole("navigation", { name: en.issue });
  await drawn(page, " .on-pages");
  assert.equal(await page.locator(".on-pages").first().innerText(), "Pages 1, 3");
  const bridge = issue.getByRole("link", { name: "苇塘老渡口架起了一座新桥" });
  assert.equal(await bridge.count(), 2);
  await issue.getByRole("link", { name: "医生背着药箱走遍九个山村" }).click();
  assert.match(await page.locator("article:target").innerText(), /医生背着药箱上山/);
});

test("furniture and removed text are folded away and not lost", async () => {
  const { page } = await openReady();
  await page.click("#sample");
  await drawn(page);
  const folded = page.locator("#sheet > details");
  assert.equal(await folded.count(), 2);
  assert.equal(await folded.nth(0).locator("dl").isVisible(), false);
  await folded.nth(0).locator("summary").click();
  assert.match(await folded.nth(0).innerText(), /www\.luwan\.example/);
  assert.match(await folded.nth(0).innerText(), /2026年6月20日/);
});

test("an article is copied, and all are", async () => {
  const { page } = await openReady(CLIPBOARD);
  await paste(page, STORY);
  const button = page.locator("article .copy");
  await button.click();
  await page.waitForFunction(
    (label) => document.querySelector("article .copy")?.textContent === label,
    en.copied,
  );
  assert.ok((await clipboard(page)).includes(JOINED));
  assert.equal(await page.locator("#announcer").innerText(), en.copied);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.click("#copy-all");
  await until(page, async () => (await navigator.clipboard.readText()) !== "");
  assert.match(await clipboard(page), /船夫说/);
});

test("a clipboard that is denied is told, and the text stays", async () => {
  const { page } = await openReady({
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied"));
      }),
  });
  await page.fill("#source", STORY);
  await page.locator("article .copy").click();
  await page.getByText(en.copyFailed).first().waitFor();
  assert.equal(await page.locator("article").count(), 1);
});

for (const { id, file, start } of [
  { id: "#download-text", file: `${HEADLINE}.txt`, start: /^一封信过了河\n\n　　本报讯 三月/ },
  { id: "#download-markdown", file: `${HEADLINE}.md`, start: /^## 一封信过了河\n\n本报讯 三月/ },
]) {
  test(`${file} is downloaded`, async () => {
    const { context, page } = await openReady();
    await page.fill("#source", STORY);
    await page.waitForSelector("article");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(id)]);
    assert.equal(download.suggestedFilename(), file);
    assert.match(readFileSync(await download.path(), "utf8"), start);
    await context.close();
  });
}

test("clearing empties the page, and can be taken back", async () => {
  const { page } = await openReady();
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
  await page.click("#clear");
  assert.equal(await page.inputValue("#source"), "");
  await page.getByText(en.empty).waitFor();
  assert.equal(await page.locator("article").count(), 0);
  assert.equal(await page.locator("#clear").innerText(), en.restore);
  await page.click("#clear");
  await page.waitForSelector("article");
  assert.equal(await page.inputValue("#source"), STORY);
});

test("empty input is told in a sentence", async () => {
  const { page } = await openReady();
  await page.fill("#source", " \n\t ");
  assert.equal(await page.locator("#message .if-wide").innerText(), en.empty);
  assert.equal(await page.locator("#copy-all").isDisabled(), true);
});

test("input without an article is told in a sentence, and nothing is lost", async () => {
  const { page } = await openReady();
  await page.fill("#source", "2026年6月20日 星期六");
  await page.getByText(en.noArticle).first().waitFor();
  await page.locator("#sheet summary").first().click();
  assert.match(await page.locator("#sheet").innerText(), /2026年6月20日/);
});

test("wasm that cannot load is told in a sentence, and can be tried again", async () => {
  const { page } = await open(ORIGIN, {
    prepare: (fresh) => fresh.route("**/*.wasm", (route) => route.abort()),
    expected: /Failed to load resource/,
  });
  await page.getByText(en.unavailable).first().waitFor();
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: en.retry }).click();
  await page.getByText(en.empty).waitFor();
  await page.fill("#source", STORY);
  await page.waitForSelector("article");
});

test("wasm that a policy forbids is told in the same sentence", async () => {
  const { page } = await open(ORIGIN, {
    expected: /WebAssembly|Content Security Policy/,
    prepare: async (fresh) => {
      await fresh.route(ORIGIN, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(" 'wasm-unsafe-eval'", "");
        await route.fulfill({ response, body });
      });
      await fresh.route("**/worker.js", async (route) => {
        const response = await route.fetch();
        const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
        await route.fulfill({ response, headers });
      });
    },
  });
  await page.getByText(en.unavailable).first().waitFor();
});

test("a worker that cannot load is told as well", async () => {
  const { page } = await open(ORIGIN, {
    prepare: (fresh) => fresh.route("**/worker.js", (route) => route.abort()),
    expected: /Failed to load resource/,
  });
  await page.getByText(en.unavailable).first().waitFor();
});

test("HTML and script are only ever text", async () => {
  const { page } = await openReady(CLIPBOARD);
  const hostile = `<img src=x onerror="window.struck=1"><script>window.struck=1</script>`;
  await paste(page, `本报讯 这一段里夹着标签${hostile}，它们只是文字而已，不会变成别的东西。`);
  await page.waitForSelector("article");
  assert.match(await page.locator("article").first().innerText(), /<img src=x onerror=/);
  assert.equal(await page.locator("#sheet img, #sheet script").count(), 0);
  assert.equal(await page.evaluate(() => "struck" in window), false);
});

test("no script or markup can come in by another way than the two that are watched", async () => {
  const { page } = await openReady({ expected: /requires .Trusted/ });
  const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', "content");
  assert.match(
    policy ?? "",
    /^default-src 'none'; script-src 'self' 'sha256-[^']+' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'sha256-[^']+';/,
  );
  assert.doesNotMatch(policy ?? "", /unsafe-(?:inline|eval|hashes)\b(?<!wasm-unsafe-eval)|https?:/);
  const refused = await page.evaluate(() =>
    [
      () => {
        document.body.innerHTML = "<b>bold</b>";
      },
      () => new DOMParser().parseFromString("<b>bold</b>", "text/html"),
      () => new Worker("worker.js"),
    ].map((attempt) => {
      try {
        attempt();
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    }),
  );
  assert.deepEqual(refused, [true, true, true]);
});

test("typing on a page of 13 KB never holds up the keys for long", async () => {
  const { page } = await openReady();
  await page.fill("#source", pageOf13KB());
  await page.waitForSelector("article");
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    /** @type {number[]} */
    const held = [];
    Object.assign(window, { held });
    new PerformanceObserver((list) =>
      held.push(...list.getEntries().map((e) => e.duration)),
    ).observe({ type: "longtask" });
  });
  await page.focus("#source");
  await page.keyboard.press("Control+End");
  const keys = 20;
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.insertText("字");
    await page.waitForTimeout(60);
  }
  // A long task has more than 50 ms. A busy machine makes a few of short ones.
  const held = await page.evaluate(() => /** @type {any} */ (window).held);
  assert.ok(held.length < keys / 2, `${held.length} of ${keys} keys were held up: ${held}`);
});

test("nothing is worked on while an input method composes", async () => {
  const { context, page } = await openReady();
  await page.focus("#source");
  const session = await context.newCDPSession(page);
  await session.send("Input.imeSetComposition", {
    text: "bao zhi",
    selectionStart: 7,
    selectionEnd: 7,
  });
  await page.waitForTimeout(150);
  assert.equal(await page.locator("article, #sheet details").count(), 0);
  await session.send("Input.insertText", { text: STORY });
  await page.waitForSelector("article");
  assert.doesNotMatch(await page.locator("#sheet").innerText(), /bao/);
});

test("of many changes the newest is shown in the end", async () => {
  const { page } = await openReady();
  for (let round = 0; round < 20; round += 1) {
    await page.evaluate(
      (text) => {
        const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("source"));
        field.value = text;
        field.dispatchEvent(new InputEvent("input"));
      },
      STORY.replace("三月", `第${round}次修改`),
    );
  }
  await page.getByText("第19次修改").first().waitFor();
  await page.waitForTimeout(100);
  assert.match(await page.locator("#sheet").innerText(), /第19次修改/);
});

test("after loading, the page asks for nothing but its own parts, each once", async () => {
  const { page, requests } = await openReady(CLIPBOARD);
  await paste(page, STORY);
  await page.waitForSelector("article");
  const loaded = requests.length;
  for (let round = 0; round < 2; round += 1) {
    await page.click("#sample");
    await page.locator("#sheet").getByText("老渡口架起新桥").first().waitFor();
    await page.click("#copy-all");
    await page.selectOption("#language", round === 0 ? "zh" : "en");
    await Promise.all([page.waitForEvent("download"), page.click("#download-text")]);
    await paste(page, STORY);
    await page.click("#clear");
  }
  await page.waitForTimeout(200);
  // On a busy machine the first worker is still at work, and another one starts.
  const others = [`${ORIGIN}worker.js`, "blob:"];
  const strings = requests.find((url) => url.startsWith(`${ORIGIN}strings/zh.js?`));
  assert.deepEqual(
    requests.slice(loaded).filter((url) => !others.some((other) => url.startsWith(other))),
    [`${ORIGIN}parts/sample.js`, strings, `${ORIGIN}parts/export.js`],
  );
});

test("the interface speaks Chinese to those who prefer it, and changes at a click", async () => {
  const { page } = await openReady({ locale: "zh-CN" });
  assert.equal(await page.locator("#source-heading").innerText(), zh.sourceHeading);
  assert.equal(await page.getAttribute("html", "lang"), "zh-Hans");
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.selectOption("#language", "en");
  await page.getByRole("heading", { name: en.sourceHeading }).waitFor();
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.equal(await page.locator("article .copy").first().innerText(), en.copy);
  await page.reload();
  assert.equal(await page.locator("#source-heading").innerText(), en.sourceHeading);
});

test("a live region tells how many articles were found", async () => {
  const { page } = await openReady();
  await page.fill("#source", STORY);
  await page.waitForFunction(
    (sentence) => document.getElementById("announcer")?.textContent === sentence,
    en.found(1),
  );
});

test("everything can be reached and worked with the keyboard", async () => {
  const { page } = await openReady();
  const reached = [];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.id));
  }
  assert.deepEqual(reached.slice(0, 3), ["language", "sample", "source"]);
  await page.focus("#sample");
  assert.notEqual(
    await page.evaluate(
      () => getComputedStyle(document.querySelector("#sample") ?? document.body).outlineStyle,
    ),
    "none",
  );
  await page.keyboard.press("Enter");
  await page.waitForSelector("article");
});

for (const width of [320, 360, 768, 1100, 1920]) {
  test(`nothing overflows at ${width} px`, async () => {
    const { context, page } = await openReady({ viewport: { width, height: 800 } });
    await page.click("#sample");
    await page.waitForSelector("article");
    await page.click("#show-done");
    await page.click("#correct");
    await page.locator("article [data-sentence]").nth(2).click();
    await page.locator("#forget").waitFor();
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(over, 0);
    await context.close();
  });
}

for (const width of [640, 1280]) {
  test(`letters of twice the size overflow nothing at ${width} px`, async () => {
    const { page } = await openReady({ viewport: { width, height: 800 }, bypassCSP: true });
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    await page.click("#sample");
    await page.waitForSelector("article");
    await page.click("#show-done");
    await page.click("#correct");
    await page.locator("article [data-sentence]").nth(2).click();
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(over, 0);
  });
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds no fault in the ${colorScheme} page`, async () => {
    const { context, page } = await openReady({ colorScheme, bypassCSP: true });
    await page.click("#sample");
    await page.waitForSelector("article");
    for (const summary of await page.locator("#sheet summary").all()) await summary.click();
    await assertAccessible(page);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red = 0] = paper.match(/\d+/g)?.map(Number) ?? [];
    assert.equal(red > 128, colorScheme === "light");
    await context.close();
  });
}

function pageOf13KB() {
  const folder = join(ROOT, "tests", "fixtures", "pages");
  const pages = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  // So many UTF-16 units of Chinese have 13 KB as UTF-8.
  const text = pages
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n\n")
    .slice(0, 4800);
  assert.ok(Buffer.byteLength(text) > 13_000, "the text is long enough to count");
  return text;
}

/**
 * An idle machine needs 25 to 95 ms, and 100 is what is promised. The budget
 * leaves room for a busy one: it catches what makes a page several times slower.
 */
const PASTE_MS = 300;

test("from paste to articles a page of 13 KB is there at once", async () => {
  const { page } = await openReady(CLIPBOARD);
  const text = pageOf13KB();
  await page.evaluate(() => {
    document.getElementById("source")?.addEventListener("paste", () => {
      const start = performance.now();
      const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
      new MutationObserver((_, observer) => {
        observer.disconnect();
        // A message posted in a frame comes when that frame has been painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => Object.assign(window, { took: performance.now() - start });
          port2.postMessage(undefined);
        });
      }).observe(sheet, { childList: true });
    });
  });
  const times = [];
  for (let round = 0; round < 12; round += 1) {
    await page.evaluate(() => Object.assign(window, { took: undefined }));
    await paste(page, `${text}\n${round}`);
    times.push(
      await page
        .waitForFunction(() => /** @type {any} */ (window).took)
        .then((took) => took.jsonValue()),
    );
  }
  const best = Math.min(...times);
  assert.ok(best < PASTE_MS, `the best of twelve was ${best} ms`);
  console.log(`from paste to articles on screen: ${times.map(Math.round).join(", ")} ms`);
});
