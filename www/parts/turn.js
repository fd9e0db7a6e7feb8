/**
 * Lets keys and clicks through, and the page be drawn: what comes after it is a task of its own.
 *
 * @returns {Promise<void>}
 */
export function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(undefined);
  });
}

/**
 * The browser lays out and draws what there is; where the page is in the background, it does neither.
 *
 * @returns {Promise<void>}
 */
export async function shown() {
  if (!document.hidden) await new Promise((resolve) => requestAnimationFrame(resolve));
  await turn();
}
