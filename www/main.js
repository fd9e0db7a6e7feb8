/**
 * The controller: it holds the parts together. What the reader works on is in
 * the store, what becomes of it comes from the workers, and whenever either
 * changes all parts are shown what there is.
 *
 * @import { Article, ErrorCode, Explanation, Format, Page } from "../src/js/index.d.ts"
 * @import { Correction } from "./parts/corrections.js"
 * @import { Form } from "./parts/export.js"
 * @import { Failure } from "./parts/pool.js"
 * @import { Clipping, Result, Work } from "./parts/store.js"
 */
import { createAnnouncer } from "./parts/announcer.js";
import { pagesOf } from "./parts/archive.js";
import { faceOf, renderArticle } from "./parts/articles.js";
import { createChoices } from "./parts/choices.js";
import { createCorrecting } from "./parts/correct.js";
import { correct, shifted } from "./parts/corrections.js";
import { copyRich, copyText, download } from "./parts/deliver.js";
import { element, part } from "./parts/dom.js";
import { isUnsure } from "./parts/doubt.js";
import { isEditable } from "./parts/incoming.js";
import { createInspector } from "./parts/inspector.js";
import { createIntake } from "./parts/intake.js";
import { renderIssue } from "./parts/issue.js";
import { createKeeper } from "./parts/keep.js";
import { languages, languageTag, rememberLanguage, stringsOf } from "./parts/language.js";
import { given } from "./parts/later.js";
import { renderLeftovers } from "./parts/leftovers.js";
import { createMenu } from "./parts/menu.js";
import { createNotice } from "./parts/notice.js";
import { keepOffline } from "./parts/offline.js";
import { createPages } from "./parts/pages.js";
import { isMoved } from "./parts/pointer.js";
import { createPool } from "./parts/pool.js";
import { ask } from "./parts/question.js";
import { rove } from "./parts/roving.js";
import { createSheet } from "./parts/sheet.js";
import { fill } from "./parts/shell.js";
import { createSource } from "./parts/source.js";
import { createStore, isEmpty, withAdded, withClipping, withoutClipping } from "./parts/store.js";
import { createTrace } from "./parts/trace.js";
import { turn } from "./parts/turn.js";
import { createView } from "./parts/view.js";

const COPIED_FOR = 1500;
/** So long after the last change the texts to be copied are made. */
const COPY_READY = 150;

const sheet = part("sheet", HTMLElement);
const message = part("message", HTMLElement);
const count = part("result-count", HTMLElement);
const copyAll = part("copy-all", HTMLButtonElement);
const downloadText = part("download-text", HTMLButtonElement);
const downloadMarkdown = part("download-markdown", HTMLButtonElement);
const more = part("more", HTMLElement);
const everything = part("all-pages", HTMLElement);
const languageChoice = part("language", HTMLSelectElement);

const first = await given();
// A slow machine is kept from its reader by one long task, and not by several short ones.
await turn();
let { language, strings } = first;
/** Until the first worker is there, and where none can be. */
let ready = false;
/** @type {ErrorCode | undefined} */
let unavailable;
/** @type {AbortController | undefined} */
let importing;
/** How far the files that are being read have come. */
let imported = { done: 0, total: 0 };
/** The reader has stopped the work on all pages but the one that is looked at. */
let stopped = false;

const announcer = createAnnouncer();
const notice = createNotice();
const store = createStore(soon);
const keeper = createKeeper((problem) => {
  if (problem === "full") notice.show(strings.storageFull, [], strings.close);
  tellKept();
});

const pool = createPool(first.module, {
  onReady() {
    // Every worker tells it, and letters are read once.
    if (!ready) prepareLetters();
    ready = true;
    unavailable = undefined;
    startKeeping();
    soon();
  },
  onUnavailable(code) {
    unavailable = code;
    // A version that does not work is replaced all the more.
    startKeeping();
    announcer.now(failure(code));
    soon();
  },
});

const source = createSource({
  onText(text, byHand) {
    notice.hide();
    const id = store.current()?.id ?? store.newId();
    const change = byHand ? store.amend : store.step;
    change((work) =>
      store.current()
        ? withClipping(work, id, {
            text,
            problem: undefined,
            edited: byHand,
            corrections: shifted(
              store.current()?.corrections ?? [],
              store.current()?.text ?? "",
              text,
            ),
          })
        : withAdded(work, [clipping({ text, edited: byHand }, id)], "replace"),
    );
    schedule();
  },
  onSample: takeText,
});

