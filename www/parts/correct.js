/**
 * Correcting by hand. While it is on, a sentence that is clicked, tapped or
 * chosen with Enter opens a panel below its block, with all that can be done to
 * it.
 *
 * @import { Page, Paragraph } from "../../src/js/index.d.ts"
 * @import { Strings } from "../strings/en.js"
 * @import { Correction, Role } from "./corrections.js"
 * @import { Trace } from "./trace.js"
 */
import { blockAt, placeOf, ROLES } from "./corrections.js";
import { element, part } from "./dom.js";

/** The blocks of the sheet; a panel opens behind one. */
const BLOCKS = "p, h3, h4, dd";

/** @param {(correction: Correction) => void} onCorrection */
export function createCorrecting(onCorrection) {
  const sheet = part("sheet", HTMLElement);
  const toggle = part("correct", HTMLButtonElement);
  const hint = part("correct-hint", HTMLElement);
  let on = false;
  /** @type {Strings} */
  let strings;
  /** @type {Page | undefined} */
  let page;
  /** @type {Trace | undefined} */
  let trace;
  /** @type {{ panel: HTMLElement, sentence: HTMLElement } | undefined} */
  let opened;

  function close() {
    const last = opened;
    opened = undefined;
    last?.panel.remove();
    last?.sentence.classList.remove("chosen");
    return last?.sentence;
  }

  toggle.addEventListener("click", () => {
    on = !on;
    close();
    toggle.setAttribute("aria-pressed", String(on));
    sheet.classList.toggle("correcting", on);
    hint.hidden = !on;
  });

  /** @param {EventTarget | null} target */
  function sentenceOf(target) {
    const found = target instanceof Element ? target.closest("[data-sentence]") : null;
    return found instanceof HTMLElement ? found : undefined;
  }

  sheet.addEventListener("click", (event) => {
    if (!on || !(event.target instanceof Element) || event.target.closest(".panel")) return;
    const sentence = sentenceOf(event.target);
    if (sentence) open(sentence);
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened) {
      close()?.focus();
      event.preventDefault();
    } else if (on && event.key === "Enter" && event.target instanceof Element) {
      if (!event.target.matches("[data-sentence]")) return;
      const sentence = sentenceOf(event.target);
      if (sentence) open(sentence, true);
      event.preventDefault();
    }
  });

  /**
   * @param {HTMLElement} sentence
   * @param {boolean} [byKey] Then the panel gets the focus.
   */
  function open(sentence, byKey = false) {
    close();
    const id = Number(sentence.getAttribute("data-sentence"));
    const place = trace?.placeOf(id);
    const block = page && place !== undefined ? blockAt(page, place) : undefined;
    const host = sentence.closest(BLOCKS);
    if (!page || !trace || !block || !host || place === undefined) return;
    const at = placeOf(block.text);
    const { article } = block;
    const number = article?.paragraphs.indexOf(/** @type {Paragraph} */ (block.text)) ?? -1;
    const first = trace.sentencesOf(block.text)[0]?.id === id;

    /** @type {HTMLElement[]} */
    const tools = [];
    if (number > 0) tools.push(action(strings.merge, () => ({ do: "merge", at })));
    if (number >= 0 && !first)
      tools.push(action(strings.split, () => ({ do: "split", at: place })));
    const rewrite = element("button", { type: "button" }, strings.edit);
    tools.push(rewrite);
    if (article) {
      tools.push(
        choice(
          strings.role,
          ROLES.map((role) => ({ value: role, label: strings.roles[role] })),
          block.role,
          (role) => ({ do: "role", at, role: /** @type {Role} */ (role) }),
        ),
      );
    }
    tools.push(
      choice(
        strings.belongsTo,
        [
          ...page.articles.map((each, n) => ({
            value: String(n),
            label: each.headline?.text ?? strings.untitled(n + 1),
          })),
          { value: "new", label: strings.newArticle },
          { value: "aside", label: strings.pageFurniture },
        ],
        article ? String(page.articles.indexOf(article)) : "aside",
        (to) => ({ do: "move", at, to: destination(to) }),
      ),
    );
    const away = element("button", { type: "button" }, strings.close);
    away.addEventListener("click", () => close()?.focus());
    const panel = element(
      "div",
      { class: "panel", role: "group", "aria-label": strings.correctBlock },
      ...tools,
      away,
    );
    rewrite.addEventListener("click", () => {
      const field = element("textarea", { "aria-label": strings.edit, rows: "4" });
      field.value = block.text.text;
      const save = action(strings.save, () => ({ do: "edit", at, text: field.value }));
      field.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save.click();
      });
      panel.replaceChildren(field, save, away);
      field.focus();
    });
    // What stands in a row of furniture opens inside it, for a list takes no other children.
    if (host.matches("dd")) host.append(panel);
    else host.after(panel);
    sentence.classList.add("chosen");
    opened = { panel, sentence };
    if (byKey) tools[0]?.focus();
  }

  /** @param {string} to */
  function destination(to) {
    if (to === "new" || to === "aside") return to;
    const article = page?.articles[Number(to)];
    const text =
      article &&
      (article.headline ??
        article.paragraphs[0] ??
        article.captions[0] ??
        article.kicker ??
        article.deck ??
        article.bylines[0] ??
        article.credits[0]);
    return text ? placeOf(text) : "new";
  }

  /**
   * @param {string} label
   * @param {() => Correction} make
   */
  function action(label, make) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => apply(make()));
    return button;
  }

  /**
   * @param {string} label
   * @param {{ value: string, label: string }[]} options
   * @param {string} value
   * @param {(value: string) => Correction} make
   */
  function choice(label, options, value, make) {
    const select = element(
      "select",
      {},
      ...options.map((each) => element("option", { value: each.value }, each.label)),
    );
    select.value = value;
    select.addEventListener("change", () => apply(make(select.value)));
    return element("label", {}, label, " ", select);
  }

  /** @param {Correction} correction */
  function apply(correction) {
    close();
    onCorrection(correction);
    // The sheet has been drawn anew: the keyboard goes on where it was.
    const block = page && blockAt(page, correction.at);
    const id = block && trace?.sentencesOf(block.text)[0]?.id;
    const sentence = id && sheet.querySelector(`[data-sentence="${id}"]`);
    if (sentence instanceof HTMLElement && sentence.checkVisibility()) sentence.focus();
  }

  return {
    /** @param {Strings} next */
    translate(next) {
      strings = next;
      hint.textContent = strings.correctHint;
    },
    /**
     * What is on the sheet now.
     *
     * @param {Page | undefined} next
     * @param {Trace | undefined} traced
     */
    show(next, traced) {
      opened = undefined;
      page = next;
      trace = traced;
      toggle.disabled = !next;
    },
  };
}
