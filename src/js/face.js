/**
 * What the package's faces share: everything but where the module lies and how
 * an address is opened, which differ between Node, the browser and the face
 * that has the module inside.
 *
 * Each function is an export of its own, and the state is the file's: a bundle
 * that never calls one of them does not hold it. The glue has one instance, so
 * that faces which stand side by side share it.
 *
 * @import { ErrorCode, Explanation, Format, InitSource, Options, Page, Warning } from "./index.d.ts"
 */
import * as glue from "./columnist.js";
import { ColumnistError } from "./error.js";

/**
 * Warnings about single lone surrogates that one answer carries. Hostile input
 * may hold millions, and past the first hundred they tell nothing new.
 */
const MOST_SURROGATE_WARNINGS = 100;

/**
 * A page of a few lines that has something for every stage: furniture, double
 * and vertical print, a kicker, hard line breaks, a caption that echoes its
 * story, a credit. Engines compile a module's functions when they are called
 * first, which takes several times as long as a page does; reading this page
 * in `init()` spares the reader's first page that wait.
 */
const WARM_UP = `2025年1月6日 星期一 责编/甲乙丙 电话：0000-1234567 a@example.com
河
湾
晨
报
春早灯会 三月开放：
河河湾湾灯灯会会迎迎春春
本报讯 1 月 6日，河湾灯会在
老码头开放，三百盏花灯沿着河岸
亮起，“小信使”提灯走在最前面。

  灯会开到月底，每晚六点亮灯，
市民可以免费入场（下转第3版）

花灯沿河亮起
  此外，会期增开两班渡船，晚
上十点以后还有一班，从老码头
开往北岸。（甲乙）
▲河湾灯会在老码头开放，三百盏花灯沿着河岸亮起。
记者 丙丁 摄`;

/**
 * Opens an address, or the package's own module where there is none.
 *
 * @typedef {(address?: string | URL) => Response | Uint8Array | Promise<Response | Uint8Array>} Open
 */

/** @type {Promise<void> | undefined} */
let started;
/** @type {"cold" | "live" | "crashed"} */
let state = "cold";
/** @type {unknown} The options of a caller who chooses nothing, once the module is there. */
let known;

/**
 * Calls that come while the module loads share one load. A failed load is
 * forgotten, so that the next call tries again.
 *
 * @param {Open} open
 * @param {InitSource | Promise<InitSource>} [source]
 * @returns {Promise<void>}
 */
export function initWith(open, source) {
  started ??= start(open, source).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/**
 * @param {Open} open
 * @param {InitSource | Promise<InitSource>} [source]
 */
async function start(open, source) {
  try {
    const module = await compile(open, await source);
    await glue.default({ module_or_path: module });
    known = JSON.parse(glue.defaultOptions());
    glue.reconstruct(WARM_UP, undefined);
  } catch (cause) {
    if (cause instanceof ColumnistError) throw cause;
    throw new ColumnistError(
      "wasm-unavailable",
      `the WebAssembly module could not be loaded (${reason(cause)}): ` +
        "check that columnist_bg.wasm is served and that the page's content security policy " +
        "allows 'wasm-unsafe-eval', or pass its URL, its bytes or a WebAssembly.Module to init()",
      { cause },
    );
  }
  state = "live";
}

/**
 * Runs one call into the module. Whatever it throws that is no failure of
 * its own is a crash: its memory may be in any state, so the instance is
 * given up and the next call makes a new one from the module that is kept.
 *
 * @template T
 * @param {string} name
 * @param {() => T} run
 * @returns {T}
 */
function call(name, run) {
  if (state === "cold") {
    throw new ColumnistError("not-initialised", `call "await init()" before ${name}()`);
  }
  if (state === "crashed") {
    try {
      glue.__wbg_reset_state();
    } catch (cause) {
      throw new ColumnistError(
        "wasm-unavailable",
        `no new instance could be made after a crash (${reason(cause)}): reload the page or restart the process`,
        { cause },
      );
    }
    state = "live";
  }
  try {
    return run();
  } catch (thrown) {
    if (isFailure(thrown)) throw new ColumnistError(thrown.code, thrown.message);
    state = "crashed";
    throw new ColumnistError(
      "crashed",
      `${name}() crashed on this input (${reason(thrown)}): the next call starts afresh; ` +
        "please report the input",
      { cause: thrown },
    );
  }
}

/**
 * @param {string} text
 * @param {Options} [options]
 * @returns {Page}
 */
export function reconstruct(text, options) {
  const given = readArguments("reconstruct", text, options, known);
  const answer = call("reconstruct", () => glue.reconstruct(given.text, given.options));
  // What the module's own documentation says.
  const [page, changes, places] = JSON.parse(answer);
  for (let at = 0; at < places.length; at += 3) {
    const { kind, from, to } = changes[places[at]];
    page.repairs.push({ kind, span: [places[at + 1], places[at + 2]], from, to });
  }
  page.warnings.push(...given.warnings);
  return page;
}

/**
 * @param {string} text
 * @param {Options} [options]
 * @returns {Explanation}
 */
export function explain(text, options) {
  const given = readArguments("explain", text, options, known);
  /** @type {Explanation} */
  const explanation = JSON.parse(call("explain", () => glue.explain(given.text, given.options)));
  explanation.page.warnings.push(...given.warnings);
  return explanation;
}

/**
 * @param {Page} page
 * @param {Format} [format]
 * @returns {string}
 */
export function render(page, format = "text") {
  const json = format === "json";
  // The module looks at the page in any case: what is no page is refused.
  const text = call("render", () => glue.render(page, json ? "text" : String(format)));
  return json ? JSON.stringify(page) : text;
}

/**
 * @param {Open} open
 * @param {InitSource} [source]
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(open, source) {
  if (typeof WebAssembly === "undefined") throw new Error("there is no WebAssembly here");
  // The tag tells the kind even of an object that comes from another realm,
  // which `instanceof` does not.
  const tag = Object.prototype.toString.call(source);
  if (tag === "[object WebAssembly.Module]") {
    return /** @type {WebAssembly.Module} */ (source);
  }
  if (tag === "[object ArrayBuffer]" || ArrayBuffer.isView(source)) {
    return WebAssembly.compile(/** @type {BufferSource} */ (source));
  }
  if (tag === "[object Response]") return compileResponse(/** @type {Response} */ (source));
  if (tag === "[object Request]") {
    return compileResponse(await fetch(/** @type {Request} */ (source)));
  }
  if (source === undefined || typeof source === "string" || tag === "[object URL]") {
    const opened = await open(/** @type {string | URL | undefined} */ (source));
    return "arrayBuffer" in opened
      ? compileResponse(opened)
      : WebAssembly.compile(/** @type {BufferSource} */ (opened));
  }
  throw new Error(
    `init() takes a URL, a Response, bytes or a WebAssembly.Module, not ${kind(source)}`,
  );
}

