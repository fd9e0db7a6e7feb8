const WIDTH = 30;

/**
 * A bar on standard error, where that is a terminal; nothing where it is a pipe or a file.
 *
 * @param {number} total
 * @param {{ isTTY?: boolean, write(text: string): unknown }} [stream]
 */
export function createProgress(total, stream = process.stderr) {
  const shown = stream.isTTY === true && total > 1;
  return {
    /** @param {number} done */
    show(done) {
      if (!shown) return;
      const full = Math.round((WIDTH * done) / total);
      stream.write(`\r[${"#".repeat(full)}${" ".repeat(WIDTH - full)}] ${done} of ${total}`);
    },
    clear() {
      if (shown) stream.write("\r\x1b[K");
    },
  };
}
