/** `npm run picture`: takes the picture of the web page that the README shows. */
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "./build.mjs";
import { ROOT, say, script } from "./lib/run.mjs";
import { serve } from "./lib/serve.mjs";
import { ensureChromium } from "./lib/setup.mjs";
import { buildSite } from "./lib/site.mjs";

const PICTURE = join(ROOT, "docs", "page.png");

await script(async () => {
  await build();
  await buildSite();
  const server = await serve({ port: 0 });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 960 },
    locale: "zh-CN",
    colorScheme: "light",
  });
  await page.goto(`http://localhost:${address.port}/`);
  await page.click("#sample");
  await page.waitForSelector("article");
  await page.screenshot({ path: PICTURE });
  await browser.close();
  server.close();
  say(`the picture stands in ${PICTURE}`);
});
