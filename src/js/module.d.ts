/** The WebAssembly module as text, which the build writes: deflated, in Base64. */
export declare const deflated: string;
/** How many bytes the module has. */
export declare const size: number;
