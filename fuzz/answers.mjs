// Answers each line, a text as JSON, with its answer's JSON, as JSON: the package's side of
// the fuzz target `native_equals_wasm`. `npm run build` makes the package.
import { createInterface } from "node:readline";
import { init, reconstruct, render } from "../dist/node.js";

await init();
for await (const line of createInterface({ input: process.stdin })) {
  const answer = render(reconstruct(JSON.parse(line)), "json");
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
