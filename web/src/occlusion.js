/**
 * What moved the decision on a window, the same as training/occlusion.py.
 *
 * Both spectrograms of `features` are divided into patches alike; each in turn is flattened in both
 * to the mean of its bins over the window, and the network judges again. What the score loses is
 * what the patch had added to it.
 */

import { aborted } from "./errors.js";
import { partsOf } from "./features.js";
import { tick } from "./tick.js";
import { calibrate, margin } from "./verdict.js";

/** Patches of 0.2 s and 500 Hz: about a syllable, about a formant. */
export const GRID = { times: 10, bands: 16 };

const BATCH = 16;

/** @type {(n: number, parts: number) => number[]} where each of `parts` begins, and the end */
export const edges = (n, parts) =>
  Array.from({ length: parts + 1 }, (_, i) => Math.floor((i * n) / parts));

/** Where a patch lies in the grid, [time, band]. @param {number} index */
export const patchAt = (index) => [Math.floor(index / GRID.bands), index % GRID.bands];

/**
 * @param {Float32Array} x [frames * bins]
 * @param {number} bins
 * @returns {Float32Array} [bins]
 */
function meanOverTime(x, bins) {
  const frames = x.length / bins;
  return Float32Array.from({ length: bins }, (_, bin) => {
    let sum = 0;
    for (let i = bin; i < x.length; i += bins) sum += x[i];
    return sum / frames;
  });
}

/** @typedef {ReturnType<typeof toPart>} Part */

/**
 * One of the spectrograms, which begins at a value of `features`.
 *
 * @param {Float32Array} part
 * @param {number} bins
 * @param {number} at
 */
const toPart = (part, bins, at) => ({
  bins,
  at,
  mean: meanOverTime(part, bins),
  times: edges(part.length / bins, GRID.times),
  bands: edges(bins, GRID.bands),
});

/**
 * Flatten a patch in one of the spectrograms.
 *
 * @param {Float32Array} into `features`
 * @param {Part} part
 * @param {number} index of the patch
 */
function flatten(into, { bins, at, mean, times, bands }, index) {
  const [t, b] = patchAt(index);
  const flat = mean.subarray(bands[b], bands[b + 1]);
  for (let frame = times[t]; frame < times[t + 1]; frame++) {
    into.set(flat, at + frame * bins + bands[b]);
  }
}

/**
 * @param {Float32Array} x `features` of one window
 * @param {{ spec: import("./types").Spec, predict: import("./types").Predict }} model
 * @param {import("./types").Options} options
 * @returns {Promise<import("./types").Occlusion>}
 */
export async function occlusion(x, { spec, predict }, { signal, onProgress }) {
  const { coarse, fine } = partsOf(x, spec);
  const both = [
    toPart(coarse, spec.spectrogram.n_bins, 0),
    toPart(fine, spec.fine.n_bins, coarse.length),
  ];
  const patches = GRID.times * GRID.bands;
  const score = async (/** @type {Float32Array} */ inputs) =>
    margin(await predict(inputs, inputs.length / x.length)).map((m) => calibrate(m, spec.verdict));
  const [logit] = await score(x);
  const changes = new Float64Array(patches);
  for (let first = 0; first < patches; first += BATCH) {
    await tick();
    if (signal?.aborted) throw aborted();
    const inputs = new Float32Array(Math.min(BATCH, patches - first) * x.length);
    for (let at = 0, i = first; at < inputs.length; at += x.length, i++) {
      inputs.set(x, at);
      for (const part of both) flatten(inputs.subarray(at, at + x.length), part, i);
    }
    changes.set(
      (await score(inputs)).map((occluded) => logit - occluded),
      first,
    );
    onProgress?.(Math.min(1, (first + BATCH) / patches));
  }
  return { logit, changes };
}