const pages = createPages({
  onOpen(id, article) {
    if (id !== store.work().current) store.amend((work) => ({ ...work, current: id }));
    if (article === undefined) return;
    update();
    const heading = document.getElementById(`heading-${article + 1}`);
    heading?.scrollIntoView({ block: "center" });
    heading?.focus();
  },
  onRemove(id) {
    store.step((work) => withoutClipping(work, id));
    tell(strings.pageRemoved);
  },
  onCancel() {
    stopped = importing !== undefined || !stopped;
    importing?.abort();
    schedule();
    soon();
  },
  onView() {},
});

/** @param {Correction} correction */
function amendAnswer(correction) {
  const clip = store.current();
  if (!clip) return;
  store.step((work) =>
    withClipping(work, clip.id, { corrections: [...clip.corrections, correction], edited: true }),
  );
  update();
  tell(strings.corrected);
}

const correcting = createCorrecting(amendAnswer);

const choices = createChoices((options) => {
  store.step((work) => ({ ...work, options }));
});

const inspector = createInspector(explained);

const view = createView((id, wanted) => {
  if (wanted) inspector.show(trace?.rangesOf(id) ?? []);
  view.light(id, false);
  light(id, wanted);
});
rove(sheet, "[data-sentence]");
rove(part("source-view", HTMLElement), "[data-sentence]");

const intake = createIntake({
  onText: takeText,
  onFiles: takeFiles,
  onWhole: source.paste,
});

/**
 * @param {Partial<Clipping>} given
 * @param {number} [id]
 * @returns {Clipping}
 */
function clipping(given, id = store.newId()) {
  return {
    id,
    name: "",
    part: undefined,
    text: "",
    corrections: [],
    edited: false,
    problem: undefined,
    ...given,
  };
}

/**
 * New input goes beside what is there or takes its place. Nobody's work is
 * replaced unasked, and all of it can be taken back.
 *
 * @returns {Promise<"add" | "replace" | undefined>}
 */
async function place() {
  const there = store.work().clippings.filter((each) => !isEmpty(each));
  if (there.length === 0) return "replace";
  if (there.length === 1 && !there[0]?.edited) return "replace";
  return ask(
    strings.askTitle,
    there.length === 1 ? strings.askEdited : strings.askPages(there.length),
    [
      { label: strings.askAdd, value: /** @type {const} */ ("add") },
      { label: strings.askReplace, value: /** @type {const} */ ("replace") },
    ],
    strings.cancel,
  );
}

/** @param {string | Promise<string>} coming */
async function takeText(coming) {
  const text = await needing(coming);
  if (!text?.trim()) return;
  const how = await place();
  if (how)
    put(
      pagesOf(text).map((page) => clipping({ text: page })),
      how,
    );
}

/**
 * Parts that few need are fetched when they are needed first. Where one does
 * not come, the reader is told.
 *
 * @template T
 * @param {T | Promise<T>} coming
 * @returns {Promise<T | undefined>}
 */
async function needing(coming) {
  try {
    return await coming;
  } catch {
    notice.show(strings.partMissing, [], strings.close);
    return undefined;
  }
}

/**
 * @param {readonly Clipping[]} added
 * @param {"add" | "replace"} how
 */
function put(added, how) {
  const replaced = store.work().clippings.some((each) => !isEmpty(each)) && how === "replace";
  store.step((work) => withAdded(work, added, how));
  if (!replaced) {
    notice.hide();
    return;
  }
  notice.show(
    strings.replaced,
    [
      { label: strings.undo, run: undo },
      {
        label: strings.keepBoth,
        run() {
          store.undo();
          store.step((work) => withAdded(work, added, "add"));
        },
      },
    ],
    strings.close,
  );
}

