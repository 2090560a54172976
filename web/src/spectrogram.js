/**
 * Log-power spectrogram of one window, a pure function, the same as training/spectrogram.py.
 *
 * Linear frequency rather than mel: out of domain it makes fewer errors (arXiv 2203.16263). The
 * window is brought to zero mean and unit RMS first, so loudness and DC tell the model nothing.
 */

import FFT from "fft.js";

/** @type {Map<number, FFT>} */
const ffts = new Map();

/** @type {(size: number) => FFT} */
function fftOf(size) {
  const fft = ffts.get(size) ?? new FFT(size);
  ffts.set(size, fft);
  return fft;
}

/**
 * Samples without their mean and at unit RMS.
 *
 * @param {Float32Array} x
 * @param {number} rmsFloor
 * @returns {Float64Array}
 */
function normalise(x, rmsFloor) {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  const out = Float64Array.from(x, (v) => v - mean);
  const rms = Math.sqrt(out.reduce((sum, v) => sum + v * v, 0) / out.length);
  return out.map((v) => v / Math.max(rms, rmsFloor));
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
export function spectrogram(x, window, p) {
  const samples = normalise(x, p.rms_floor);
  const frames = 1 + Math.floor((samples.length - p.n_fft) / p.hop_length);
  const out = new Float32Array(frames * p.n_bins);
  const energy = window.reduce((sum, w) => sum + w * w, 0);
  const fft = fftOf(p.n_fft);
  const frame = new Float64Array(p.n_fft);
  const bins = new Float64Array(2 * p.n_fft);
  for (let t = 0, o = 0; t < frames; t++) {
    const first = t * p.hop_length;
    for (let i = 0; i < p.n_fft; i++) frame[i] = samples[first + i] * window[i];
    fft.realTransform(bins, frame);
    for (let b = 2 * p.first_bin; b < 2 * (p.first_bin + p.n_bins); b += 2, o++) {
      const power = (bins[b] ** 2 + bins[b + 1] ** 2) / energy;
      out[o] = Math.log10(Math.max(power, p.power_floor));
    }
  }
  return out;
}
