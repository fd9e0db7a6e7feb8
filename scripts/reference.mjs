/**
 * `npm run reference`: the reference of the package, made from its types, in `target/reference`.
 * `tools/reference` holds what makes it, since typedoc needs another TypeScript than this project.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, run, say, script } from "./lib/run.mjs";
import { ensureNodeModules } from "./lib/setup.mjs";

const FOLDER = "tools/reference";

/** Fails on a link that leads nowhere and on whatever has no comment. */
export async function makeReference() {
  await ensureNodeModules(FOLDER);
  const typedoc = join(ROOT, FOLDER, "node_modules", "typedoc", "bin", "typedoc");
  await run(process.execPath, [typedoc, "--options", join(ROOT, FOLDER, "typedoc.json")]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(async () => {
    await makeReference();
    say("the reference stands in target/reference: open its index.html");
  });
}
