/** From windows of samples to calibrated scores: the work that helpers may share. */

import { features, partsOf } from "./features.js";
import { windowQuality } from "./quality.js";
import { speechIn } from "./speech.js";
import { calibrate, holdsVoice, margin } from "./verdict.js";

/** @typedef {import("./types").Judged} Judged */
/** @typedef {import("./types").Model} Model */

/**
 * Judge windows, those without speech and those in which the network hears no voice excepted.
 *
 * @param {Float32Array[]} windows
 * @param {Model} model
 * @returns {Promise<Judged[]>} one for each window
 */
export async function judgeWindows(windows, { spec, stftWindow, fineWindow, predict }) {
  const kinds = windows.map((window) => speechIn(window, spec));
  const moving = windows.filter((_, i) => kinds[i] === "speech");
  const inputs = moving.map((window) => features(window, stftWindow, fineWindow, spec));
  const said = await outputsOf(inputs, predict);
  const margins = margin(said);
  const voices = holdsVoice(said, spec.verdict);
  let next = 0;
  return kinds.map((kind) => {
    if (kind !== "speech") return { kind, logit: null, quality: null };
    const i = next++;
    if (!voices[i]) return { kind: "no_voice", logit: null, quality: null };
    const quality = windowQuality(moving[i], partsOf(inputs[i], spec).coarse, spec);
    return { kind, logit: calibrate(margins[i], spec.verdict), quality };
  });
}

/**
 * @param {Float32Array[]} inputs `features` of each window
 * @param {import("./types").Predict} predict
 */
async function outputsOf(inputs, predict) {
  if (inputs.length === 0) return new Float32Array(0);
  const batch = new Float32Array(inputs.length * inputs[0].length);
  inputs.forEach((input, i) => {
    batch.set(input, i * input.length);
  });
  return predict(batch, inputs.length);
}
