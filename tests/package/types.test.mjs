/** What the types say of themselves: every field has a comment with an example that is one. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/lib/run.mjs";
import { folder, INSTALLED } from "./packed.mjs";

const DIST = join(INSTALLED, "dist");

/** The types that users import: what only the package's own files import is no business of theirs. */
const FILES = readdirSync(DIST, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".d.ts") && !/^(columnist|module)\.d\.ts$/u.test(path))
  .sort();

/** What examples take as given. */
const GIVEN = `
  import * as columnist from "columnist";
  const { explain, reconstruct } = columnist;
  declare const text: string;
  declare const status: { textContent: string };
`;

/**
 * @typedef {object} Field
 * @property {string} name The field, with the type that it is of.
 * @property {string} type How its type is written.
 * @property {string} doc
 */

/**
 * The fields of all types of a file: of interfaces, of classes, of objects within them and of the
 * members of a union.
 *
 * @param {string} path
 * @returns {Field[]}
 */
function fieldsOf(path) {
  /** @type {Field[]} */
  const fields = [];
  /** The types that are open, from the outside in, with their indent. @type {{ indent: number, type: string }[]} */
  const open = [];
  let doc = "";
  for (const line of readFileSync(join(DIST, path), "utf8").split("\n")) {
    const indent = line.search(/\S/u);
    const outer = line.match(/^export (?:(?:interface|class) (\w+)|type (\w+) =$)/u);
    const [, field, opening] = line.match(/^ +(?:readonly )?(\w+)\??:(?: (\{)?|$)/u) ?? [];
    while (indent >= 0 && indent <= (open.at(-1)?.indent ?? -1)) open.pop();
    const parent = open.at(-1);
    if (/^ *(\/\*\*| \*)/u.test(line)) {
      doc = line.includes("/**") ? line : `${doc}\n${line}`;
    } else if (outer !== null) {
      open.push({ indent: 0, type: outer[1] ?? outer[2] ?? "" });
    } else if (field !== undefined && parent !== undefined) {
      const type = `Extract<NonNullable<${parent.type}>, { ${field}?: unknown }>["${field}"]`;
      fields.push({ name: `${open[0]?.type}.${field}`, type, doc });
      if (opening !== undefined) open.push({ indent, type });
    }
    if (!/^ *(\/\*\*| \*)/u.test(line)) doc = "";
  }
  return fields;
}

for (const path of FILES) {
  const fields = fieldsOf(path);

  test(`every field of ${path} has a comment and an example`, () => {
    for (const { name, doc } of fields) {
      const [said = "", example] = doc.split("@example ");
      assert.match(said, /[A-Za-z\p{sc=Han}]{2}/u, `${name} has no comment`);
      assert.ok(example, `${name} has no example`);
    }
  });

  test(`the examples of the fields of ${path} are of their types`, () => {
    const lines = fields.map(({ type, doc }, at) => {
      const example = doc
        .split("@example ")[1]
        ?.match(/^[^\n]+/u)?.[0]
        .replace(/ \*\/$/u, "");
      return `export const example${at}: ${type} = ${example};`;
    });
    const names = new Set(fields.map(({ name }) => name.split(".")[0]));
    const entry = path.startsWith("worker") ? "columnist/worker" : "columnist";
    const imports =
      names.size > 0 ? `import type { ${[...names].join(", ")} } from "${entry}";` : "";
    const file = `examples-of-${path.replaceAll(/\W/gu, "-")}.mts`;
    writeFileSync(join(folder, file), [GIVEN, imports, ...lines].join("\n"));
    const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const options = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom"];
    const { status, stdout } = spawnSync(
      process.execPath,
      [tsc, "--ignoreConfig", ...options, "--module", "node16", file],
      { cwd: folder, encoding: "utf8" },
    );
    assert.equal(status, 0, stdout);
  });
}

test("the fields are found", () => {
  const names = FILES.flatMap((path) => fieldsOf(path)).map(({ name }) => name);
  for (const name of ["Article.deck", "Options.shadow", "Progress.ahead", "ColumnistError.code"]) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(names.length > 100, String(names.length));
});
