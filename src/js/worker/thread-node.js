/** The script of the worker in Node. */
import { parentPort } from "node:worker_threads";
import { explain, init, reconstruct, render } from "../node.js";
import { serve } from "./serve.js";

if (parentPort) {
  const port = parentPort;
  port.on(
    "message",
    serve({ explain, init, reconstruct, render }, (message) => port.postMessage(message)),
  );
}
