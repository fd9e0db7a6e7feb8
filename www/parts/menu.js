/** A button that opens a short list of further buttons below it. */
import { element } from "./dom.js";

/** @typedef {{ label: string, run: (opener: HTMLButtonElement) => void }} Choice */

let menus = 0;

/** Puts away the menu that is open; there is never more than one. */
let putAway = () => {};

/** Hangs the menu that was opened last where there is room for it. */
let hang = () => {};
// Whoever turns a tablet keeps an open menu in sight.
addEventListener("resize", () => hang());

document.addEventListener("pointerdown", (event) => {
  if (!(event.target instanceof Element && event.target.closest(".menu"))) putAway();
});

/**
 * @param {string} label
 * @param {string} name What a screen reader says of it, where the label is too short.
 * @param {Choice[]} choices
 * @param {string} [look] The opener's class.
 * @returns {HTMLElement}
 */
export function createMenu(label, name, choices, look = "opener") {
  menus += 1;
  const id = `menu-${menus}`;
  const opener = element(
    "button",
    {
      type: "button",
      class: look,
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": name === label ? undefined : name,
    },
    label,
  );
  const list = element(
    "div",
    { class: "choices", id, role: "group", "aria-label": name, hidden: "" },
    ...choices.map(({ label: each, run }) => {
      const button = element("button", { type: "button", class: "choice" }, each);
      button.addEventListener("click", () => {
        close();
        opener.focus();
        run(opener);
      });
      return button;
    }),
  );
  const menu = element("div", { class: "menu" }, opener, list);

  function close() {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  }
  opener.addEventListener("click", () => {
    const opens = list.hidden === true;
    putAway();
    if (!opens) return;
    list.hidden = false;
    hang = () => {
      // From its opener's right end, unless it would reach out of the window there.
      list.classList.remove("rightwards");
      list.classList.toggle("rightwards", list.getBoundingClientRect().left < 0);
    };
    hang();
    opener.setAttribute("aria-expanded", "true");
    putAway = close;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
      opener.focus();
      return;
    }
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way === undefined || list.hidden) return;
    event.preventDefault();
    /** @type {Element[]} */
    const buttons = [...list.children];
    const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
    const next = at < 0 && way < 0 ? buttons.length - 1 : at + way;
    const to = buttons[(next + buttons.length) % buttons.length];
    if (to instanceof HTMLElement) to.focus();
  });
  // The keyboard going on puts it away, as a click elsewhere does.
  menu.addEventListener("focusout", (event) => {
    const to = /** @type {FocusEvent} */ (event).relatedTarget;
    if (to instanceof Node && !menu.contains(to)) close();
  });
  return menu;
}