/** @param {File[]} files */
async function takeFiles(files) {
  const reader = await needing(import("./parts/files.js"));
  if (!reader) return;
  const how = await place();
  if (!how) return;
  importing?.abort();
  const own = new AbortController();
  importing = own;
  stopped = false;
  let first = true;
  await reader.readFiles(
    files,
    {
      onIncoming(incoming) {
        const added = clipping(incoming);
        if (first) put([added], how);
        else store.amend((work) => ({ ...work, clippings: [...work.clippings, added] }));
        first = false;
      },
      onProgress(done, total) {
        imported = { done, total };
        soon();
      },
    },
    own.signal,
  );
  if (importing === own) importing = undefined;
  soon();
}

function undo() {
  importing?.abort();
  if (store.undo()) tellStep(strings.undone, strings.redo, redo);
}

function redo() {
  if (store.redo()) tellStep(strings.redone, strings.undo, undo);
}

/** @param {string} sentence */
function tell(sentence) {
  tellStep(sentence, strings.undo, undo);
}

/**
 * @param {string} sentence
 * @param {string} label
 * @param {() => void} run
 */
function tellStep(sentence, label, run) {
  notice.show(sentence, [{ label, run }], strings.close);
}

document.addEventListener("keydown", (event) => {
  // What is pressed while an input method composes is meant for it.
  if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const wanted = key === "z" ? (event.shiftKey ? redo : undo) : key === "y" ? redo : undefined;
  if (!wanted || source.takesBack(event.target)) return;
  // Other fields take back what was typed into them.
  if (isEditable(event.target) && event.target !== part("source", HTMLTextAreaElement)) return;
  event.preventDefault();
  wanted();
});

/** Asks for the answer to every page whose text or options have changed. */
function schedule() {
  const { clippings, current, options } = store.work();
  for (const { id, text, problem } of clippings) {
    const result = store.result(id);
    if (problem || text.trim() === "") {
      if (result) {
        pool.forget(id);
        store.dropResult(id);
      }
      continue;
    }
    const known = result && result.text === text && result.options === options;
    if (stopped && id !== current) {
      if (result?.state === "waiting") {
        pool.forget(id);
        store.dropResult(id);
      }
      continue;
    }
    if (!known) send(id, text, options);
  }
}

/**
 * @param {number} id
 * @param {string} text
 * @param {Work["options"]} options
 */
function send(id, text, options) {
  const asked = { text, options, code: undefined };
  const before = () => store.result(id)?.answer;
  store.setResult(id, { ...asked, state: "waiting", answer: before() });
  pool.add({
    key: id,
    job: { text, options },
    rank: () => rank(id),
    onStart: () => store.setResult(id, { ...asked, state: "working", answer: before() }),
    onDone(outcome) {
      if ("answer" in outcome) {
        const { page, millis } = outcome.answer;
        const state = isUnsure(page) ? "doubtful" : "done";
        store.setResult(id, { ...asked, state, answer: { page, text, millis } });
        if (id === store.work().current) announce(page);
      } else if ("code" in outcome) {
        store.setResult(id, { ...asked, state: "failed", code: outcome.code, answer: undefined });
        if (id === store.work().current) announcer.now(failure(outcome.code));
      }
    },
  });
}

/**
 * The page that is looked at comes first, then those whose rows are in view,
 * then the rest; among each the newest.
 *
 * @param {number} id
 */
function rank(id) {
  if (id === store.work().current) return Number.NEGATIVE_INFINITY;
  return (pages.inView().has(id) ? -1e9 : 0) - id;
}

/** @param {Page} page */
function announce(page) {
  const { length } = page.articles;
  announcer.soon(length > 0 ? strings.found(length) : strings.noArticle);
}

/** The forms of an answer that were asked for, kept as long as the answer itself. */
/** @type {WeakMap<Page, Map<Format, Promise<string[]>>>} */
const written = new WeakMap();

/**
 * A page in a form, and then each of its articles alone.
 *
 * @param {Page} page
 * @param {Format} format
 * @returns {Promise<string[]>}
 */
function write(page, format) {
  const forms = written.get(page) ?? new Map();
  written.set(page, forms);
  const known = forms.get(format);
  if (known) return known;
  const texts = new Promise((resolve, reject) => {
    pool.add({
      key: `${format} ${store.newId()}`,
      // What no form writes need not cross over to the worker.
      job: { page: { ...page, removed: [], repairs: [], warnings: [] }, format },
      rank: () => Number.NEGATIVE_INFINITY,
      onDone: (outcome) => ("texts" in outcome ? resolve(outcome.texts) : reject(outcome)),
    });
  });
  forms.set(format, texts);
  return texts;
}

