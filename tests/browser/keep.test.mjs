/** What is kept in the browser. */
import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../../www/strings/en.js";
import { HEADLINE, STORY } from "../story.mjs";
import { WHOLE } from "./quiet.mjs";
import { assertAccessible, choose, ORIGIN, openReady, until } from "./ready.mjs";

/** @import { Page } from "playwright-core" */

/** @param {Page} page */
function kept(page) {
  return page.locator("#forget").waitFor();
}

/**
 * Waits until two pages are kept, and that the second is looked at.
 *
 * @param {Page} page
 */
function secondKept(page) {
  return until(
    page,
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("columnist");
        opening.onsuccess = () => {
          const database = opening.result;
          const asking = database.transaction("sessions").objectStore("sessions").getAll();
          asking.onsuccess = () => {
            database.close();
            resolve(asking.result.some(({ order, current }) => order.indexOf(current) === 1));
          };
        };
      }),
  );
}

/** @param {Page} page */
async function reload(page) {
  await page.reload();
  await page.waitForSelector(WHOLE, { state: "attached" });
}

test("work is offered again after a reload, and opened", async () => {
  const { page } = await openReady({ bypassCSP: true });
  await choose(page, [
    { name: "1.txt", data: STORY },
    { name: "2.txt", data: STORY.replace("三月", "四月") },
  ]);
  await page.locator(".row").nth(1).click();
  await page.getByText("四月").first().waitFor();
  await secondKept(page);
  await reload(page);
  assert.equal(await page.locator("article").count(), 0);
  await page.locator("#notice", { hasText: "2 pages" }).waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: en.openLost }).click();
  await page.locator(".row").nth(1).waitFor();
  assert.equal(await page.locator('.row[aria-selected="true"] .name').innerText(), "2.txt");
  assert.match(await page.inputValue("#source"), /四月/);
  await page.waitForTimeout(700);
  // It is kept once and not twice.
  assert.match(await page.locator("#forget").innerText(), /: 2 pages,/);
});

test("work is offered again after the page crashed", async () => {
  const { context, page } = await openReady();
  await page.fill("#source", STORY);
  await kept(page);
  await Promise.all([page.waitForEvent("crash"), page.goto("chrome://crash").catch(() => {})]);
  const next = await context.newPage();
  await next.goto(ORIGIN);
  await next.getByRole("button", { name: en.openLost }).click();
  await next.waitForSelector("article");
  assert.equal(await next.inputValue("#source"), STORY);
});

test("one button deletes what is kept, and says what that is", async () => {
  const { page } = await openReady();
  assert.equal(await page.locator("#forget").isVisible(), false);
  await page.fill("#source", STORY);
  await kept(page);
  assert.equal(await page.locator("#forget").innerText(), en.forget(1, STORY.length));
  await page.locator("#forget").click();
  await page.getByText(en.forgotten).waitFor();
  assert.equal(await page.locator("#forget").isVisible(), false);
  await reload(page);
  await page.waitForTimeout(300);
  assert.equal(await page.locator("#notice").isVisible(), false);
});

test("what is offered can be deleted, or left for later", async () => {
  const { page } = await openReady();
  await page.fill("#source", STORY);
  await kept(page);
  await reload(page);
  await page.getByRole("button", { name: en.later }).click();
  await reload(page);
  await page.getByRole("button", { name: en.deleteLost }).click();
  await page.locator("#forget").waitFor({ state: "hidden" });
  await reload(page);
  await page.waitForTimeout(300);
  assert.equal(await page.locator("#notice").isVisible(), false);
});

test("a second window does not take what the first works on", async () => {
  const { context, page } = await openReady();
  await page.fill("#source", STORY);
  await kept(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByText(en.empty).waitFor();
  await second.waitForTimeout(300);
  assert.equal(await second.locator("#notice").isVisible(), false);
  assert.equal(await second.locator("#forget").isVisible(), false);
  await page.close();
  await second.reload();
  await second.getByRole("button", { name: en.openLost }).click();
  await second.getByRole("heading", { name: HEADLINE }).waitFor();
});

test("a browser without storage, or without room, is told and works on", async () => {
  const { page } = await openReady({
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("no room", "QuotaExceededError");
        };
      }),
  });
  await page.fill("#source", STORY);
  await page.getByText(en.storageFull).waitFor();
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
});
