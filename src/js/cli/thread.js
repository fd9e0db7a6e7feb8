/** A worker thread: tasks come as messages and are answered one by one. */
import { parentPort } from "node:worker_threads";
import { perform } from "./task.js";

parentPort?.on("message", async (task) => {
  parentPort?.postMessage(await perform(task));
});
