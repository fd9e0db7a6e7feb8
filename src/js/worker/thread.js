/** The script of the worker in browsers. */
import { explain, init, reconstruct, render } from "../browser.js";
import { serve } from "./serve.js";

const receive = serve({ explain, init, reconstruct, render }, (message) =>
  globalThis.postMessage(message),
);
globalThis.addEventListener("message", (event) => {
  receive(event.data);
});
