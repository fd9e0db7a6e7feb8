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
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 */

/**
 * @typedef {object} Node
 * @property {string} id
 * @property {{ pkg: string, dep_kinds: { kind: string | null }[] }[]} deps
 */

const BUILDS = {
  npm: ["--filter-platform", "wasm32-unknown-unknown", "--features", "wasm"],
  cargo: ["--filter-platform", "x86_64-unknown-linux-gnu"],
};

/**
 * The bill of one of the two, the same for the same sources.
 *
 * @param {keyof typeof BUILDS} kind
 */
export function billOf(kind) {
  const { root, crates, uses } = cratesOf(BUILDS[kind]);
  const { version, license, description } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const purl = `pkg:${kind}/columnist@${version}`;
  const name = (/** @type {Crate} */ crate) =>
    crate.id === root ? purl : `pkg:cargo/${crate.name}@${crate.version}`;
  const named = new Map(crates.map((crate) => [crate.id, name(crate)]));
  const components = crates
    .filter(({ id }) => id !== root)
    .map((crate) => ({
      type: "library",
      "bom-ref": name(crate),
      name: crate.name,
      version: crate.version,
      // Some manifests write "or" as Cargo did long ago.
      licenses: [{ expression: (crate.license ?? "NOASSERTION").replaceAll("/", " OR ") }],
      purl: name(crate),
      hashes: [{ alg: "SHA-256", content: checksumOf(crate) }],
    }));
  const dependencies = crates.map(({ id }) => ({
    ref: named.get(id),
    dependsOn: (uses.get(id) ?? []).map((used) => named.get(used)).sort(),
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
  const metadata = output("cargo", ["metadata", "--locked", "--format-version=1", ...build]);
  if (metadata === undefined) throw new Stop("cargo does not tell what the crate depends on");
  /** @type {{ packages: Crate[], resolve: { nodes: Node[] } }} */
  const { packages, resolve } = JSON.parse(metadata);
  const root = packages.find(({ name }) => name === "columnist")?.id ?? "";
  /** @type {Map<string, string[]>} */
  const uses = new Map();
  const open = [root];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (uses.has(id)) continue;
    const used = (resolve.nodes.find((node) => node.id === id)?.deps ?? [])
      .filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null))
      .map(({ pkg }) => pkg);
    uses.set(id, used);
    open.push(...used);
  }
  const crates = packages
    .filter(({ id }) => uses.has(id))
    .sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
  return { root, crates, uses };
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
