/** One window's spectrogram as the model is given it, and over it what moved the decision. */

import { edges, GRID, patchAt } from "../../occlusion.js";
import { paint, sharp } from "./colours.js";
import { drawTimeAxis } from "./draw.js";

/** log10 of power: from black to white, 0 being white noise of the window's level. */
const DARKEST = -5;
const LIGHTEST = 2;

/** Patches that are numbered and named in words. */
const NAMED = 3;

/** @typedef {import("../../types").Occlusion} Occlusion */
/** @typedef {import("../../types").Spec} Spec */
/** @typedef {{ fromS: number, toS: number, fromHz: number, toHz: number, change: number, index: number }} Patch */

/**
 * Where the spectrogram of a window at `startS` lies in time.
 *
 * @param {Spec} spec
 * @param {number} frames
 * @param {number} startS
 */
function span({ spectrogram: { n_fft, hop_length }, sample_rate_hz: rate }, frames, startS) {
  const lead = (n_fft - hop_length) / 2 / rate;
  return { fromS: startS + lead, toS: startS + lead + (frames * hop_length) / rate };
}

/**
 * The patches that moved the decision most, either way.
 *
 * @param {Occlusion} occlusion
 * @param {Spec} spec
 * @param {number} frames
 * @param {number} startS
 * @returns {Patch[]}
 */
export function strongest({ changes }, spec, frames, startS) {
  const { fromS, toS } = span(spec, frames, startS);
  const { first_bin, n_bins, n_fft } = spec.spectrogram;
  const times = edges(frames, GRID.times).map((t) => fromS + (t / frames) * (toS - fromS));
  const hertz = edges(n_bins, GRID.bands).map(
    (b) => ((first_bin + b) * spec.sample_rate_hz) / n_fft,
  );
  const order = [...changes.keys()].sort((a, b) => Math.abs(changes[b]) - Math.abs(changes[a]));
  return order.slice(0, NAMED).map((index) => {
    const [t, b] = patchAt(index);
    const [fromHz, toHz] = [hertz[b], hertz[b + 1]];
    return { fromS: times[t], toS: times[t + 1], fromHz, toHz, change: changes[index], index };
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} what
 * @param {Float32Array} what.input [frames * bins]
 * @param {Occlusion | null} what.occlusion null for the spectrogram alone
 * @param {Spec} what.spec
 * @param {import("./colours.js").Inks} what.inks
 */
export function drawWindow(canvas, { input, occlusion, spec, inks }) {
  const { context, width, height } = sharp(canvas);
  const bins = spec.spectrogram.n_bins;
  const frames = input.length / bins;
  const shade = (/** @type {number} */ t, /** @type {number} */ b) =>
    (input[t * bins + b] - DARKEST) / (LIGHTEST - DARKEST);
  const image = paint(
    { width: frames, height: bins, shade },
    occlusion === null ? "magma" : "greys",
  );
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, width, height);
  if (occlusion === null) return;
  const { changes } = occlusion;
  const most = changes.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
  const xs = edges(frames, GRID.times).map((t) => (t / frames) * width);
  const ys = edges(bins, GRID.bands).map((b) => (1 - b / bins) * height);
  const box = (/** @type {number} */ index) => {
    const [t, b] = patchAt(index);
    return /** @type {const} */ ([xs[t], ys[b + 1], xs[t + 1] - xs[t], ys[b] - ys[b + 1]]);
  };
  changes.forEach((change, index) => {
    context.globalAlpha = 0.85 * (Math.abs(change) / most);
    context.fillStyle = change > 0 ? inks.fake : inks.real;
    context.fillRect(...box(index));
  });
  context.globalAlpha = 1;
  context.font = "700 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  strongest(occlusion, spec, frames, 0).forEach(({ index }, i) => {
    const [x, y, w, h] = box(index);
    context.lineWidth = 4;
    context.strokeStyle = "#000";
    context.strokeRect(x, y, w, h);
    context.lineWidth = 2;
    context.strokeStyle = "#fff";
    context.strokeRect(x, y, w, h);
    context.lineWidth = 3;
    context.strokeStyle = "#000";
    context.strokeText(String(i + 1), x + w / 2, y + h / 2);
    context.fillStyle = "#fff";
    context.fillText(String(i + 1), x + w / 2, y + h / 2);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} what
 * @param {Spec} what.spec
 * @param {number} what.frames
 * @param {number} what.startS
 * @param {import("./colours.js").Inks} what.inks
 * @param {string} what.font
 */
export function drawWindowAxis(canvas, { spec, frames, startS, inks, font }) {
  const surface = sharp(canvas);
  const { fromS, toS } = span(spec, frames, startS);
  const pxPerS = surface.width / (toS - fromS);
  const toX = (/** @type {number} */ s) => (s - fromS) * pxPerS;
  drawTimeAxis(surface, { startS: fromS, endS: toS, pxPerS, toX }, { inks, font });
}
