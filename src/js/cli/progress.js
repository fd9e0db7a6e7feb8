/**
 * A bar on standard error, where that is a terminal; nothing where it is a pipe or a file.
 *
 * @param {number} total
 */
export function createProgress(total) {
  const shown = process.stderr.isTTY === true && total > 1;
  const WIDTH = 30;
  return {
    /** @param {number} done */
    show(done) {
      if (!shown) return;
      const full = Math.round((WIDTH * done) / total);
      process.stderr.write(
        `\r[${"#".repeat(full)}${" ".repeat(WIDTH - full)}] ${done} of ${total}`,
      );
    },
    clear() {
      if (shown) process.stderr.write("\r\x1b[K");
    },
  };
}
