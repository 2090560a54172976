/**
 * Any sample rate to 16 kHz with one windowed-sinc polyphase filter, the same as
 * training/resample.py. Browsers alias or dull the 6 to 8 kHz band when they resample, and there
 * live the traces of synthesis, so the page never lets them.
 */

import { concatenate } from "./arrays.js";
import { filterInto } from "./polyphase.js";
import { resampleFilter } from "./resample-filter.js";

/**
 * A resampler that takes a clip in pieces; what it gives back does not depend on how it was cut.
 *
 * @param {number} rateHz native sample rate
 * @param {number} targetHz wanted sample rate
 * @param {import("./types").ResampleParams} p the filter
 * @returns {{ push: (x: Float32Array) => Float32Array, flush: () => Float32Array }} `push` gives
 *   the samples that need no later input, `flush` the rest, with zeros beyond the end
 * @throws {AudioError} `bad_rate`
 */
export function createResampler(rateHz, targetHz, p) {
  const filter = resampleFilter(rateHz, targetHz, p);
  if (filter === null) return { push: (x) => x, flush: () => new Float32Array(0) };
  const { up, down, half, width } = filter;
  // Input `base` and later ones, as far as they are known; before the first there are zeros.
  let kept = new Float64Array(width - 1);
  let base = 1 - width;
  let given = 0;
  let newest = Math.floor(half / up);
  let phase = half % up;

  /** Append to what is kept. @param {ArrayLike<number>} x */
  function append(x) {
    const past = Math.min(kept.length, newest - width + 1 - base);
    const joined = new Float64Array(kept.length - past + x.length);
    joined.set(kept.subarray(past));
    joined.set(x, kept.length - past);
    base += past;
    kept = joined;
  }

  /** The next `n` samples. @param {number} n */
  const produce = (n) => {
    const y = new Float32Array(n);
    filterInto(y, filter, kept, newest - width + 1 - base, phase);
    newest += Math.floor((phase + n * down) / up);
    phase = (phase + n * down) % up;
    given += n;
    return y;
  };

  let received = 0;
  return {
    push(x) {
      append(x);
      received += x.length;
      // Output given + n meets input newest + floor((phase + n * down) / up), which must be there.
      const room = (received - newest) * up - phase;
      return produce(Math.max(0, Math.ceil(room / down)));
    },
    flush() {
      const n = Math.ceil((received * up) / down) - given;
      append(new Float64Array(width));
      return produce(n);
    },
  };
}

/**
 * Resample mono samples.
 *
 * @param {Float32Array} x [n], any amplitude
 * @param {number} rateHz native sample rate
 * @param {number} targetHz wanted sample rate
 * @param {import("./types").ResampleParams} p the filter
 * @returns {Float32Array} [ceil(n * targetHz / rateHz)]; beyond both ends `x` counts as zero
 * @throws {AudioError} `bad_rate`
 */
export function resample(x, rateHz, targetHz, p) {
  const { push, flush } = createResampler(rateHz, targetHz, p);
  return concatenate([push(x), flush()]);
}
