/** What the tests share in both browsers: texts, ways into a state, and what axe finds. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/lib/run.mjs";
import { STORY } from "../story.mjs";

const FOLDER = join(ROOT, "tests", "fixtures", "pages");

/** A page of the size of a newspaper's, full of work: so many characters are 13.4 KB as UTF-8. */
export const PAGE = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => readFileSync(join(FOLDER, name), "utf8"))
  .join("\n\n")
  .replaceAll("版", "页")
  .repeat(3)
  .slice(0, 4900);

/** An archive's, of 2 MB. */
export const PAGES = Array.from({ length: 150 }, (_, n) => `第${n + 1}版\n\n${PAGE}\n`);

/** An issue of two pages with the same story on both. */
export const TWICE = `第1版 2031年6月12日 星期四\n\n${STORY}\n\f第2版 2031年6月12日 星期四\n\n${STORY}`;

/** An article, once all are there: the sheet is drawn in slices. */
export const DRAWN = "#sheet:not([aria-busy]) article";

/**
 * @typedef {object} Driven A page of either driver.
 * @property {(selector: string) => Promise<unknown>} click
 * @property {(selector: string) => Promise<unknown>} waitForSelector
 */

/** @param {Driven} page */
export async function sample(page) {
  await page.click("#sample");
  await page.waitForSelector(DRAWN);
}

/** @param {Driven} page */
export async function traced(page) {
  await sample(page);
  await page.click("#show-done");
  await page.waitForSelector("#legend li");
}

/**
 * To be evaluated in a page that has axe: the rules that are broken, and where.
 *
 * @param {object} [options] Of axe.
 */
export async function violations(options) {
  const found = await /** @type {any} */ (window).axe.run(options ?? {});
  return found.violations.map((/** @type {any} */ { id, nodes }) => [
    id,
    nodes.map((/** @type {any} */ { html }) => html),
  ]);
}