/**
 * Streams where the server names the type rightly; many static servers do not,
 * and that must not keep the module from loading.
 *
 * @param {Response} response
 */
async function compileResponse(response) {
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  const type = response.headers.get("content-type") ?? "";
  return /^application\/wasm\b/i.test(type) && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Reads what a caller passed. Options take the way through JSON, which drops
 * members that are `undefined`.
 *
 * @param {string} name
 * @param {unknown} text
 * @param {unknown} options
 * @param {unknown} known
 * @returns {{ text: string, options: unknown, warnings: Warning[] }}
 */
function readArguments(name, text, options, known) {
  if (typeof text !== "string") {
    throw new ColumnistError(
      "not-a-string",
      `${name}() takes the page's text as a string, not ${kind(text)}: decode bytes with a TextDecoder first`,
    );
  }
  const given = readOptions(options);
  refuseUnknown(given, known);
  return { ...mendSurrogates(text), options: given };
}

/** @param {unknown} options */
function readOptions(options) {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== "object" || Array.isArray(options)) {
    throw new ColumnistError("bad-options", `the options are an object, not ${kind(options)}`);
  }
  try {
    return JSON.parse(JSON.stringify(options));
  } catch (cause) {
    throw new ColumnistError("bad-options", `the options cannot be read (${reason(cause)})`, {
      cause,
    });
  }
}

/**
 * Refuses a member that the module does not know: a misspelt option would be passed over.
 *
 * @param {any} options
 * @param {any} known The options of a caller who chooses nothing.
 */
function refuseUnknown(options, known) {
  if (known?.constructor !== Object) return;
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known).map((each) => `\`${each}\``);
      throw new ColumnistError(
        "bad-options",
        `the options are not valid: unknown field \`${name}\`, expected one of ${names.join(", ")}`,
      );
    }
    refuseUnknown(value, known[name]);
  }
}

/**
 * Half of a surrogate pair stands for no character, and the module's memory
 * cannot hold it. U+FFFD takes its place: it is one UTF-16 unit as well, so
 * that no offset shifts.
 *
 * @param {string} text
 * @returns {{ text: string, warnings: Warning[] }}
 */
function mendSurrogates(text) {
  /** @type {Warning[]} */
  const warnings = [];
  // Nearly every text is well formed; newer engines tell at once.
  if (/** @type {any} */ (text).isWellFormed?.()) return { text, warnings };
  const runs = /\p{Surrogate}+/gu;
  if (!runs.test(text)) return { text, warnings };
  let beyond = 0;
  const mended = text.replace(runs, (run, /** @type {number} */ start) => {
    if (warnings.length < MOST_SURROGATE_WARNINGS) {
      warnings.push({
        code: "lone-surrogate",
        message: "half of a surrogate pair stands for no character and was read as U+FFFD",
        span: [start, start + run.length],
      });
    } else {
      beyond += 1;
    }
    return "\uFFFD".repeat(run.length);
  });
  if (beyond > 0) {
    warnings.push({
      code: "lone-surrogate",
      message: `${beyond} further places hold half of a surrogate pair`,
    });
  }
  return { text: mended, warnings };
}

/**
 * @param {unknown} thrown
 * @returns {thrown is { code: ErrorCode, message: string }}
 */
function isFailure(thrown) {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    !(thrown instanceof Error) &&
    "code" in thrown &&
    "message" in thrown
  );
}

/** @param {unknown} thrown */
function reason(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** @param {unknown} value */
function kind(value) {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object") return `a ${typeof value}`;
  return value.constructor?.name ? `a ${value.constructor.name}` : "an object";
}
