/**
 * The resampler's inner loops: each output is the sum of `width` inputs times the taps of its phase.
 *
 * Outputs a period apart have the same taps, so four of them are made at a time: each tap is loaded
 * once, and four sums need not wait for each other.
 */

import { fastFilterInto } from "./kernel.js";

/**
 * Output `j` is the `width` inputs up to number `floor((j * down + half) / up)` times the taps of
 * its phase, which are stored from the oldest input's to the newest's.
 *
 * @typedef {{ up: number, down: number, half: number, width: number, phases: Float64Array }} Filter
 */

const AT_ONCE = 4;

/**
 * Fill `y` with outputs in a row.
 *
 * @param {Float32Array} y [n]
 * @param {Filter} filter
 * @param {Float64Array} x
 * @param {number} first which of `x` is the oldest that y[0] needs
 * @param {number} phase of y[0], from 0 to up - 1
 */
export function filterInto(y, filter, x, first, phase) {
  if (fastFilterInto(y, filter, x, first, phase)) return;
  const { up, down, width, phases } = filter;
  const periods = Math.floor(y.length / up);
  const inFours = (periods - (periods % AT_ONCE)) * up;
  for (let j = 0; j < inFours; j += AT_ONCE * up) {
    fourPeriods(y, j, filter, x, first + (j / up) * down, phase);
  }
  let oldest = first + (inFours / up) * down;
  for (let j = inFours; j < y.length; j++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += phases[phase * width + k] * x[oldest + k];
    y[j] = sum;
    phase += down;
    oldest += Math.floor(phase / up);
    phase %= up;
  }
}

/**
 * Outputs `j` to `j + 4 * up`.
 *
 * @type {(y: Float32Array, j: number, filter: Filter, x: Float64Array, first: number, phase: number) => void}
 */
function fourPeriods(y, j, { up, down, width, phases }, x, first, phase) {
  for (let oldest = first, end = j + up; j < end; j++) {
    let [a, b, c, d] = [0, 0, 0, 0];
    const taps = phase * width;
    for (let k = 0; k < width; k++) {
      const tap = phases[taps + k];
      a += tap * x[oldest + k];
      b += tap * x[oldest + down + k];
      c += tap * x[oldest + 2 * down + k];
      d += tap * x[oldest + 3 * down + k];
    }
    y[j] = a;
    y[j + up] = b;
    y[j + 2 * up] = c;
    y[j + 3 * up] = d;
    phase += down;
    oldest += Math.floor(phase / up);
    phase %= up;
  }
}
