/**
 * How long a real Firefox takes. It tells no page of its long tasks, so that the delay of timers tells of them: a
 * timer that is due waits for the task that is running.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "../../scripts/lib/serve.mjs";
import { PAGE, PAGES } from "./both.mjs";
import { choose, memory, open, paste } from "./firefox.mjs";

/** @import { Page } from "puppeteer-core" */

const server = await serve({ port: 0 });
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const ORIGIN = `http://localhost:${port}/`;
after(() => server.close());

/**
 * Notes the longest delay of a timer from now on.
 *
 * @param {Page} page
 */
async function watchTimers(page) {
  await page.evaluate(() => {
    const watched = { longest: 0, going: true };
    Object.assign(window, { watched });
    let due = performance.now();
    const tick = () => {
      watched.longest = Math.max(watched.longest, performance.now() - due);
      if (!watched.going) return;
      due = performance.now() + 4;
      setTimeout(tick, 4);
    };
    tick();
  });
  return () =>
    page.evaluate(() => {
      const { watched } = /** @type {any} */ (window);
      watched.going = false;
      return /** @type {number} */ (watched.longest);
    });
}

/**
 * A busy machine holds up anything now and then: what the page itself does happens in every round. It has twice the
 * 50 ms of an idle one, since a timer waits for the browser's own work as well.
 *
 * @param {string} what
 * @param {() => Promise<number>} round
 */
async function assertNeverLong(what, round) {
  /** @type {number[]} */
  const delays = [];
  while (delays.length < 5) {
    delays.push(Math.round(await round()));
    if (Math.min(...delays) < 50) break;
  }
  console.log(`Firefox, longest delay of a timer while ${what}, in ms: ${delays.join(", ")}`);
  assert.ok(Math.min(...delays) < 100, `${delays} ms in each round`);
}

test("Firefox: pasting a page and typing on it holds up no timer for long", async () => {
  await assertNeverLong("a page is pasted", async () => {
    const { page, close } = await open(ORIGIN);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    const longest = await watchTimers(page);
    await paste(page, PAGE);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    const found = await longest();
    await close();
    return found;
  });
  const { page } = await open(ORIGIN);
  await paste(page, PAGE);
  await page.focus("#source");
  await assertNeverLong("somebody types", async () => {
    const longest = await watchTimers(page);
    for (let key = 0; key < 6; key += 1) {
      await page.keyboard.sendCharacter("字");
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 60)));
    }
    return longest();
  });
});

test("Firefox: of 2 MB in 150 pages the first is there at once, and all of them soon", async () => {
  /** @type {{ first: number, all: number }[]} */
  const rounds = [];
  // Of an idle machine with two cores it is 0.3 s and 5 s; a busy one has three times that.
  const enough = () => rounds.some(({ first, all }) => first < 900 && all < 15_000);
  while (rounds.length < 3 && !enough()) {
    const { page, close } = await open(ORIGIN);
    const archive = PAGES.join("\f");
    await page.evaluate((text) => navigator.clipboard.writeText(text), archive);
    await page.evaluate(() => {
      document.addEventListener(
        "paste",
        () => {
          const start = performance.now();
          /** @type {Record<string, number>} */
          const times = {};
          Object.assign(window, { times });
          const look = () => {
            const now = Math.round(performance.now() - start);
            if (document.querySelector("article")) times.first ??= now;
            if (times.first && document.getElementById("progress")?.hidden) times.all ??= now;
            if (times.all === undefined) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { capture: true },
      );
    });
    await page.focus("#source");
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
    const times = await page.waitForFunction(
      () => {
        const { times } = /** @type {any} */ (window);
        return times?.all && times;
      },
      { timeout: 60_000 },
    );
    rounds.push(await times.jsonValue());
    await close();
  }
  console.log(`Firefox, an archive of 2 MB, in ms: ${JSON.stringify(rounds)}`);
  assert.ok(enough());
});

test("Firefox: 300 pages stay under 500 MB", async () => {
  const { page } = await open(ORIGIN);
  const files = Array.from({ length: 300 }, (_, n) => [`${n + 1}.txt`, `${PAGE}\n${n}`]);
  await choose(page, Object.fromEntries(files));
  await page.waitForSelector("#progress:not([hidden])");
  // How long it takes is no question here.
  await page.waitForSelector("#progress[hidden]", { timeout: 180_000 });
  const bytes = memory();
  console.log(`Firefox, 300 pages of 13 KB: ${Math.round(bytes / 1e6)} MB`);
  assert.ok(bytes > 50e6 && bytes < 500e6, `${bytes} bytes`);
});
