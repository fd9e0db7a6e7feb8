/**
 * The page without a network: a service worker keeps it, tells when it is
 * ready to, and asks before a newer version takes over.
 */
import { scriptUrl } from "./trusted.js";

/**
 * @param {object} listener
 * @param {() => void} listener.onReady The page works without a network from now on.
 * @param {(takeOver: () => void) => void} listener.onUpdate A newer version waits.
 */
export async function keepOffline({ onReady, onUpdate }) {
  // Not where the page is served without a certificate, nor in some private windows.
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const first = serviceWorker.controller === null;
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  try {
    registration = await serviceWorker.register(scriptUrl("sw.js"));
  } catch {
    // The page works as long as there is a network.
  }
  if (!registration) return;

  let asked = false;
  /** @param {ServiceWorker} worker */
  const offer = (worker) =>
    onUpdate(() => {
      asked = true;
      worker.postMessage("take over");
    });
  serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
  });

  if (registration.waiting && !first) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && serviceWorker.controller) offer(coming);
    });
  });

  await serviceWorker.ready;
  onReady();
}
