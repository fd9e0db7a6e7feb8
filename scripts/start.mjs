/**
 * `npm start`: builds what has changed and serves the web page on
 * http://localhost:8787. The environment variable PORT changes the port.
 */
import { build } from "./build.mjs";
import { Stop, say, script } from "./lib/run.mjs";
import { serve } from "./lib/serve.mjs";
import { buildSite } from "./lib/site.mjs";

await script(async () => {
  const port = Number(process.env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Stop(`PORT is ${process.env.PORT}, which is no port`);
  }
  // The page does as well without wasm-opt, which would cost half a minute.
  await build({ optimise: false });
  await buildSite();
  const server = await serve({ port }).catch((error) => {
    throw new Stop(
      error.code === "EADDRINUSE"
        ? `port ${port} is taken: stop what runs there, or choose another with PORT=8080 npm start`
        : error.message,
    );
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  say(`ready: http://localhost:${address.port} (stop with Ctrl+C)`);
  endWithParent();
});

/** npm that is ended by a signal leaves its child running, and the port taken. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, 500).unref();
}
