/**
 * Any sample rate to 16 kHz with one windowed-sinc polyphase filter, the same as
 * training/resample.py. Browsers alias or dull the 6 to 8 kHz band when they resample, and there
 * live the traces of synthesis, so the page never lets them.
 */

import { AudioError } from "./errors.js";

/** @typedef {{ up: number, down: number, half: number, width: number, phases: Float64Array }} Filter */

/** @type {(a: number, b: number) => number} */
const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));

/** Python's `round`: halves go to the even neighbour. @type {(x: number) => number} */
const roundHalfEven = (x) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

/** Modified Bessel function I0 of the first kind, by its power series. @type {(x: number) => number} */
function i0(x) {
  const quarter = (x * x) / 4;
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

/**
 * Prototype low-pass at `up` times the input rate, gain `up`.
 *
 * Cut-off is `rolloff` times the lower of the two Nyquist frequencies; the Kaiser window spans
 * `zero_crossings` zeros of the sinc on each side. Symmetric, so linear phase.
 *
 * @param {number} up
 * @param {number} down
 * @param {import("./types").ResampleParams} p
 * @returns {Float64Array} [2 * half + 1]
 */
export function resampleTaps(up, down, p) {
  const cutoff = p.rolloff / Math.max(up, down);
  const half = Math.ceil(p.zero_crossings / cutoff);
  const taps = new Float64Array(2 * half + 1);
  const scale = (up * cutoff) / i0(p.kaiser_beta);
  taps[half] = up * cutoff;
  for (let m = 1; m <= half; m++) {
    const phase = Math.PI * cutoff * m;
    const kaiser = i0(p.kaiser_beta * Math.sqrt(1 - (m / half) ** 2));
    taps[half + m] = taps[half - m] = ((scale * Math.sin(phase)) / phase) * kaiser;
  }
  return taps;
}

/**
 * The filter from `rateHz` to `targetHz`, its taps sorted by phase; null if there is nothing to do.
 *
 * @param {number} rateHz rounded to whole hertz
 * @param {number} targetHz
 * @param {import("./types").ResampleParams} p
 * @returns {Filter | null}
 * @throws {AudioError} `bad_rate` if the rate is outside what `p` allows or is not a number
 */
export function resampleFilter(rateHz, targetHz, p) {
  if (!(rateHz >= p.min_rate_hz && rateHz <= p.max_rate_hz)) throw new AudioError("bad_rate");
  const rate = roundHalfEven(rateHz);
  if (rate === targetHz) return null;
  const common = gcd(rate, targetHz);
  const up = targetHz / common;
  const down = rate / common;
  const taps = resampleTaps(up, down, p);
  const width = Math.ceil(taps.length / up);
  const phases = new Float64Array(up * width);
  for (let k = 0; k < taps.length; k++) phases[(k % up) * width + Math.floor(k / up)] = taps[k];
  return { up, down, half: (taps.length - 1) / 2, width, phases };
}

/**
 * Samples that a clip of `n` has after `filter`.
 *
 * @param {number} n
 * @param {Filter | null} filter
 */
export const resampledLength = (n, filter) =>
  filter === null ? n : Math.ceil((n * filter.up) / filter.down);

/**
 * Fill `y[from]` to `y[to - 1]` from `x`; beyond both ends `x` counts as zero.
 *
 * @param {Float32Array} y
 * @param {number} from
 * @param {number} to
 * @param {Float32Array} x
 * @param {Filter} filter
 */
export function resampleInto(y, from, to, x, { up, down, half, width, phases }) {
  for (let j = from; j < to; j++) {
    // Tap k = phase + t * up meets sample newest - t.
    const centre = j * down + half;
    const newest = Math.floor(centre / up);
    const taps = (centre - newest * up) * width;
    const last = Math.min(width - 1, newest);
    let sum = 0;
    for (let t = Math.max(0, newest - x.length + 1); t <= last; t++) {
      sum += phases[taps + t] * x[newest - t];
    }
    y[j] = sum;
  }
}

/**
 * Resample mono samples.
 *
 * @param {Float32Array} x [n], any amplitude
 * @param {number} rateHz native sample rate
 * @param {number} targetHz wanted sample rate
 * @param {import("./types").ResampleParams} p the filter
 * @returns {Float32Array} [ceil(n * targetHz / rateHz)]
 * @throws {AudioError} `bad_rate`
 */
export function resample(x, rateHz, targetHz, p) {
  const filter = resampleFilter(rateHz, targetHz, p);
  if (filter === null) return x;
  const y = new Float32Array(resampledLength(x.length, filter));
  resampleInto(y, 0, y.length, x, filter);
  return y;
}
