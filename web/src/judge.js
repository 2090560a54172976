/** From windows of samples to calibrated scores: the work that helpers may share. */

import { windowQuality } from "./quality.js";
import { spectrogram } from "./spectrogram.js";
import { speechIn } from "./speech.js";
import { calibrate, margin } from "./verdict.js";

/** @typedef {import("./types").Judged} Judged */
/** @typedef {import("./types").Model} Model */

/**
 * Judge windows, those without speech excepted.
 *
 * @param {Float32Array[]} windows
 * @param {Model} model
 * @returns {Promise<Judged[]>} one for each window
 */
export async function judgeWindows(windows, { spec, stftWindow, predict }) {
  const kinds = windows.map((window) => speechIn(window, spec));
  const spoken = windows.filter((_, i) => kinds[i] === "speech");
  const inputs = spoken.map((window) => spectrogram(window, stftWindow, spec.spectrogram));
  const margins = await marginsOf(inputs, predict);
  let next = 0;
  return kinds.map((kind) => {
    if (kind !== "speech") return { kind, logit: null, quality: null };
    const i = next++;
    const quality = windowQuality(spoken[i], inputs[i], spec);
    return { kind, logit: calibrate(margins[i], spec.verdict), quality };
  });
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
