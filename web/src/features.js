/**
 * What the network is given of one window: two spectrograms, the same as training/features.py.
 *
 * One has overtones apart, 32 ms a frame, the other has single pulses apart, 8 ms a frame. Both lie
 * in one array of rows: first the spectrogram, a frame a row, then the fine one, as many frames a
 * row as fit; what does not fill a row is left out.
 */

import { framesOf } from "./frames.js";
import { spectrogram } from "./spectrogram.js";

/** @typedef {Pick<import("./types").Spec, "window" | "spectrogram" | "fine">} Sizes */

/**
 * Values of a window's spectrogram, which come first.
 *
 * @param {Sizes} spec
 */
const coarseSize = ({ window, spectrogram: p }) => framesOf(window.length, p) * p.n_bins;

/**
 * Rows of what the network is given of a window; each has `spectrogram.n_bins` values.
 *
 * @param {Sizes} spec
 */
export const featureRows = ({ window, spectrogram: coarse, fine }) =>
  framesOf(window.length, coarse) +
  Math.floor(framesOf(window.length, fine) / Math.floor(coarse.n_bins / fine.n_bins));

/**
 * @param {Float32Array} x [n], one 2-s window
 * @param {Float32Array} stftWindow the shipped tables
 * @param {Float32Array} fineWindow
 * @param {Sizes} spec
 * @returns {Float32Array} [featureRows * n_bins]
 */
export function features(x, stftWindow, fineWindow, spec) {
  const out = new Float32Array(featureRows(spec) * spec.spectrogram.n_bins);
  const first = coarseSize(spec);
  out.set(spectrogram(x, stftWindow, spec.spectrogram));
  out.set(spectrogram(x, fineWindow, spec.fine).subarray(0, out.length - first), first);
  return out;
}

/**
 * The two spectrograms of `features`, as views of it.
 *
 * @param {Float32Array} x
 * @param {Sizes} spec
 */
export function partsOf(x, spec) {
  const first = coarseSize(spec);
  return { coarse: x.subarray(0, first), fine: x.subarray(first) };
}
