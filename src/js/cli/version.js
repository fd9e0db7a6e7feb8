import { readFileSync } from "node:fs";

/** The version of the package, as its manifest says. */
export function version() {
  const manifest = new URL("../../package.json", import.meta.url);
  return String(JSON.parse(readFileSync(manifest, "utf8")).version);
}
