/** The page without a network, and newer versions of it. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { SITE } from "../../scripts/lib/site.mjs";
import en from "../../www/strings/en.js";
import { HEADLINE, STORY } from "../story.mjs";
import { column, pdf } from "./pdf.mjs";
import { choose, openReady } from "./ready.mjs";

const ALLOW = /** @type {const} */ ({ serviceWorkers: "allow" });
const PDF = { name: "paper.pdf", data: pdf([column(STORY)]) };

test("after the first visit the page works offline, PDFs after the first of them", async () => {
  const { context, page } = await openReady(ALLOW);
  await page.getByText(en.offline).waitFor();
  await choose(page, [PDF]);
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByText(en.empty).waitFor();
  await page.fill("#source", STORY);
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
  await page.fill("#source", "");
  await choose(page, [PDF]);
  await page.getByRole("heading", { name: HEADLINE }).waitFor();
});

test("a new version is told, and comes when the reader wants it", async () => {
  const { page } = await openReady(ALLOW);
  await page.getByText(en.offline).waitFor();
  await page.fill("#source", STORY);
  await page.locator("#forget").waitFor();
  const path = join(SITE, "sw.js");
  const before = readFileSync(path, "utf8");
  try {
    writeFileSync(path, before.replace(/"version":"/, '"version":"newer '));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText(en.update).waitFor();
    await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("button", { name: en.reload }).click(),
    ]);
    await page.getByRole("button", { name: en.openLost }).click();
    await page.getByRole("heading", { name: HEADLINE }).waitFor();
    const names = await page.evaluate(() => caches.keys());
    assert.equal(names.length, 1);
    assert.match(names[0] ?? "", /^columnist newer /);
  } finally {
    writeFileSync(path, before);
  }
});

test("the manifest names icons that are there", async () => {
  const manifest = JSON.parse(readFileSync(join(SITE, "manifest.webmanifest"), "utf8"));
  for (const { src } of manifest.icons) assert.ok(readFileSync(join(SITE, src)).length > 0);
});
