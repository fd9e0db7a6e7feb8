/**
 * `npm run release`: makes what is published, in `target/publish`, and publishes nothing: the
 * tarball of the npm package, the crate, a CycloneDX bill of materials of each, and their sums.
 *
 * It makes them of a clean checkout whose tests are green; `SECURITY.md` says how they are
 * published and how to check them.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "./build.mjs";
import { pack } from "./lib/pack.mjs";
import { output, ROOT, run, Stop, say, script } from "./lib/run.mjs";
import { billOf, hashOf } from "./lib/sbom.mjs";

const FOLDER = join(ROOT, "target", "publish");

await script(async () => {
  if (output("git", ["status", "--porcelain"]) !== "") {
    throw new Stop("the checkout has changes: a release is made of a commit");
  }
  await build();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const { tarball } = pack(FOLDER);
  const crate = join(FOLDER, `columnist-${version}.crate`);
  await run("cargo", ["package", "--locked", "--no-verify", "--quiet", "--package", "columnist"]);
  copyFileSync(join(ROOT, "target", "package", basename(crate)), crate);
  for (const [kind, path] of /** @type {const} */ ([
    ["npm", tarball],
    ["cargo", crate],
  ])) {
    writeFileSync(`${path}.cdx.json`, `${JSON.stringify(billOf(kind), null, 2)}\n`);
  }
  const paths = [tarball, `${tarball}.cdx.json`, crate, `${crate}.cdx.json`];
  const sums = paths.map((path) => `${hashOf(path).content}  ${basename(path)}\n`);
  writeFileSync(join(FOLDER, "SHA256SUMS"), sums.join(""));
  say(`${FOLDER} holds ${paths.map((path) => basename(path)).join(", ")} and SHA256SUMS`);
  say("SECURITY.md says how they are published");
});
