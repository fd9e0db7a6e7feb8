/** @import { ErrorCode } from "./index.d.ts" */

/** What every function of the package throws. */
export class ColumnistError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    /** @readonly */
    this.code = code;
  }

  /** @override */
  get name() {
    return "ColumnistError";
  }
}
