/** Where the pointer was last, on the screen. */
let [x, y] = [Number.NaN, Number.NaN];

document.addEventListener(
  "pointermove",
  (event) => {
    [x, y] = [event.screenX, event.screenY];
  },
  { capture: true, passive: true },
);

/**
 * Whether the reader moved the pointer. What is scrolled away below one that
 * rests sends the same events, and would put out what was just lit.
 *
 * @param {PointerEvent} event Of entering or leaving something; it comes before that of moving there.
 */
export function isMoved(event) {
  return event.screenX !== x || event.screenY !== y;
}
