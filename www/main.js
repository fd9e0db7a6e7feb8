/**
 * The controller: it holds what the page shows and hands it to the parts.
 *
 * @import { Answer } from "./worker.js"
 * @import { ErrorCode } from "../src/js/index.d.ts"
 */
import { createAnnouncer } from "./parts/announcer.js";
import { renderArticle } from "./parts/articles.js";
import { copyText, download } from "./parts/deliver.js";
import { element, part } from "./parts/dom.js";
import {
  otherLanguage,
  preferredLanguage,
  rememberLanguage,
  strings as stringsOf,
} from "./parts/language.js";
import { renderLeftovers } from "./parts/leftovers.js";
import { createReader } from "./parts/reader.js";
import { createSource } from "./parts/source.js";

/**
 * @typedef {{ is: "starting" }
 *   | { is: "empty" }
 *   | { is: "answered", answer: Answer, text: string }
 *   | { is: "failed", code: ErrorCode }} State
 */

const COPIED_FOR = 1500;

const sheet = part("sheet", HTMLElement);
const message = part("message", HTMLElement);
const count = part("result-count", HTMLElement);
const copyAll = part("copy-all", HTMLButtonElement);
const downloadText = part("download-text", HTMLButtonElement);
const downloadMarkdown = part("download-markdown", HTMLButtonElement);
const languageButton = part("language", HTMLButtonElement);

let language = preferredLanguage();
let strings = stringsOf(language);
/** @type {State} */
let state = { is: "starting" };

const announcer = createAnnouncer();

const reader = createReader({
  onReady() {
    if (state.is === "starting") show({ is: "empty" });
  },
  onAnswer(answer, text) {
    show({ is: "answered", answer, text });
    announcer.soon(
      answer.page.articles.length > 0
        ? strings.found(answer.page.articles.length)
        : strings.noArticle,
    );
  },
  onFailure(code) {
    show({ is: "failed", code });
    announcer.now(failure(code));
  },
});

const source = createSource((text) => {
  if (text.trim() === "") {
    reader.forget();
    if (state.is === "answered") show({ is: "empty" });
  } else {
    reader.read(text);
  }
});

/** @param {State} next */
function show(next) {
  state = next;
  const answer = state.is === "answered" ? state.answer : undefined;
  const articles = answer?.page.articles ?? [];
  copyAll.disabled = downloadText.disabled = downloadMarkdown.disabled = articles.length === 0;
  count.textContent =
    answer && articles.length > 0
      ? strings.articles(articles.length, Math.max(1, Math.round(answer.millis)))
      : "";
  message.replaceChildren(...sentence());
  message.hidden = message.childNodes.length === 0;
  sheet.replaceChildren(
    ...articles.map((article, index) =>
      renderArticle(
        article,
        index,
        answer?.page.pages ?? [],
        answer?.articleTexts[index] ?? "",
        strings,
        copy,
      ),
    ),
    ...(state.is === "answered" ? renderLeftovers(state.answer.page, state.text, strings) : []),
  );
}

/** What stands in place of the articles where there are none. */
function sentence() {
  if (state.is === "starting") return [strings.starting];
  if (state.is === "failed") {
    return state.code === "wasm-unavailable"
      ? [failure(state.code), button(strings.retry, retry)]
      : [failure(state.code)];
  }
  if (state.is === "empty") {
    return [
      element("span", { class: "if-wide" }, strings.empty),
      element("span", { class: "if-narrow" }, strings.emptyNarrow),
      button(strings.sample, source.showSample),
    ];
  }
  return state.answer.page.articles.length === 0 ? [strings.noArticle] : [];
}

/** @param {ErrorCode} code */
function failure(code) {
  if (code === "wasm-unavailable") return strings.unavailable;
  return code === "too-long" ? strings.tooLong : strings.crashed;
}

function retry() {
  show({ is: "starting" });
  reader.retry();
  if (source.text().trim() !== "") reader.read(source.text());
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

/**
 * @param {HTMLButtonElement} pressed
 * @param {string} text
 */
async function copy(pressed, text) {
  const label = pressed.textContent;
  if (!(await copyText(text))) {
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

function translate() {
  strings = stringsOf(language);
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  part("tagline", HTMLElement).textContent = strings.tagline;
  part("privacy", HTMLElement).textContent = strings.privacy;
  part("result-heading", HTMLElement).textContent = strings.resultHeading;
  part("footer", HTMLElement).textContent = strings.footer;
  copyAll.textContent = strings.copyAll;
  downloadText.textContent = strings.downloadText;
  downloadMarkdown.textContent = strings.downloadMarkdown;
  languageButton.textContent = strings.otherLanguage;
  languageButton.lang = language === "zh" ? "en" : "zh-Hans";
  source.translate(strings);
  show(state);
}

copyAll.addEventListener("click", () => {
  if (state.is === "answered") copy(copyAll, state.answer.text);
});
downloadText.addEventListener("click", () => {
  if (state.is === "answered") download(`${strings.fileName}.txt`, state.answer.text, "text/plain");
});
downloadMarkdown.addEventListener("click", () => {
  if (state.is === "answered") {
    download(`${strings.fileName}.md`, state.answer.markdown, "text/markdown");
  }
});
languageButton.addEventListener("click", () => {
  language = otherLanguage(language);
  rememberLanguage(language);
  translate();
});

translate();
// A reload may bring back what the field held before.
if (source.text().trim() !== "") reader.read(source.text());
