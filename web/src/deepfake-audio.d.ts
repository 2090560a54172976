/** Judges in the browser whether a voice is real or synthetic. See docs/embedding.md. */

import type { Artefact, Options, Ready, Result } from "./types.js";

export type { Artefact, Label, Options, Quality, Ready, Result } from "./types.js";

/**
 * Load the model, once; a second call gives the same promise.
 *
 * @param model the default export of `deepfake-audio-model.js`
 * @returns resolves once the network has run; rejects if it can't
 */
export function start(model: Artefact): Promise<Ready>;

/**
 * Judge mono samples.
 *
 * @param samples full scale 1
 * @param sampleRate in Hz, 4000 to 768000
 * @throws AudioError for samples that can't be judged, AbortError if `options.signal` says so
 */
export function classify(
  samples: Float32Array,
  sampleRate: number,
  options?: Options,
): Promise<Result>;

/**
 * Judge a recording in any format that the browser decodes.
 *
 * @throws AudioError for what can't be judged, AbortError if `options.signal` says so
 */
export function classifyFile(blob: Blob, options?: Options): Promise<Result>;

/** Input that cannot be judged; `message` is a sentence for people, `code` is for programs. */
export class AudioError extends Error {
  readonly code: string;
}
