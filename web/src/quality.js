/**
 * What may have blurred a recording: noise, a narrow band, clipping. The same as
 * training/quality.py.
 *
 * Measured on the judged windows; it never changes a probability, but it explains a "can't tell".
 */

import { frameLevels, percentile } from "./speech.js";

/**
 * Of one 2-s window.
 *
 * @param {Float32Array} window
 * @param {Float32Array} spectrogram [frames * n_bins]
 * @param {import("./types").Spec} spec
 * @returns {import("./types").Quality}
 */
export function windowQuality(window, spectrogram, spec) {
  const q = spec.quality;
  const levels = frameLevels(window, spec.speech.frame_length);
  const snr_db = percentile(levels, q.loud) - percentile(levels, q.quiet);
  let peak = 0;
  for (let i = 0; i < window.length; i++) peak = Math.max(peak, Math.abs(window[i]));
  const limit = Math.fround(peak * q.at_limit);
  let atLimit = 0;
  for (let i = 0; i < window.length; i++) if (Math.abs(window[i]) >= limit) atLimit++;
  const bin = spec.spectrogram.first_bin + topBin(spectrogram, spec);
  return {
    snr_db: Math.min(snr_db, q.largest_snr_db),
    bandwidth_hz: (bin * spec.sample_rate_hz) / spec.spectrogram.n_fft,
    clipped_share: atLimit / window.length,
  };
}

/**
 * The highest bin that is loud enough, often enough, to be heard.
 *
 * @param {Float32Array} spectrogram
 * @param {import("./types").Spec} spec
 */
function topBin(spectrogram, { spectrogram: { n_bins }, quality: q }) {
  const frames = spectrogram.length / n_bins;
  const rank = frames - Math.floor(q.loud * (frames - 1));
  const isHeard = (/** @type {number} */ bin, /** @type {number} */ level) =>
    countAbove(spectrogram, bin, n_bins, level) >= rank;
  let loudest = -Infinity;
  for (let bin = 0; bin < n_bins; bin++) {
    if (isHeard(bin, loudest)) loudest = largest(spectrogram, bin, n_bins, rank);
  }
  const least = Math.fround(loudest - q.audible_range);
  let top = n_bins - 1;
  while (top >= 0 && !isHeard(top, least)) top--;
  return top;
}

/**
 * How many of every `step`-th value lie above a level.
 *
 * @param {Float32Array} x
 * @param {number} first
 * @param {number} step
 * @param {number} level
 */
function countAbove(x, first, step, level) {
  let count = 0;
  for (let i = first; i < x.length; i += step) if (x[i] > level) count++;
  return count;
}

/**
 * The `rank`-th largest of every `step`-th value; a rank of few makes this faster than sorting.
 *
 * @param {Float32Array} x
 * @param {number} first
 * @param {number} step
 * @param {number} rank from 1
 */
function largest(x, first, step, rank) {
  const top = new Float32Array(rank).fill(-Infinity); // falling
  for (let i = first; i < x.length; i += step) {
    if (x[i] <= top[rank - 1]) continue;
    let place = rank - 1;
    for (; place > 0 && top[place - 1] < x[i]; place--) top[place] = top[place - 1];
    top[place] = x[i];
  }
  return top[rank - 1];
}

/**
 * The mean of each measure; null for no window.
 *
 * @param {import("./types").Quality[]} qualities
 * @returns {import("./types").Quality | null}
 */
export function meanQuality(qualities) {
  if (qualities.length === 0) return null;
  /** @param {keyof import("./types").Quality} key */
  const mean = (key) => qualities.reduce((sum, q) => sum + q[key], 0) / qualities.length;
  return {
    snr_db: mean("snr_db"),
    bandwidth_hz: mean("bandwidth_hz"),
    clipped_share: mean("clipped_share"),
  };
}

/**
 * Keys of `spec.reasons` that may explain why the evidence is unclear.
 *
 * @param {import("./types").Quality | null} quality
 * @param {number[]} logits of the judged windows
 * @param {import("./types").QualityParams} q
 * @returns {string[]}
 */
export function remarks(quality, logits, q) {
  if (quality === null) return [];
  const fake = logits.filter((logit) => logit > 0).length / logits.length;
  const found = {
    noisy: quality.snr_db < q.noisy_below_db,
    narrow_band: quality.bandwidth_hz < q.narrow_below_hz,
    clipped: quality.clipped_share > q.clipped_over,
    windows_disagree: q.disagree_from <= fake && fake <= 1 - q.disagree_from,
  };
  return Object.entries(found).flatMap(([key, isSo]) => (isSo ? [key] : []));
}
