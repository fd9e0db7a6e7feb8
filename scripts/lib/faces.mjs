/** What of the package's JavaScript is not written by hand. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

/**
 * The module as text, for `columnist/inline`. Plain Base64 of it would be more
 * than twice as large, and no smaller on its way with Brotli.
 *
 * @param {string} dist
 */
export function writeInline(dist) {
  const module = readFileSync(join(dist, "columnist_bg.wasm"));
  const deflated = deflateRawSync(module, { level: 9, memLevel: 9 }).toString("base64");
  writeFileSync(
    join(dist, "module.js"),
    `export const deflated = "${deflated}";\nexport const size = ${module.length};\n`,
  );
}

/** The faces for `require()`, with all that they load. */
const COMMON_JS = [
  "node",
  "face",
  "error",
  "columnist",
  "worker/node",
  "worker/client",
  "worker/serve",
  "worker/thread-node",
];

/** Types that hold for `require()` as they do for `import`. */
const TYPES = ["index", "worker/index", "worker/thread", "columnist_bg.wasm"];

/** What `import.meta.url` is in a CommonJS file. */
const ADDRESS = 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;';

/**
 * Versions of Node before 20.19 and 22.12 and some test runners cannot
 * `require()` an ES module. For them each file of the Node face is written as
 * CommonJS as well.
 *
 * @param {string} dist
 */
export async function writeCommonJs(dist) {
  // Loaded here, since a fresh machine has it only now.
  const { transform } = await import("esbuild");
  for (const name of COMMON_JS) {
    const source = readFileSync(join(dist, `${name}.js`), "utf8");
    const { code } = await transform(source, {
      format: "cjs",
      platform: "node",
      target: "node20",
      define: { "import.meta.url": "importMetaUrl" },
      banner: source.includes("import.meta.url") ? ADDRESS : "",
    });
    const required = code.replaceAll(/(require\("\.[^"]+)\.js"\)/gu, '$1.cjs")');
    writeFileSync(join(dist, `${name}.cjs`), required);
  }
  for (const name of TYPES) {
    const types = readFileSync(join(dist, `${name}.d.ts`), "utf8");
    writeFileSync(join(dist, `${name}.d.cts`), types.replaceAll(/(from ".+)\.js"/gu, '$1.cjs"'));
  }
}
