/**
 * Sentences that the keyboard walks through with the arrow keys, so that a
 * page of three hundred has few stops for the Tab key.
 *
 * @param {HTMLElement} container
 * @param {string} selector
 */
export function rove(container, selector) {
  container.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (way === undefined || !(event.target instanceof Element)) return;
    if (!event.target.matches(selector)) return;
    const all = [...container.querySelectorAll(selector)];
    const next = all[all.indexOf(event.target) + way];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    if (event.target instanceof HTMLElement) event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
