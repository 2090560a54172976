/**
 * Log-power spectrogram of one window, a pure function, the same as training/spectrogram.py.
 *
 * Linear frequency rather than mel: out of domain it makes fewer errors (arXiv 2203.16263). The
 * window is brought to zero mean and unit RMS first, so loudness and DC tell the model nothing.
 */

import FFT from "fft.js";
import { framesOf } from "./frames.js";
import { fastSpectrogram } from "./kernel.js";
import { log10InPlace } from "./log10.js";

/** @type {Map<number, { fft: FFT, input: Float64Array, bins: Float64Array }>} */
const plans = new Map();

/** @param {number} size */
function planOf(size) {
  let plan = plans.get(size);
  if (plan === undefined) {
    const [input, bins] = [new Float64Array(2 * size), new Float64Array(2 * size)];
    plan = { fft: new FFT(size), input, bins };
    plans.set(size, plan);
  }
  return plan;
}

/**
 * Samples without their mean and at unit RMS.
 *
 * @param {Float32Array} x
 * @param {number} rmsFloor
 * @returns {Float64Array}
 */
function normalise(x, rmsFloor) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i];
  const mean = sum / x.length;
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i] - mean) ** 2;
  const rms = Math.max(Math.sqrt(squares / x.length), rmsFloor);
  const out = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) out[i] = (x[i] - mean) / rms;
  return out;
}

/**
 * Spectrogram of one window.
 *
 * @param {Float32Array} x [n], one 2-s window
 * @param {Float32Array} window [n_fft], the shipped table
 * @param {import("./types").SpectrogramParams} p
 * @returns {Float32Array} [frames * n_bins], log10 of power relative to white noise of the same RMS
 *   (so 0 is that noise's level), not below log10(power_floor). Frame t covers the samples
 *   t * hop_length to t * hop_length + n_fft, bin k is (first_bin + k) * rate / n_fft hertz.
 */
export const spectrogram = (x, window, p) =>
  fastSpectrogram(x, window, p) ?? slowSpectrogram(x, window, p);

/**
 * The same where the kernel can't.
 *
 * Two frames go through one transform, as real and imaginary parts: of a sum of an even and an odd
 * spectrum each can be told from the other.
 *
 * @type {typeof spectrogram}
 */
function slowSpectrogram(x, window, p) {
  const samples = normalise(x, p.rms_floor);
  const frames = framesOf(samples.length, p);
  const out = new Float32Array(frames * p.n_bins);
  const { fft, input, bins } = planOf(p.n_fft);
  let energy = 0;
  for (let i = 0; i < p.n_fft; i++) energy += window[i] ** 2;
  for (let t = 0; t < frames; t += 2) {
    const other = Math.min(t + 1, frames - 1);
    for (let i = 0, o = 0; i < p.n_fft; i++, o += 2) {
      input[o] = samples[t * p.hop_length + i] * window[i];
      input[o + 1] = samples[other * p.hop_length + i] * window[i];
    }
    fft.transform(bins, input);
    for (let k = 0; k < p.n_bins; k++) {
      const b = 2 * (p.first_bin + k);
      const m = 2 * p.n_fft - b;
      const power = (bins[b] + bins[m]) ** 2 + (bins[b + 1] - bins[m + 1]) ** 2;
      const otherPower = (bins[b + 1] + bins[m + 1]) ** 2 + (bins[m] - bins[b]) ** 2;
      out[other * p.n_bins + k] = Math.max(otherPower / (4 * energy), p.power_floor);
      out[t * p.n_bins + k] = Math.max(power / (4 * energy), p.power_floor);
    }
  }
  log10InPlace(out);
  return out;
}
