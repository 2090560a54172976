/**
 * What "Look inside" draws and plays, in a memory that does not grow with the recording: the sound
 * as the model hears it goes into a WAV blob, which the browser may keep on disk, piece by piece.
 */

import { concatenate } from "./arrays.js";
import { aborted } from "./errors.js";
import { features } from "./features.js";
import { heard } from "./heard.js";
import { createOverview } from "./overview.js";
import { spectrogram } from "./spectrogram.js";
import { tick } from "./tick.js";
import { WAV_HEADER_BYTES, wavHeader } from "./wav-header.js";
import { cutWindow } from "./windows.js";

/** Levels travel as bytes of half a decibel; 0 is this many dB, where a full-scale sine has +19. */
export const QUIETEST_DB = -102.5;
export const STEP_DB = 0.5;

/** Frames that one column of the overview begins with. */
const COLUMN_FRAMES = 5;

/** @typedef {Pick<import("./types").Model, "spec" | "stftWindow" | "fineWindow">} Model */

/**
 * Length of a tile in samples, and with what its last frame needs beyond.
 *
 * @param {import("./types").Spec} spec
 */
export const tileSize = ({ window, spectrogram: { n_fft, hop_length } }) => ({
  length: window.length,
  needed: window.length + n_fft - hop_length,
});

/**
 * The spectrogram that the model would see of these samples, but with their own level put back, so
 * that neighbours join without a step.
 *
 * @param {Float32Array} samples
 * @param {Model} model
 * @returns {Uint8Array} [frames * n_bins], see QUIETEST_DB; empty below one frame
 */
export function absoluteLevels(samples, { spec, stftWindow }) {
  const { n_fft, rms_floor } = spec.spectrogram;
  if (samples.length < n_fft) return new Uint8Array(0);
  const mean = samples.reduce((sum, v) => sum + v, 0) / samples.length;
  const square = samples.reduce((sum, v) => sum + (v - mean) ** 2, 0) / samples.length;
  const own = 20 * Math.log10(Math.max(Math.sqrt(square), rms_floor));
  const x = spectrogram(samples, stftWindow, spec.spectrogram);
  const levels = new Uint8Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const step = Math.round((10 * x[i] + own - QUIETEST_DB) / STEP_DB);
    levels[i] = Math.min(255, Math.max(0, step));
  }
  return levels;
}

/**
 * @param {AsyncIterable<import("./types").Block>} blocks of the recording
 * @param {Model} model
 * @param {import("./types").Options} options
 * @returns {Promise<import("./types").Inspection>}
 */
export async function inspect(blocks, model, { signal, onProgress }) {
  const { spec } = model;
  const { hop_length, n_bins } = spec.spectrogram;
  const { length, needed } = tileSize(spec);
  const columnSamples = COLUMN_FRAMES * hop_length;
  const overview = createOverview(n_bins);
  /** @type {Blob[]} */
  const kept = [];
  let n = 0;
  let loudest = 0;
  let rest = new Float32Array(0);

  /** @param {Float32Array} samples one tile, and what its last frame needs of the next */
  function add(samples) {
    const levels = absoluteLevels(samples, model);
    loudest = levels.reduce((a, b) => Math.max(a, b), loudest);
    const end = Math.min(length, samples.length);
    for (let at = 0, i = 0; at < end; at += columnSamples, i += COLUMN_FRAMES * n_bins) {
      const column = samples.subarray(at, Math.min(at + columnSamples, end));
      overview.add(column, levels.subarray(i, i + COLUMN_FRAMES * n_bins));
    }
  }

  const progress = { durationS: 0, done: 0 };
  for await (const block of heard(blocks, spec, progress)) {
    await tick();
    if (signal?.aborted) throw aborted();
    onProgress?.(progress.done);
    kept.push(new Blob([/** @type {Float32Array<ArrayBuffer>} */ (block)]));
    n += block.length;
    const joined = concatenate([rest, block]);
    let at = 0;
    for (; at + needed <= joined.length; at += length) add(joined.subarray(at, at + needed));
    rest = joined.slice(at);
  }
  for (let at = 0; at < rest.length; at += length) add(rest.subarray(at, at + needed));
  const wav = new Blob([wavHeader(n, spec.sample_rate_hz), ...kept], { type: "audio/wav" });
  const { merge, ...columns } = overview.read();
  return { wav, n, loudest, columnSamples: columnSamples * merge, ...columns };
}

/**
 * A piece of that sound.
 *
 * @param {Blob} wav
 * @param {number} first sample
 * @param {number} end sample after the last
 * @returns {Promise<Float32Array>} shorter where the sound ends before
 */
async function piece(wav, first, end) {
  const at = (/** @type {number} */ sample) => WAV_HEADER_BYTES + 4 * Math.max(0, sample);
  const bytes = await wav.slice(at(first), at(end)).arrayBuffer();
  return new Float32Array(bytes, 0, Math.floor(bytes.byteLength / 4));
}

/**
 * One tile, to be drawn in full detail.
 *
 * @param {Blob} wav
 * @param {number} first sample, a multiple of the tile's length
 * @param {Model} model
 * @returns {Promise<import("./types").Tile>}
 */
export async function tile(wav, first, model) {
  const { length, needed } = tileSize(model.spec);
  const samples = await piece(wav, first, first + needed);
  return { samples: samples.slice(0, length), levels: absoluteLevels(samples, model) };
}

/**
 * What the model is given for the window at a sample.
 *
 * @param {Blob} wav
 * @param {number} start
 * @param {Model} model
 */
export async function windowInput(wav, start, { spec, stftWindow, fineWindow }) {
  const samples = await piece(wav, start, start + spec.window.length);
  return features(cutWindow(samples, 0, spec.window), stftWindow, fineWindow, spec);
}
