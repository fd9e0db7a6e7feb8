/** `npm run picture`: takes the pictures of the web page that the README shows. */
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "./build.mjs";
import { ROOT, say, script } from "./lib/run.mjs";
import { serve } from "./lib/serve.mjs";
import { ensureChromium } from "./lib/setup.mjs";
import { buildSite } from "./lib/site.mjs";

/** @import { Page } from "playwright-core" */

/** @type {{ file: string, look: import("playwright-core").BrowserContextOptions, act: (page: Page) => Promise<unknown> }[]} */
const PICTURES = [
  {
    file: "page.png",
    look: { viewport: { width: 1280, height: 960 }, locale: "zh-CN", colorScheme: "light" },
    act: async () => {},
  },
  {
    file: "page-done.png",
    look: { viewport: { width: 1280, height: 900 }, locale: "en-GB", colorScheme: "dark" },
    async act(page) {
      await page.click("#show-done");
      await page.click("#correct");
      await page.locator("article .body [data-sentence]").nth(1).click();
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
];

await script(async () => {
  await build();
  await buildSite();
  const server = await serve({ port: 0 });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  for (const { file, look, act } of PICTURES) {
    const page = await browser.newPage(look);
    await page.goto(`http://localhost:${address.port}/`);
    await page.click("#sample");
    await page.waitForSelector("article");
    await act(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(ROOT, "docs", file) });
    await page.close();
  }
  await browser.close();
  server.close();
  say("the pictures stand in docs");
});
