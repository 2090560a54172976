/** The way of a clip from samples to verdict, the same as `classify` in training/predict.py. */

import { AudioError, aborted } from "./errors.js";
import { meanQuality, remarks, windowQuality } from "./quality.js";
import { resampledLength, resampleFilter, resampleInto } from "./resample.js";
import { spectrogram } from "./spectrogram.js";
import { speechIn } from "./speech.js";
import { calibrate, decide, margin, result } from "./verdict.js";
import { cutWindow, windowStarts } from "./windows.js";

/** Windows that are resampled, analysed and judged between two looks at `signal`. */
const BATCH = 16;

/** Let waiting messages in, then stop if one of them was "cancel". @param {AbortSignal} [signal] */
async function checkpoint(signal) {
  await new Promise((resolve) => setTimeout(resolve));
  if (signal?.aborted) throw aborted();
}

/**
 * @param {Float32Array} x
 * @throws {AudioError} `no_audio` for no samples, `not_finite` for NaN or infinity
 */
export function checkSamples(x) {
  if (x.length === 0) throw new AudioError("no_audio");
  if (!x.every(Number.isFinite)) throw new AudioError("not_finite");
}

/**
 * Judge mono samples.
 *
 * @param {Float32Array} x [n] at `sampleRate`
 * @param {number} sampleRate native, in Hz
 * @param {string | null} file
 * @param {{
 *   spec: import("./types").Spec,
 *   stftWindow: Float32Array,
 *   predict: import("./types").Predict
 * }} model
 * @param {import("./types").Options} options
 * @returns {Promise<import("./types").Result>}
 * @throws {AudioError} `no_audio`, `not_finite` or `bad_rate`
 */
export async function classify(x, sampleRate, file, model, { signal, onProgress }) {
  const { spec, stftWindow, predict } = model;
  checkSamples(x);
  const filter = resampleFilter(sampleRate, spec.sample_rate_hz, spec.resample);
  const y = filter === null ? x : new Float32Array(resampledLength(x.length, filter));
  const starts = windowStarts(y.length, spec.window);
  const kinds = new Set();
  /** @type {import("./types").WindowScore[]} */
  const scores = [];
  /** @type {import("./types").Quality[]} */
  const qualities = [];
  for (let first = 0, ready = 0; first < starts.length; first += BATCH) {
    await checkpoint(signal);
    const batch = starts.slice(first, first + BATCH);
    const end = Math.min(y.length, batch[batch.length - 1] + spec.window.length);
    if (filter !== null) resampleInto(y, ready, end, x, filter);
    ready = end;
    const judged = batch.filter((start) => {
      const kind = speechIn(cutWindow(y, start, spec.window), spec);
      kinds.add(kind);
      return kind === "speech";
    });
    const inputs = judged.map((start) => {
      const window = cutWindow(y, start, spec.window);
      const input = spectrogram(window, stftWindow, spec.spectrogram);
      qualities.push(windowQuality(window, input, spec));
      return input;
    });
    const margins = await marginsOf(inputs, predict);
    judged.forEach((start, i) => {
      const logit = calibrate(margins[i], spec.verdict);
      scores.push({ start_s: start / spec.sample_rate_hz, logit });
    });
    onProgress?.((first + batch.length) / starts.length);
  }
  const whyNone = kinds.has("no_speech") ? "no_speech" : kinds.size > 0 ? "silent" : "too_short";
  const quality = meanQuality(qualities);
  const logits = scores.map((score) => score.logit);
  const found = remarks(quality, logits, spec.quality);
  const verdict = decide(scores, whyNone, found, spec.verdict);
  return result(file, x.length / sampleRate, verdict, quality, scores, spec);
}

/**
 * @param {Float32Array[]} inputs spectrograms of equal size
 * @param {import("./types").Predict} predict
 */
async function marginsOf(inputs, predict) {
  if (inputs.length === 0) return new Float64Array(0);
  const batch = new Float32Array(inputs.length * inputs[0].length);
  inputs.forEach((input, i) => {
    batch.set(input, i * input.length);
  });
  return margin(await predict(batch, inputs.length));
}
