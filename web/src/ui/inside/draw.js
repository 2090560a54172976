/** Drawing over time: envelope, spectrogram, scores and the axis that they share. */

import { band, onScale, sideOf } from "../../band.js";
import { clock, number, seconds } from "../../strings/format.js";
import { paint } from "./colours.js";

/** Half decibels from black to white. */
const RANGE = 160;

const STEPS_S = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600,
];
const LEAST_TICK_PX = 72;

/** @typedef {{ context: CanvasRenderingContext2D, width: number, height: number }} Surface */
/** @typedef {import("./viewport.js").Viewport} Viewport */
/** @typedef {import("./colours.js").Inks} Inks */
/** @typedef {import("../../types").Inspection} Inspection */
/** @typedef {Map<number, import("../../types").Tile>} TileMap */
/** @typedef {import("../../types").Spec} Spec */

/**
 * @param {Surface} surface
 * @param {Viewport} view
 * @param {{ inspection: Inspection, tiles: TileMap, spec: Spec, inks: Inks }} what
 */
export function drawWave({ context, width, height }, view, { inspection, tiles, spec, inks }) {
  const { n, low, high, columns, columnSamples } = inspection;
  const { length } = spec.window;
  const middle = height / 2;
  const loud = Math.max(
    high.reduce((a, b) => Math.max(a, b), 0),
    -low.reduce((a, b) => Math.min(a, b), 0),
  );
  const unit = (middle - 2) / Math.max(loud, 1e-4);
  context.fillStyle = inks.line;
  context.fillRect(0, middle - 0.5, width, 1);
  context.fillStyle = inks.accent;
  for (let x = 0; x < width; x++) {
    const first = Math.floor(view.toS(x) * spec.sample_rate_hz);
    const end = Math.min(n, Math.max(first + 1, Math.ceil(view.toS(x + 1) * spec.sample_rate_hz)));
    if (first >= end) break;
    let [least, most] = [Infinity, -Infinity];
    const tile = tiles.get(Math.floor(first / length));
    if (tile !== undefined) {
      const at = first % length;
      for (const v of tile.samples.subarray(at, at + end - first)) {
        if (v < least) least = v;
        if (v > most) most = v;
      }
    } else {
      const last = Math.min(columns - 1, Math.floor((end - 1) / columnSamples));
      for (let c = Math.floor(first / columnSamples); c <= last; c++) {
        least = Math.min(least, low[c]);
        most = Math.max(most, high[c]);
      }
    }
    context.fillRect(x, middle - most * unit, 1, Math.max(1, (most - least) * unit));
  }
}

/**
 * Levels as an image, the loudest of the recording white.
 *
 * @param {Uint8Array} levels [columns * bins]
 * @param {number} bins
 * @param {number} loudest
 */
export function levelImage(levels, bins, loudest) {
  const shade = (/** @type {number} */ column, /** @type {number} */ row) =>
    (levels[column * bins + row] - loudest + RANGE) / RANGE;
  return paint({ width: levels.length / bins, height: bins, shade });
}

/**
 * @param {Surface} surface
 * @param {Viewport} view
 * @param {{ images: { image: HTMLCanvasElement, firstSample: number, samplesEach: number }[], spec: Spec }} what
 *   later images lie over earlier ones
 */
export function drawSpectrogram({ context, width, height }, view, { images, spec }) {
  const { n_fft, hop_length } = spec.spectrogram;
  const rate = spec.sample_rate_hz;
  const lead = (n_fft - hop_length) / 2; // a frame's pixel lies around the middle of the frame
  for (const { image, firstSample, samplesEach } of images) {
    const columnOf = (/** @type {number} */ s) => (s * rate - firstSample - lead) / samplesEach;
    const first = Math.max(0, Math.floor(columnOf(view.startS)));
    const end = Math.min(image.width, Math.ceil(columnOf(view.startS + width / view.pxPerS)));
    if (first >= end) continue;
    const toX = (/** @type {number} */ c) =>
      view.toX((firstSample + lead + c * samplesEach) / rate);
    context.imageSmoothingEnabled = toX(1) - toX(0) < 1;
    context.drawImage(
      image,
      first,
      0,
      end - first,
      image.height,
      toX(first),
      0,
      toX(end) - toX(first),
      height,
    );
  }
}

/** Top and bottom of the plot of probabilities are this far from its edges. */
const PADDING = 6;

/** @type {(p: number, height: number) => number} */
const scoreY = (p, height) => PADDING + (1 - onScale(p)) * (height - 2 * PADDING);

/**
 * Each window as a bar over exactly the time that it heard; the band between the lines is "can't
 * tell".
 *
 * @param {Surface} surface
 * @param {Viewport} view
 * @param {{ windows: { start_s: number, p_fake: number }[], windowS: number, inks: Inks }} what
 */
export function drawScores({ context, width, height }, view, { windows, windowS, inks }) {
  const [top, bottom] = [band.fake_above, band.real_below].map((p) => scoreY(p, height));
  context.fillStyle = inks.sunken;
  context.fillRect(0, top, width, bottom - top);
  context.strokeStyle = inks["line-strong"];
  context.setLineDash([4, 3]);
  context.beginPath();
  for (const y of new Set([top, bottom])) {
    context.moveTo(0, Math.round(y) + 0.5);
    context.lineTo(width, Math.round(y) + 0.5);
  }
  context.stroke();
  for (const { start_s, p_fake } of windows) {
    const left = view.toX(start_s);
    const right = view.toX(Math.min(view.durationS, start_s + windowS));
    if (right < 0 || left > width) continue;
    context.fillStyle = inks[sideOf(p_fake)];
    context.fillRect(left, scoreY(p_fake, height) - 2, Math.max(2, right - left), 4);
  }
}

/** "1:02.5" @type {(s: number, step: number) => string} */
function stamp(s, step) {
  const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  if (s < 60) return seconds(s, digits);
  const rest =
    digits === 0
      ? ""
      : number(s % 1, { minimumFractionDigits: digits, maximumFractionDigits: digits }).slice(1);
  return clock(s + 1e-6) + rest;
}

/**
 * @param {Surface} surface
 * @param {Pick<Viewport, "startS" | "endS" | "pxPerS" | "toX">} view
 * @param {{ inks: Inks, font: string }} what
 */
export function drawTimeAxis({ context, width }, view, { inks, font }) {
  const step = STEPS_S.find((s) => s * view.pxPerS >= LEAST_TICK_PX) ?? STEPS_S[STEPS_S.length - 1];
  context.font = font;
  context.textBaseline = "top";
  context.fillStyle = inks["text-soft"];
  for (
    let i = Math.max(0, Math.ceil(view.startS / step - 1e-9));
    i * step <= view.endS + 1e-9;
    i++
  ) {
    const x = view.toX(i * step);
    context.fillRect(Math.min(width - 1, Math.round(x)), 0, 1, 5);
    const text = stamp(i * step, step);
    const half = context.measureText(text).width / 2;
    context.textAlign = x < half ? "left" : x > width - half ? "right" : "center";
    context.fillText(text, Math.min(width, Math.max(0, x)), 7);
  }
}
