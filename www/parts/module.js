/**
 * The core, fetched and compiled once for all workers.
 *
 * @returns {Promise<WebAssembly.Module | undefined>} undefined where the page
 *   cannot have it: a worker then tries by itself, and says what is wrong
 */
export async function compile() {
  try {
    const response = await fetch("columnist_bg.wasm");
    // Some file servers know no type for modules.
    return response.headers.get("content-type") === "application/wasm"
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch {
    return undefined;
  }
}
