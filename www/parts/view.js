/**
 * The input as it lies under the field in which it is edited: there a sentence
 * lights up when it is pointed at among the articles. With the switch on, it
 * takes the field's place and shows what was done to each stretch.
 *
 * @import { Strings } from "../strings/en.js"
 * @import { Trace } from "./trace.js"
 */
import { element, part } from "./dom.js";
import { isMoved } from "./pointer.js";
import { DEEDS } from "./trace.js";

/** A longer text is not laid out a second time. */
const LONGEST = 300_000;

/** A sign for each deed, for colour alone says nothing to many. */
const SIGNS = {
  join: "↩",
  space: "␣",
  codePoint: "≈",
  mark: "°",
  hyphen: "¬",
  shadow: "═",
  moved: "⇄",
  aside: "◇",
  pageBreak: "⎘",
  invisible: "∅",
  stray: "✕",
};

/** @param {(id: number, wanted: boolean) => void} onPoint A sentence is pointed at, or wanted in view; 0 for none. */
export function createView(onPoint) {
  const box = part("field", HTMLElement);
  const field = part("source", HTMLTextAreaElement);
  const view = part("source-view", HTMLElement);
  const panel = part("done", HTMLElement);
  const legend = part("legend", HTMLElement);
  const none = part("legend-none", HTMLElement);
  const toggle = part("show-done", HTMLButtonElement);
  let on = false;
  let text = "";
  /** @type {Trace | undefined} */
  let trace;
  /** @type {{ ids: Uint32Array, deeds: Uint16Array } | undefined} */
  let layout;
  let built = false;
  /** @type {Strings} */
  let strings;
  // It scrolls, and has no other stop for the Tab key while it holds no sentence.
  view.tabIndex = 0;

  function build() {
    built = true;
    layout ??= trace?.layout();
    const { ids, deeds } = layout ?? {};
    /** @type {(Node | string)[]} */
    const stretches = [];
    for (let start = 0; start < text.length; ) {
      const [id, bits] = [ids?.[start] ?? 0, deeds?.[start] ?? 0];
      let end = start + 1;
      while (end < text.length && (ids?.[end] ?? 0) === id && (deeds?.[end] ?? 0) === bits)
        end += 1;
      const piece = text.slice(start, end);
      stretches.push(id === 0 && bits === 0 ? piece : stretch(piece, id, bits));
      start = end;
    }
    // Without it a line break at the very end would have no line of its own.
    view.replaceChildren(...stretches, "\n");
    const first = view.querySelector("[data-sentence]");
    if (first instanceof HTMLElement) first.tabIndex = 0;
    view.scrollTop = field.scrollTop;
  }

  /**
   * @param {string} piece
   * @param {number} id
   * @param {number} bits
   */
  function stretch(piece, id, bits) {
    const deeds = DEEDS.filter((_, bit) => bits & (1 << bit));
    return element(
      "span",
      {
        class: deeds.map((deed) => `deed ${deed}`).join(" ") || undefined,
        title: on
          ? deeds
              .map((deed) => `${strings.deeds[deed].name}: ${strings.deeds[deed].why}`)
              .join("\n") || undefined
          : undefined,
        "data-sentence": id === 0 ? undefined : String(id),
        tabindex: id === 0 ? undefined : "-1",
      },
      piece,
    );
  }

  function tell() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { deed } of trace?.marks() ?? []) counts.set(deed, (counts.get(deed) ?? 0) + 1);
    const rows = DEEDS.filter((deed) => counts.has(deed)).map((deed) =>
      element(
        "li",
        {},
        element("span", { class: `swatch deed ${deed}`, "aria-hidden": "true" }, SIGNS[deed]),
        element("b", {}, strings.deeds[deed].name),
        ` ${strings.times(counts.get(deed) ?? 0)} `,
        element("span", { class: "why" }, strings.deeds[deed].why),
      ),
    );
    legend.replaceChildren(...rows);
    none.hidden = rows.length > 0;
    none.textContent = strings.nothingDone;
  }

  function refresh() {
    built = false;
    if (on) {
      build();
      tell();
    } else if (view.hasChildNodes()) {
      view.replaceChildren();
    }
  }

  toggle.addEventListener("click", () => {
    on = !on;
    toggle.setAttribute("aria-pressed", String(on));
    box.classList.toggle("traced", on);
    view.inert = !on;
    panel.hidden = !on;
    const { scrollTop } = on ? field : view;
    refresh();
    (on ? view : field).scrollTop = scrollTop;
  });

  field.addEventListener("scroll", () => {
    if (!on) view.scrollTop = field.scrollTop;
  });

  /** The sentence in which the caret of the field stands. */
  function atCaret() {
    if (!trace || text !== field.value || field.selectionStart !== field.selectionEnd) return 0;
    layout ??= trace.layout();
    const at = field.selectionStart;
    return layout.ids[at] || (layout.ids[at - 1] ?? 0);
  }
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === field) onPoint(atCaret(), false);
  });
  field.addEventListener("click", () => onPoint(atCaret(), true));

  /** @param {Event} event */
  function sentenceOf(event) {
    const { target } = event;
    const found = target instanceof Element ? target.closest("[data-sentence]") : null;
    return Number(found?.getAttribute("data-sentence") ?? 0);
  }
  view.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && isMoved(event)) onPoint(sentenceOf(event), false);
  });
  view.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && isMoved(event)) onPoint(0, false);
  });
  view.addEventListener("click", (event) => onPoint(sentenceOf(event), true));
  view.addEventListener("focusin", (event) => {
    const { target } = event;
    if (!(target instanceof Element) || target === view) return;
    // A press of the mouse gives focus too: scrolling then would take the sentence from under it.
    onPoint(sentenceOf(event), target.matches(":focus-visible"));
  });

  return {
    /** @param {Strings} next */
    translate(next) {
      strings = next;
      view.setAttribute("aria-label", strings.viewLabel);
      part("done-heading", HTMLElement).textContent = strings.doneHeading;
      refresh();
    },
    /**
     * @param {string} held What the field holds.
     * @param {Trace | undefined} next The same, traced; nothing where it has changed since.
     */
    show(held, next) {
      if (next === trace && held === text) return;
      text = held;
      trace = next;
      layout = undefined;
      refresh();
    },
    /**
     * @param {number} id 0 for none.
     * @param {boolean} scroll
     */
    light(id, scroll) {
      for (const lit of view.querySelectorAll(".lit")) lit.classList.remove("lit");
      if (id === 0 || !trace || text.length > LONGEST) return;
      if (!on && text !== field.value) return;
      if (!built) build();
      const found = view.querySelectorAll(`[data-sentence="${id}"]`);
      for (const each of found) each.classList.add("lit");
      const [first] = found;
      if (!scroll || !(first instanceof HTMLElement)) return;
      const pane = on ? view : field;
      const top = first.getBoundingClientRect().top - view.getBoundingClientRect().top;
      if (top < 0 || top > view.clientHeight - 40) {
        pane.scrollTop = view.scrollTop + top - view.clientHeight / 3;
        view.scrollTop = pane.scrollTop;
      }
    },
    isOn: () => on,
  };
}
