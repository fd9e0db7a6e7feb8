/**
 * `npm run sizes`: what the wasm module is made of, by stage of the core and by dependency,
 * in bytes of code before wasm-opt and compression; then its tables.
 *
 * It reads the module of the last `npm run build` as the compiler gave it, which names its
 * functions.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { output, ROOT, Stop, script } from "./lib/run.mjs";

const CODE = 10;
const DATA = 11;
const IMPORT = 2;
const CUSTOM = 0;

/** Reads numbers and names of a module. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  name() {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

/**
 * The sections of a module: what they are, and where they begin and end.
 *
 * @param {Reader} reader
 */
function* sections(reader) {
  reader.at = 8;
  while (reader.at < reader.bytes.length) {
    const kind = reader.bytes[reader.at++];
    const length = reader.number();
    const end = reader.at + length;
    yield { kind, end, length };
    reader.at = end;
  }
}

/** @param {Reader} reader */
function importedFunctions(reader) {
  let functions = 0;
  for (let count = reader.number(); count > 0; count -= 1) {
    reader.name();
    reader.name();
    const kind = reader.bytes[reader.at++];
    if (kind !== 0) throw new Stop("the module imports more than functions");
    reader.number();
    functions += 1;
  }
  return functions;
}

/** @param {Uint8Array} bytes */
function measure(bytes) {
  const reader = new Reader(bytes);
  /** @type {number[]} */
  const sizes = [];
  /** @type {Map<number, string>} */
  const names = new Map();
  let imported = 0;
  let data = 0;
  for (const { kind, end, length } of sections(reader)) {
    if (kind === IMPORT) imported = importedFunctions(reader);
    if (kind === DATA) data = length;
    if (kind === CODE) {
      for (let count = reader.number(); count > 0; count -= 1) {
        const size = reader.number();
        sizes.push(size);
        reader.at += size;
      }
    }
    if (kind === CUSTOM && reader.name() === "name") {
      while (reader.at < end) {
        const part = reader.bytes[reader.at++];
        const partEnd = reader.number() + reader.at;
        if (part === 1) {
          for (let count = reader.number(); count > 0; count -= 1) {
            names.set(reader.number(), reader.name());
          }
        }
        reader.at = partEnd;
      }
    }
  }
  return {
    functions: sizes.map((size, k) => ({ size, name: names.get(k + imported) ?? "" })),
    data,
  };
}

/**
 * Whose a function is: a stage of the core, or a crate.
 *
 * @param {string} name Mangled, or plain as `crate[hash]::module::function`.
 */
function ownerOf(name) {
  const stage =
    name.match(/columnist(?:\[\w+\])?::(\w+)/) ?? name.match(/9columnist(?:\d+)([a-z_]+?)(?:\d|E)/);
  if (stage) return `columnist::${stage[1]}`;
  const crates =
    /regex_automata|serde_wasm_bindgen|serde_json|serde_core|wasm_bindgen|js_sys|hashbrown|smallvec|dlmalloc|console_error|alloc|core|std/;
  return name.match(crates)?.[0] ?? "other";
}

export async function report() {
  const metadata = output("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"]);
  const target = JSON.parse(metadata ?? "{}").target_directory ?? join(ROOT, "target");
  const file = join(target, "wasm32-unknown-unknown", "release", "columnist.wasm");
  if (!existsSync(file)) throw new Stop("there is no module: run npm run build first");
  const { functions, data } = measure(readFileSync(file));
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { size, name } of functions) {
    const owner = ownerOf(name);
    sums.set(owner, (sums.get(owner) ?? 0) + size);
  }
  const all = functions.reduce((sum, { size }) => sum + size, 0);
  console.log(`${String(all).padStart(8)} code, ${functions.length} functions`);
  console.log(`${String(data).padStart(8)} tables and texts`);
  for (const [owner, size] of [...sums].sort((a, b) => b[1] - a[1])) {
    console.log(`${String(size).padStart(8)} ${owner}`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(report);
}
