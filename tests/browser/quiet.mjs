/**
 * What every test of the page asks besides its own question: that the console
 * stays empty and that nothing is asked of any other site. A page that said
 * something fails the test that opened it.
 */
import assert from "node:assert/strict";
import { afterEach } from "node:test";

/** What is there as soon as all of the page is; before that it takes text and notes what else is done. */
export const WHOLE = "#pages[aria-label]";

/**
 * @typedef {object} Watched
 * @property {string[]} said What stood on the console.
 * @property {string[]} requests What was asked of the network, in order.
 * @property {RegExp | undefined} expected What a test of a fault makes the browser say.
 * @property {string} url
 * @property {() => Promise<unknown>} close
 */

/** @type {Watched[]} */
const open = [];

/** @param {Watched} watched */
export function watch(watched) {
  open.push(watched);
}

afterEach(async () => {
  const watched = open.splice(0);
  for (const { close } of watched) await close();
  for (const { said, requests, url, expected } of watched) {
    assert.deepEqual(
      said.filter((line) => !expected?.test(line)),
      [],
      "the console stays empty",
    );
    const { origin } = new URL(url);
    assert.deepEqual(
      requests.filter((each) => !isOwn(each, origin)),
      [],
      "nothing is asked of another site",
    );
  }
});

/**
 * @param {string} url
 * @param {string} origin
 */
function isOwn(url, origin) {
  return (
    url.startsWith(`${origin}/`) ||
    url.startsWith(`${origin.replace("http", "ws")}/`) ||
    url.startsWith(`blob:${origin}/`) ||
    /^(?:about|data):/.test(url)
  );
}
