/**
 * What the page itself brings along: it stands and takes text. It asks for the rest as soon as it is drawn, and notes
 * what is done meanwhile, so that nothing of it is lost.
 *
 * @import { Incoming } from "./parts/incoming.js"
 * @import { Given } from "./parts/later.js"
 */
import { LONGEST_ISSUE } from "./parts/archive.js";
import { element, part } from "./parts/dom.js";
import { VERSION, WORDS } from "./parts/first-words.js";
import { incomingOf, isEditable } from "./parts/incoming.js";
import { languages, languageTag, preferredLanguage, stringsOf } from "./parts/language.js";
import { give, load } from "./parts/later.js";
import { compile } from "./parts/module.js";
import { fill } from "./parts/shell.js";

/** So long the first drawing of the page is waited for. */
const BEGIN_AT_LAST = 3000;

const field = part("source", HTMLTextAreaElement);
const message = part("message", HTMLElement);
const choice = part("language", HTMLSelectElement);
const language = preferredLanguage();
const words = WORDS[language];

const own = new AbortController();
/** @type {ReturnType<Given["takeOver"]>} */
const early = { pressed: [], incoming: [] };

/**
 * @template {keyof DocumentEventMap} K
 * @param {K} type
 * @param {(event: DocumentEventMap[K]) => void} act
 */
function listen(type, act) {
  document.addEventListener(type, act, { signal: own.signal });
}

listen("click", ({ target }) => {
  const pressed = target instanceof Element ? target.closest("button[id], summary") : null;
  // Files can be chosen at once.
  if (pressed?.id === "choose") part("chooser", HTMLInputElement).click();
  else if (pressed instanceof HTMLElement) early.pressed.push(pressed);
});
listen("paste", (event) => {
  const incoming = event.clipboardData && incomingOf(event.clipboardData);
  if (!incoming) return;
  // The field takes by itself what is not to be parted into pages.
  const { files, text } = incoming;
  const alone = files.length === 0 || text !== "";
  if (alone && isEditable(event.target) && text.length <= LONGEST_ISSUE) return;
  note(event, incoming);
});
listen("dragover", (event) => {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
});
listen("drop", (event) => {
  const incoming = event.dataTransfer && incomingOf(event.dataTransfer);
  if (incoming && incoming.files.length > 0) note(event, { ...incoming, text: "", html: "" });
});

/**
 * @param {Event} event
 * @param {Incoming} incoming
 */
function note(event, incoming) {
  event.preventDefault();
  early.incoming.push(incoming);
  message.replaceChildren(words.starting);
}

let attempts = 0;
/** @type {Promise<WebAssembly.Module | undefined> | undefined} */
let module;

async function begin() {
  attempts += 1;
  // A part that did not come is asked for under another address: browsers remember that it did not.
  const query = `?${VERSION}${attempts === 1 ? "" : `.${attempts}`}`;
  module ??= compile();
  const rest = { language, module, query, takeOver };
  const given = stringsOf(language, query).then((strings) => ({ ...rest, strings }));
  give(given);
  try {
    await Promise.all([load("main.js", query), given]);
  } catch {
    tell(words.partMissing, words.retry, begin);
  }
}

function takeOver() {
  // With a reason of its own, since making the usual one takes a phone longer than all the rest.
  own.abort("taken over");
  return early;
}

/**
 * @param {string} sentence
 * @param {string} label
 * @param {() => void} run
 */
function tell(sentence, label, run) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", run);
  message.replaceChildren(sentence, button);
  message.hidden = false;
}

document.documentElement.lang = languageTag(language);
choice.append(
  ...languages.map(({ id, name }) => element("option", { value: id, lang: languageTag(id) }, name)),
);
choice.value = language;
fill(words);
tell("", words.sample, () => part("sample", HTMLButtonElement).click());
message.prepend(
  element("span", { class: "if-wide" }, words.empty),
  element("span", { class: "if-narrow" }, words.emptyNarrow),
);
// A reload may bring back what the field held before.
part("clear", HTMLButtonElement).disabled = field.value === "";
document.body.classList.remove("wordless");

/** The page is drawn before the rest takes the network and the processor; one in the background is not drawn. */
let begun = false;
function beginOnce() {
  if (!begun) begin();
  begun = true;
}
if (document.hidden) beginOnce();
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(beginOnce)));
setTimeout(beginOnce, BEGIN_AT_LAST);
