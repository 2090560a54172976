/** What the build turns into values, see web/build.mjs. */

/** The version in package.json. */
declare const APP_VERSION: string;

/** For service-worker.js: SHA-256 in base64 by path. */
declare const FILES: Record<string, string>;

declare module "*.wasm" {
  /** Compressed, as `deflate-raw`. */
  const deflated: Uint8Array<ArrayBuffer>;
  export default deflated;
}

declare module "kernel:*" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module "bundle:*" {
  const source: string;
  export default source;
}

declare module "d3-scale-chromatic" {
  /** "#rrggbb" for 0 to 1 */
  export function interpolateMagma(t: number): string;
}

declare module "fft.js" {
  export default class FFT {
    constructor(size: number);
    /** Complex to complex, 2 * size numbers each, real and imaginary parts in turns. */
    transform(out: Float64Array, data: Float64Array): void;
  }
}

/** Globals of the audio thread, for recorder-worklet.js. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;
