/**
 * What stands in what is published, as CycloneDX bills of materials: of the npm package, whose
 * module is made of crates, and of the crate as most have it.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { output, ROOT, Stop } from "./run.mjs";

/**
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string} license
 * @property {Set<Crate>} uses
 */

const BUILDS = {
  npm: ["--target", "wasm32-unknown-unknown", "--features", "wasm"],
  cargo: ["--target", "x86_64-unknown-linux-gnu"],
};

/**
 * The bill of one of the two, the same for the same sources.
 *
 * @param {keyof typeof BUILDS} kind
 */
export function billOf(kind) {
  const crates = cratesOf(BUILDS[kind]);
  const { version, license, description } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const purl = `pkg:${kind}/columnist@${version}`;
  const name = (/** @type {Crate} */ crate) =>
    crate.name === "columnist" ? purl : `pkg:cargo/${crate.name}@${crate.version}`;
  const components = crates
    .filter((crate) => crate.name !== "columnist")
    .map((crate) => ({
      type: "library",
      "bom-ref": name(crate),
      name: crate.name,
      version: crate.version,
      // Some manifests write "or" as Cargo did long ago.
      licenses: [{ expression: crate.license.replaceAll("/", " OR ") }],
      purl: name(crate),
      hashes: [{ alg: "SHA-256", content: checksumOf(crate) }],
    }));
  const dependencies = crates.map((crate) => ({
    ref: name(crate),
    dependsOn: [...crate.uses].map(name).sort(),
  }));
  const module = join(ROOT, "dist", "columnist_bg.wasm");
  const hashes = kind === "npm" && existsSync(module) ? [hashOf(module)] : undefined;
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        type: "library",
        "bom-ref": purl,
        name: "columnist",
        version,
        description,
        licenses: [{ expression: license }],
        purl,
        ...(hashes && {
          components: [
            {
              type: "file",
              "bom-ref": `${purl}#dist/columnist_bg.wasm`,
              name: "dist/columnist_bg.wasm",
              hashes,
            },
          ],
        }),
      },
    },
    components,
    dependencies,
  };
}

/**
 * The crates that a build is made of, by name: what only builds or tests it is not in it.
 *
 * @param {string[]} build
 */
function cratesOf(build) {
  const edges = ["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "|{p}|{l}"];
  const tree = output("cargo", ["tree", "--locked", "--package", "columnist", ...edges, ...build]);
  if (tree === undefined) throw new Stop("cargo does not tell what the crate depends on");
  /** @type {Map<string, Crate>} */
  const crates = new Map();
  /** From the crate itself down to the one that was named last. @type {Crate[]} */
  const way = [];
  for (const line of tree.split("\n")) {
    const [, depth, name = "", version = "", license = ""] =
      line.match(/^(\d+)\|(\S+) v(\S+)[^|]*\|(.*?)(?: \(\*\))?$/u) ?? [];
    const crate = crates.get(`${name} ${version}`) ?? { name, version, license, uses: new Set() };
    crates.set(`${name} ${version}`, crate);
    way.length = Number(depth);
    way.at(-1)?.uses.add(crate);
    way.push(crate);
  }
  return [...crates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, crate]) => crate);
}

/**
 * The checksum that the lock file holds a crate to.
 *
 * @param {Crate} crate
 */
function checksumOf({ name, version }) {
  const lock = readFileSync(join(ROOT, "Cargo.lock"), "utf8");
  const entry = lock
    .split("[[package]]")
    .find((each) => each.includes(`name = "${name}"\nversion = "${version}"\n`));
  const checksum = entry?.match(/^checksum = "(\w+)"$/mu)?.[1];
  if (checksum === undefined) throw new Stop(`${name} has no checksum in Cargo.lock`);
  return checksum;
}

/** @param {string} path */
export function hashOf(path) {
  const content = createHash("sha256").update(readFileSync(path)).digest("hex");
  return { alg: "SHA-256", content };
}
