/** The published schemas: answers keep them, and the types say the same. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ROOT } from "../../scripts/lib/run.mjs";
import { folder, runNode } from "./packed.mjs";

/** @typedef {{ properties: Record<string, any>, required?: string[], oneOf?: { const: string }[], enum?: string[] }} Shape */

const FIXTURES = join(ROOT, "tests", "fixtures");
const TYPES = readFileSync(join(folder, "node_modules/columnist/dist/index.d.ts"), "utf8");
const [page, options] = ["page", "options"].map((name) =>
  runNode(`
    import { createRequire } from "node:module";
    const schema = createRequire(import.meta.resolve("columnist"))("columnist/${name}.schema.json");
    console.log(JSON.stringify(schema));
  `),
);

/**
 * A schema that allows nothing it does not name: open as it is published, so that later
 * versions may add fields, it would not tell a field that is missing in it.
 *
 * @param {any} schema
 */
function closed(schema) {
  const copy = structuredClone(schema);
  for (const shape of [copy, ...Object.values(copy.$defs)]) {
    if (shape.type === "object") shape.additionalProperties = false;
  }
  return copy;
}

const ajv = new Ajv2020({ strict: true, allErrors: true });
const isPage = ajv.compile(closed(page));
const isOptions = ajv.compile(closed(options));

test("the answer to every fixture keeps the schema", () => {
  const texts = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".txt"))
    .map((path) => join(FIXTURES, path));
  // The tests of the crate hold these answers to their golden ones.
  const golden = texts.filter((path) => hasGold(path));
  assert.ok(golden.length > 70, String(golden.length));
  const answers = runNode(`
    import { readFileSync } from "node:fs";
    import { init, reconstruct, render } from "columnist";
    await init();
    const answers = ${JSON.stringify(texts)}.map((path) => {
      const page = reconstruct(readFileSync(path, "utf8"));
      return [path, page, JSON.parse(render(page, "json"))];
    });
    answers.push(["a lone surrogate", reconstruct("\\uD800一"), reconstruct("")]);
    console.log(JSON.stringify(answers));
  `);
  const kinds = new Set();
  for (const [path, ...pages] of answers) {
    for (const each of /** @type {import("../../src/js/index.d.ts").Page[]} */ (pages)) {
      assert.ok(isPage(each), `${path}: ${ajv.errorsText(isPage.errors)}`);
      for (const { kind } of [...each.furniture, ...each.removed, ...each.repairs]) kinds.add(kind);
    }
  }
  assert.ok(kinds.size >= 16, [...kinds].join(", "));
});

test("what is no page does not", () => {
  const good = {
    ...blank(),
    articles: [{ ...article(), headline: { text: "题", spans: [[0, 1]] } }],
  };
  assert.ok(isPage(good), ajv.errorsText(isPage.errors));
  for (const bad of [
    {},
    { ...blank(), version: "1" },
    { ...blank(), articles: [{ ...article(), confidence: 2 }] },
    { ...blank(), articles: [{ ...article(), headline: null }] },
    { ...blank(), furniture: [{ text: "", spans: [[0]], kind: "date", page: 0 }] },
    { ...blank(), furniture: [{ text: "", spans: [], kind: "folly", page: 0 }] },
  ]) {
    assert.equal(isPage(bad), false, JSON.stringify(bad));
  }
});

test("options keep theirs", () => {
  for (const good of [{}, { spacing: "spaced", repairs: { shadow: false } }]) {
    assert.ok(isOptions(good), ajv.errorsText(isOptions.errors));
  }
  for (const bad of [{ spacin: "closed" }, { spacing: "wide" }, { repairs: { shadow: 1 } }]) {
    assert.equal(isOptions(bad), false, JSON.stringify(bad));
  }
});

test("the types name the fields of the schemas, with the same ones optional", () => {
  for (const [name, shape] of shapes(page)) {
    const fields = fieldsOf(name);
    assert.deepEqual(
      [...fields.keys()].sort(),
      Object.keys(shape.properties).sort(),
      `fields of ${name}`,
    );
    const required = [...fields].filter(([, { optional }]) => !optional).map(([key]) => key);
    assert.deepEqual(required.sort(), [...(shape.required ?? [])].sort(), `required of ${name}`);
  }
  const block = TYPES.split("export interface Options {")[1]?.split("\n}")[0] ?? "";
  const named = [...block.matchAll(/^ +(\w+)\?:/gmu)].map(([, key]) => key).sort();
  const wanted = [options, ...Object.values(options.$defs)]
    .flatMap((shape) => Object.keys(shape.properties ?? {}))
    .sort();
  assert.deepEqual(named, wanted);
});

test("the types name the values of the schemas", () => {
  for (const [name, shape] of Object.entries({ ...page.$defs, ...options.$defs })) {
    const values = shape.enum ?? shape.oneOf?.map((/** @type {any} */ each) => each.const);
    for (const value of values ?? []) {
      assert.match(
        TYPES,
        new RegExp(`[|:] "${value}"|^ +/\\*\\* \`"${value}"`, "mu"),
        `${name}: ${value}`,
      );
    }
  }
});

test("every field is documented, and its example is one", () => {
  let examples = 0;
  for (const [name, shape] of shapes(page)) {
    for (const [field, { doc }] of fieldsOf(name)) {
      assert.ok(doc.length > 0, `${name}.${field} has no comment`);
      assert.ok(shape.properties[field]?.description, `${name}.${field} is not described`);
      const example = doc.match(/@example (.+)/u)?.[1];
      if (example === undefined) continue;
      examples += 1;
      const check = ajv.compile({ ...shape.properties[field], $defs: page.$defs });
      assert.ok(check(JSON.parse(example)), `${name}.${field}: ${example}`);
    }
  }
  assert.ok(examples > 20, String(examples));
});

/**
 * @param {any} schema
 * @returns {[string, Shape][]}
 */
function shapes(schema) {
  /** @type {[string, any][]} */
  const all = [[schema.title, schema], ...Object.entries(schema.$defs)];
  return all.filter(([, shape]) => shape.type === "object");
}

/**
 * The fields of an interface of the types, those that it extends among them.
 *
 * @param {string} name
 * @returns {Map<string, { optional: boolean, doc: string }>}
 */
function fieldsOf(name) {
  const found = TYPES.match(
    new RegExp(`^export interface ${name}(?: extends (\\w+))? \\{\n([\\s\\S]*?)^\\}`, "mu"),
  );
  assert.ok(found, `there is no interface ${name}`);
  const [, base, body = ""] = found;
  const fields = base === undefined ? new Map() : fieldsOf(base);
  const pattern = /^ {2}(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n {2})?(\w+)(\?)?:/gmu;
  for (const [, doc = "", key = "", mark] of body.matchAll(pattern)) {
    fields.set(key, { optional: mark === "?", doc });
  }
  return fields;
}

/** @param {string} path */
function hasGold(path) {
  try {
    const gold = JSON.parse(readFileSync(path.replace(/\.txt$/u, ".gold.json"), "utf8"));
    return Array.isArray(gold.articles);
  } catch {
    return false;
  }
}

function blank() {
  return {
    version: 1,
    articles: [],
    furniture: [],
    removed: [],
    repairs: [],
    warnings: [],
    pages: [],
  };
}

function article() {
  return {
    bylines: [],
    paragraphs: [],
    captions: [],
    credits: [],
    pages: [],
    confidence: 1,
  };
}
