/** What is done while only the first part of the page is there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { SITE } from "../../scripts/lib/site.mjs";
import en from "../../www/strings/en.js";
import zh from "../../www/strings/zh.js";
import zhHant from "../../www/strings/zh-hant.js";
import { HEADLINE, STORY } from "../story.mjs";
import { open } from "./chromium.mjs";
import { WHOLE } from "./quiet.mjs";
import { CLIPBOARD, ORIGIN } from "./ready.mjs";

/** @import { Page } from "playwright-core" */

/**
 * Opens the page without its later parts.
 *
 * @param {Parameters<typeof open>[1]} [options]
 */
async function openFirst(options) {
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  const opened = await open(ORIGIN, {
    ...options,
    prepare: (fresh) =>
      fresh.route("**/main.js?*", async (route) => {
        await released;
        await route.continue();
      }),
  });
  await opened.page.waitForSelector("#message button");
  return { ...opened, release };
}

/** @param {Page} page */
const read = (page) => page.getByRole("heading", { name: HEADLINE }).waitFor();

test("what is typed before the rest is there is read", async () => {
  const { page, release } = await openFirst();
  await page.fill("#source", STORY);
  assert.equal(await page.locator(WHOLE).count(), 0);
  release();
  await read(page);
  assert.equal(await page.inputValue("#source"), STORY);
});

test("what is pasted before the rest is there is read, in the field or beside it", async () => {
  for (const where of ["#source", "body"]) {
    const { context, page, release } = await openFirst(CLIPBOARD);
    await page.evaluate((text) => navigator.clipboard.writeText(text), STORY);
    if (where === "#source") await page.focus(where);
    await page.keyboard.press("Control+V");
    release();
    await read(page);
    await context.close();
  }
});

test("an archive that is pasted before the rest is there becomes pages", async () => {
  const { page, release } = await openFirst(CLIPBOARD);
  const archive = Array.from({ length: 60 }, () => STORY.repeat(40)).join("\f");
  await page.evaluate((text) => navigator.clipboard.writeText(text), archive);
  await page.focus("#source");
  await page.keyboard.press("Control+V");
  await page.getByText(en.starting).waitFor();
  release();
  await page.getByText(en.pageCount(60), { exact: true }).waitFor();
});

test("files that are chosen or dropped before the rest is there are read", async () => {
  const chosen = await openFirst();
  const [chooser] = await Promise.all([
    chosen.page.waitForEvent("filechooser"),
    chosen.page.click("#choose"),
  ]);
  await chooser.setFiles([
    { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(STORY) },
    { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from(STORY) },
  ]);
  chosen.release();
  await chosen.page.getByText(en.pageCount(2), { exact: true }).waitFor();

  const dropped = await openFirst();
  const allowed = await dropped.page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "a.txt", { type: "text/plain" }));
    const init = { dataTransfer, bubbles: true, cancelable: true };
    const over = document.body.dispatchEvent(new DragEvent("dragover", init));
    const drop = document.body.dispatchEvent(new DragEvent("drop", init));
    return [over, drop];
  }, STORY);
  assert.deepEqual(allowed, [false, false], "the browser does not open the file instead");
  dropped.release();
  await read(dropped.page);
});

test("what is clicked before the rest is there is done once, and a language that is chosen is spoken", async () => {
  for (const button of ["#sample", "#message button"]) {
    const { context, page, release, requests } = await openFirst();
    await page.click(button);
    await page.click("#show-done");
    await page.selectOption("#language", "zh");
    release();
    await page.waitForSelector("#legend li");
    await page.getByRole("heading", { name: zh.sourceHeading }).waitFor();
    assert.equal(await page.getAttribute("#show-done", "aria-pressed"), "true");
    assert.equal(requests.filter((url) => url.includes("sample.js")).length, 1);
    await context.close();
  }
});

test("the first words stand in the reader's language before any other part is there", async () => {
  for (const [locale, strings] of /** @type {const} */ ([
    ["en-GB", en],
    ["zh-CN", zh],
    ["zh-TW", zhHant],
  ])) {
    const { context, page } = await openFirst({ locale });
    assert.equal(await page.locator("#source-heading").innerText(), strings.sourceHeading);
    assert.equal(await page.getAttribute("#source", "placeholder"), strings.sourcePlaceholder);
    assert.ok((await page.locator("#message").innerText()).startsWith(strings.empty));
    await context.close();
  }
});

test("a rest that does not come is told, and asked for again with what was typed", async () => {
  let held = true;
  const { page } = await open(ORIGIN, {
    expected: /Failed to load resource/,
    prepare: (fresh) =>
      fresh.route("**/strings/*", (route) => (held ? route.abort() : route.continue())),
  });
  await page.fill("#source", STORY);
  await page.getByText(en.partMissing).waitFor();
  held = false;
  await page.getByRole("button", { name: en.retry }).click();
  await read(page);
});

test("the page itself comes in one flight", () => {
  const page = readFileSync(join(SITE, "index.html"));
  // A server sends ten packets of 1460 bytes before it waits; what it says about the page is in them.
  assert.ok(brotliCompressSync(page).length < 14_000);
});
