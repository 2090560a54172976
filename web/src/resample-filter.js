/** The filter of resample.js: its taps, and how few of them a pair of rates needs. */

import { AudioError } from "./errors.js";

/** Largest reduced ratio; a rate that needs more is rounded, or its filter would fill the memory. */
const LARGEST_RATIO = 32_000;

/** What a rate is rounded to, in Hz: the first that keeps the ratio small enough. */
const STEPS_HZ = [1, 10, 100, 1000];

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
 * Up- and downsampling factors, as small as they get.
 *
 * @param {number} rateHz
 * @param {number} targetHz
 */
function ratio(rateHz, targetHz) {
  let up = 1;
  let down = 1;
  for (const step of STEPS_HZ) {
    const rate = roundHalfEven(rateHz / step) * step;
    const common = gcd(rate, targetHz);
    [up, down] = [targetHz / common, rate / common];
    if (Math.max(up, down) <= LARGEST_RATIO) break;
  }
  return { up, down };
}

/**
 * The filter from `rateHz` to `targetHz`, its taps sorted by phase; null if there is nothing to do.
 *
 * @param {number} rateHz rounded to whole hertz
 * @param {number} targetHz
 * @param {import("./types").ResampleParams} p
 * @returns {import("./polyphase.js").Filter | null}
 * @throws {AudioError} `bad_rate` if the rate is outside what `p` allows or is not a number
 */
export function resampleFilter(rateHz, targetHz, p) {
  if (!(rateHz >= p.min_rate_hz && rateHz <= p.max_rate_hz)) throw new AudioError("bad_rate");
  const { up, down } = ratio(rateHz, targetHz);
  if (up === down) return null;
  const taps = resampleTaps(up, down, p);
  const width = Math.ceil(taps.length / up);
  const phases = new Float64Array(up * width);
  for (let k = 0; k < taps.length; k++) {
    phases[(k % up) * width + width - 1 - Math.floor(k / up)] = taps[k];
  }
  return { up, down, half: (taps.length - 1) / 2, width, phases };
}
