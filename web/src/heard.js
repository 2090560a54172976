/** A recording as the model hears it: one channel at the model's rate. */

import { toMono } from "./decode.js";
import { AudioError } from "./errors.js";
import { createResampler } from "./resample.js";

/**
 * @param {Float32Array} x
 * @throws {AudioError} `not_finite` for NaN or infinity
 */
function checkFinite(x) {
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i])) throw new AudioError("not_finite");
  }
}

/**
 * The samples of a clip, a block at a time.
 *
 * @param {AsyncIterable<import("./types").Block>} blocks at the native rate, in a row
 * @param {import("./types").Spec} spec
 * @param {{ durationS: number, done: number }} progress is kept up to date
 * @returns {AsyncGenerator<Float32Array, void, void>}
 * @throws {AudioError} `no_audio`, `not_finite` or `bad_rate`
 */
export async function* heard(blocks, spec, progress) {
  /** @type {ReturnType<typeof createResampler> | null} */
  let resampler = null;
  let received = 0;
  for await (const { channels, sampleRate, done } of blocks) {
    const mono = toMono(channels);
    if (mono.length === 0) continue;
    checkFinite(mono);
    resampler ??= createResampler(sampleRate, spec.sample_rate_hz, spec.resample);
    received += mono.length;
    progress.durationS = received / sampleRate;
    progress.done = done;
    yield resampler.push(mono);
  }
  if (resampler === null) throw new AudioError("no_audio");
  yield resampler.flush();
}