/** @type {Promise<ReturnType<typeof import("./parts/export.js").createExporter>> | undefined} */
let exporting;

function exporter() {
  exporting ??= import("./parts/export.js").then(
    ({ createExporter }) => createExporter(write),
    (error) => {
      // The next file is tried anew.
      exporting = undefined;
      throw error;
    },
  );
  return exporting;
}

/** @returns {Form[]} */
function forms() {
  return /** @type {Form[]} */ (Object.keys(strings.downloads));
}

/** @type {WeakMap<Page, { corrections: readonly Correction[], page: Page }>} */
const correctedPages = new WeakMap();

/**
 * What became of a page, with what the reader corrected: what is shown and
 * what every form is made of.
 *
 * @param {number} id
 * @returns {Result | undefined}
 */
function resultOf(id) {
  const result = store.result(id);
  const { corrections = [] } = store.work().clippings.find((each) => each.id === id) ?? {};
  if (!result?.answer || corrections.length === 0) return result;
  const { answer } = result;
  // The corrections are about a newer text, whose answer is still to come.
  if (answer.text !== result.text) return result;
  let known = correctedPages.get(answer.page);
  if (known?.corrections !== corrections) {
    known = { corrections, page: correct(answer.page, corrections, answer.text) };
    correctedPages.set(answer.page, known);
  }
  return { ...result, answer: { ...answer, page: known.page } };
}

let updating = false;

/** Many changes come at once; all are shown together. */
function soon() {
  if (updating) return;
  updating = true;
  queueMicrotask(() => {
    updating = false;
    update();
  });
}

function update() {
  const { clippings, current, options } = store.work();
  const clip = store.current();
  schedule();
  keep();
  choices.show(options);
  pages.show(clippings, current, resultOf);
  source.show(clip?.text ?? "");
  pages.progress(progress());
  show();
  view.show(clip?.text ?? "", trace && trace.source === clip?.text ? trace : undefined);
}

/**
 * Lights a sentence up among the articles.
 *
 * @param {number} id
 * @param {boolean} scroll
 */
function light(id, scroll) {
  for (const lit of sheet.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (id === 0) return;
  const found = sheet.querySelector(`[data-sentence="${id}"]`);
  found?.classList.add("lit");
  const folded = found?.closest("details");
  if (scroll && folded) folded.open = true;
  // Where the field stands above the articles, scrolling there would take it from the reader's eyes.
  if (scroll && (view.isOn() || matchMedia("(min-width: 52.01rem)").matches)) {
    found?.scrollIntoView({ block: "nearest" });
  }
}

/** @type {{ answer: Result["answer"], explanation: Promise<Explanation> } | undefined} */
let explaining;

/** The page that is shown, explained: asked for once. */
async function explained() {
  const clip = store.current();
  const result = clip && store.result(clip.id);
  const answer = result?.answer;
  if (!answer || answer.text !== result.text) return undefined;
  if (explaining?.answer !== answer) {
    /** @type {Promise<Explanation>} */
    const explanation = new Promise((resolve, reject) => {
      pool.add({
        key: `explain ${store.newId()}`,
        job: { explain: answer.text, options: result.options },
        rank: () => Number.NEGATIVE_INFINITY,
        onDone: (outcome) =>
          "explanation" in outcome ? resolve(outcome.explanation) : reject(outcome),
      });
    });
    explaining = { answer, explanation };
  }
  return explaining.explanation;
}

/** @param {Event} event */
function pointed(event) {
  const { target, type } = event;
  if (type !== "click" && event instanceof PointerEvent && !isMoved(event)) return;
  const found = target instanceof Element ? target.closest("[data-sentence]") : null;
  const id = Number(found?.getAttribute("data-sentence") ?? 0);
  light(id, false);
  view.light(id, true);
  if (id > 0 && type !== "pointerover") inspector.show(trace?.rangesOf(id) ?? []);
}
for (const kind of ["pointerover", "focusin", "click"]) sheet.addEventListener(kind, pointed);
sheet.addEventListener("pointerleave", pointed);

/** @type {Work | undefined} */
let saved;

function keep() {
  const work = store.work();
  if (work === saved) return;
  saved = work;
  keeper.save(work);
}

async function tellKept() {
  const { pages: count, units } = await keeper.kept();
  const forget = part("forget", HTMLButtonElement);
  forget.hidden = count === 0;
  forget.textContent = strings.forget(count, units);
}

part("forget", HTMLButtonElement).addEventListener("click", async () => {
  await keeper.forget();
  await tellKept();
  notice.show(strings.forgotten, [], strings.close);
});

let offline = false;

function tellOffline() {
  part("offline", HTMLElement).textContent = offline ? strings.offline : "";
}

/** Until the page itself is there, keeping it would only take the network from it. */
let keeping = false;

function startKeeping() {
  if (keeping) return;
  keeping = true;
  keepOffline({
    onReady() {
      offline = true;
      tellOffline();
    },
    onUpdate(takeOver) {
      notice.show(
        strings.update,
        [
          {
            label: strings.reload,
            async run() {
              await keeper.flush();
              takeOver();
            },
          },
        ],
        strings.later,
      );
    },
  });
}

/** What a reader does before anything is pasted. */
const STIRS = /** @type {const} */ (["pointermove", "pointerdown", "keydown", "focusin"]);

/**
 * Not before somebody is there: a slow machine has enough to do until then. Where this part does not come, the first
 * page takes a little longer.
 */
function prepareLetters() {
  const own = new AbortController();
  const begin = async () => {
    own.abort("begun");
    if (!isBlank()) return;
    const letters = await import("./parts/letters.js").catch(() => undefined);
    await letters?.readLetters([part("source", HTMLTextAreaElement), sheet], isBlank);
  };
  for (const stir of STIRS) document.addEventListener(stir, begin, { signal: own.signal });
}

function isBlank() {
  return store.work().clippings.every(isEmpty);
}

/** Offers what a page that is gone has left. */
async function offerLost() {
  const lost = await keeper.lost();
  // What was begun meanwhile comes first; the offer is made again another time.
  if (!lost || store.work().clippings.length > 0) return;
  notice.show(
    strings.lost(lost.order.length, new Date(lost.at)),
    [
      {
        label: strings.openLost,
        async run() {
          const left = await keeper.take(lost);
          const ids = new Map(left.map(({ id }) => [id, store.newId()]));
          const added = left.map((each) => ({ ...each, id: ids.get(each.id) ?? each.id }));
          store.step((work) => ({
            ...withAdded(work, added, "add"),
            options: lost.options,
            current: ids.get(lost.current) ?? added[0]?.id ?? work.current,
          }));
          // It is this page's work now.
          await keeper.drop(lost.id);
        },
      },
      {
        label: strings.deleteLost,
        async run() {
          await keeper.drop(lost.id);
          await tellKept();
        },
      },
    ],
    strings.later,
  );
}

function progress() {
  if (importing) return { ...imported, stopped: false };
  const { clippings } = store.work();
  const open = clippings.filter((each) => !each.problem && each.text.trim() !== "");
  const done = open.filter(({ id, text }) => {
    const result = store.result(id);
    return result?.text === text && result.state !== "waiting" && result.state !== "working";
  }).length;
  const left = open.length - done;
  return open.length > 1 && left > 0 ? { done, total: open.length, stopped } : undefined;
}

/**
 * What is on the sheet, so that it is not drawn anew where nothing changed.
 *
 * @type {unknown[]}
 */
let shown = [];
/**
 * What was drawn last: of the same page, what has not changed stays.
 *
 * @type {{ id: number | undefined, strings: unknown }}
 */
let drawn = { id: undefined, strings: undefined };
const paper = createSheet(sheet);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let writing;
/**
 * Where what is on the sheet came from.
 *
 * @type {import("./parts/trace.js").Trace | undefined}
 */
let trace;

function show() {
  const clip = store.current();
  const result = clip && resultOf(clip.id);
  /** @type {unknown[]} */
  const next = [
    clip?.id,
    clip?.problem,
    result?.answer?.page,
    result?.code,
    ready,
    unavailable,
    strings,
  ];
  // A page that is being read for the first time has nothing to show yet.
  if (result && !result.answer && !result.code) next.push(result.state);
  if (next.length === shown.length && next.every((each, n) => each === shown[n])) return;
  shown = next;
  draw(clip, result);
}

/**
 * @param {Clipping | undefined} clip
 * @param {Result | undefined} result
 */
function draw(clip, result) {
  const answer = result?.answer;
  const traced = answer && createTrace(answer.page, answer.text);
  trace = traced;
  const articles = answer?.page.articles ?? [];
  copyAll.disabled = downloadText.disabled = downloadMarkdown.disabled = articles.length === 0;
  more.hidden = articles.length === 0;
  count.textContent =
    answer && articles.length > 0
      ? strings.articles(articles.length, Math.max(1, Math.round(answer.millis)))
      : "";
  message.replaceChildren(...sentence(clip, result));
  message.hidden = message.childNodes.length === 0;
  correcting.show(answer?.page, traced);
  inspector.show([]);
  paint(clip, answer, traced);
  clearTimeout(writing);
  // A clipboard may be written only while the click that asks for it is handled. While somebody
  // types, nobody copies.
  if (answer && articles.length > 0) {
    writing = setTimeout(() => write(answer.page, "text").catch(() => {}), COPY_READY);
  }
}

/**
 * @param {Clipping | undefined} clip
 * @param {Result["answer"]} answer
 * @param {import("./parts/trace.js").Trace | undefined} traced
 */
function paint(clip, answer, traced) {
  const unfolded = [...sheet.querySelectorAll("details")].map(({ open }) => open);
  const anew = clip?.id !== drawn.id || strings !== drawn.strings;
  drawn = { id: clip?.id, strings };
  const pieces =
    answer && traced
      ? [
          ...renderIssue(answer.page, strings),
          ...answer.page.articles.map((article, index) => ({
            face: faceOf(article, index, answer.page.pages, traced),
            make: () =>
              renderArticle(
                article,
                index,
                answer.page.pages,
                strings,
                copyMenu(article, index),
                traced,
              ),
          })),
          ...renderLeftovers(answer.page, answer.text, strings, traced, (at) =>
            amendAnswer({ do: "restore", at }),
          ),
        ]
      : [];
  paper.draw(pieces, anew, () => {
    if (anew) return;
    for (const [at, folded] of sheet.querySelectorAll("details").entries()) {
      folded.open ||= unfolded[at] ?? false;
    }
  });
}

/**
 * What stands in place of the articles where there are none.
 *
 * @param {Clipping | undefined} clip
 * @param {Result | undefined} result
 */
function sentence(clip, result) {
  if (clip?.problem) return [strings.problems[clip.problem]];
  if (result?.answer) return result.answer.page.articles.length === 0 ? [strings.noArticle] : [];
  const code = unavailable ?? result?.code;
  if (code) {
    return code === "wasm-unavailable"
      ? [failure(code), button(strings.retry, retry)]
      : [failure(code)];
  }
  if (clip && !isEmpty(clip)) return [ready ? strings.working : strings.starting];
  return [
    element("span", { class: "if-wide" }, strings.empty),
    element("span", { class: "if-narrow" }, strings.emptyNarrow),
    button(strings.sample, source.showSample),
  ];
}

/** @param {Failure} code */
function failure(code) {
  if (code === "wasm-unavailable") return strings.unavailable;
  if (code === "timed-out") return strings.timedOut;
  return code === "too-long" ? strings.tooLong : strings.crashed;
}

function retry() {
  unavailable = undefined;
  ready = false;
  for (const { id } of store.work().clippings) {
    if (store.result(id)?.state === "failed") store.dropResult(id);
  }
  pool.restart();
  soon();
}

/**
 * @param {string} label
 * @param {() => void} action
 */
function button(label, action) {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", action);
  return made;
}

/** The answer that is shown. */
function answered() {
  const clip = store.current();
  return clip && resultOf(clip.id)?.answer?.page;
}

/**
 * Copies the page that is shown, or one article of it.
 *
 * @param {HTMLButtonElement} pressed
 * @param {"text" | "markdown" | "rich"} how
 * @param {number} [index] Of the article; without it all are copied.
 */
async function copy(pressed, how, index = -1) {
  const page = answered();
  if (!page) return;
  const at = index + 1;
  const plain = (await write(page, how === "markdown" ? "markdown" : "text"))[at] ?? "";
  const done =
    how === "rich"
      ? await copyRich((await write(page, "html"))[at] ?? "", plain)
      : await copyText(plain);
  const label = pressed.textContent;
  if (!done) {
    announcer.now(strings.copyFailed);
    message.textContent = strings.copyFailed;
    message.hidden = false;
    return;
  }
  announcer.now(strings.copied);
  pressed.textContent = strings.copied;
  setTimeout(() => {
    if (pressed.textContent === strings.copied) pressed.textContent = label;
  }, COPIED_FOR);
}

/**
 * @param {Article} article
 * @param {number} index
 * @returns {Node[]}
 */
function copyMenu(article, index) {
  const name = strings.copyOf(article.headline?.text ?? strings.untitled(index + 1));
  const plain = element(
    "button",
    { type: "button", class: "copy quiet", "aria-label": name },
    strings.copy,
  );
  plain.addEventListener("click", () => copy(plain, "text", index));
  const further = createMenu(
    "▾",
    strings.otherForms(name),
    [
      { label: strings.copyRich, run: () => copy(plain, "rich", index) },
      { label: strings.copyMarkdown, run: () => copy(plain, "markdown", index) },
    ],
    "quiet",
  );
  return [plain, further];
}

/** @param {Form} form */
function save(form) {
  const page = answered();
  if (page) deliver(exporter().then((made) => made.file(page, form, strings)));
}

/** @param {Form} form */
function saveAll(form) {
  const done = store
    .work()
    .clippings.flatMap(({ id }) => resultOf(id)?.answer?.page ?? [])
    .filter((page) => page.articles.length > 0);
  if (done.length > 0) {
    deliver(exporter().then((made) => made.archive(done, form, strings)));
  }
}

/** @param {Promise<{ name: string, blob: Blob }>} making */
async function deliver(making) {
  try {
    const { name, blob } = await making;
    download(name, blob);
  } catch {
    notice.show(strings.exportFailed, [], strings.close);
  }
}

function translate() {
  document.documentElement.lang = languageTag(language);
  fill(strings);
  more.replaceChildren(
    createMenu(strings.more, strings.more, [
      { label: strings.copyRich, run: () => copy(copyAll, "rich") },
      { label: strings.copyMarkdown, run: () => copy(copyAll, "markdown") },
      ...forms()
        .filter((form) => form !== "txt" && form !== "md")
        .map((form) => ({
          label: strings.downloads[form],
          run: () => save(form),
        })),
    ]),
  );
  everything.replaceChildren(
    createMenu(
      strings.downloadAll,
      strings.downloadAll,
      forms().map((form) => ({ label: strings.downloads[form], run: () => saveAll(form) })),
    ),
  );
  source.translate(strings);
  pages.translate(strings);
  view.translate(strings);
  choices.translate(strings);
  inspector.translate(strings);
  correcting.translate(strings);
  tellKept();
  tellOffline();
  update();
}

copyAll.addEventListener("click", () => copy(copyAll, "text"));
downloadText.addEventListener("click", () => save("txt"));
downloadMarkdown.addEventListener("click", () => save("md"));
languageChoice.addEventListener("change", changeLanguage);

async function changeLanguage() {
  const chosen = languages.find(({ id }) => id === languageChoice.value)?.id;
  const next = chosen && (await needing(stringsOf(chosen, first.query)));
  // Another may have been chosen meanwhile.
  if (chosen !== languageChoice.value) return;
  if (next) {
    language = chosen;
    strings = next;
    rememberLanguage(language);
    translate();
  }
  languageChoice.value = language;
}

// A reload may bring back what the field held before, and much may have been done before this part was there.
const left = source.text();
const { pressed, incoming } = first.takeOver();
translate();
if (left.trim() !== "") put([clipping({ text: left, edited: true })], "replace");
for (const each of incoming) intake.take(each);
intake.takeChosen();
for (const button of pressed) button.click();
if (languageChoice.value !== language) changeLanguage();
await turn();
pool.begin();
offerLost();
