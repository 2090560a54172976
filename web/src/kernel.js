/**
 * Spectrogram and resampling by WebAssembly, two double-precision numbers at a time; its source is
 * web/kernel. Until it is started, and for what does not fit into its memory, there is JavaScript:
 * spectrogram.js and polyphase.js.
 */

import { framesOf } from "./frames.js";

/**
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   spectrogram: (n: number, hop: number, firstBin: number, bins: number, rmsFloor: number,
 *     powerFloor: number) => void,
 *   filter: (n: number, up: number, down: number, width: number, phase: number) => void,
 * } & Record<"FFT_SIZE" | "MOST_SAMPLES" | "MOST_LEVELS" | "MOST_TAPS" | "MOST_INPUTS"
 *   | "MOST_OUTPUTS" | "turns" | "samples" | "stftWindow" | "levels" | "taps" | "inputs"
 *   | "outputs", WebAssembly.Global>} Exports
 */

/** Numbers that the kernel's vectors hold in a row: lengths are multiples of it. */
const IN_A_ROW = 4;

/** How many numbers its passes but the first bring together. */
const PASSES = [64, 512];

/** @typedef {ReturnType<typeof viewsOf>} Kernel */

/** @type {Kernel | null} */
let kernel = null;

/** Where values go in and come out; memory never grows, so views last. @param {Exports} exports */
function viewsOf(exports) {
  const { memory, spectrogram, filter } = exports;
  /** @type {(name: "samples" | "levels" | "outputs", most: WebAssembly.Global) => Float32Array} */
  const float32 = (name, { value }) => new Float32Array(memory.buffer, exports[name].value, value);
  /** @type {(name: "turns" | "stftWindow" | "taps" | "inputs", n: number) => Float64Array} */
  const float64 = (name, n) => new Float64Array(memory.buffer, exports[name].value, n);
  const size = exports.FFT_SIZE.value;
  const numbers = PASSES.flatMap(turns);
  float64("turns", numbers.length).set(numbers);
  return {
    spectrogram,
    filter,
    size,
    /** Whose taps are there. @type {import("./polyphase.js").Filter | null} */
    loaded: null,
    samples: float32("samples", exports.MOST_SAMPLES),
    stftWindow: float64("stftWindow", size),
    levels: float32("levels", exports.MOST_LEVELS),
    taps: float64("taps", exports.MOST_TAPS.value),
    inputs: float64("inputs", exports.MOST_INPUTS.value),
    outputs: float32("outputs", exports.MOST_OUTPUTS),
  };
}

/** Cosine and sine of -2 * pi * j * r / n, for j below n / 8 and r from 1 to 7. @param {number} n */
function turns(n) {
  const numbers = [];
  for (let j = 0; j < n / 8; j++) {
    for (let r = 1; r < 8; r++) {
      const angle = (-2 * Math.PI * j * r) / n;
      numbers.push(Math.cos(angle), Math.sin(angle));
    }
  }
  return numbers;
}

/**
 * From now on let it compute what it can.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes what web/kernel.mjs compiles
 * @returns {Promise<boolean>} false where WebAssembly is forbidden or has no vectors
 */
export async function startKernel(bytes) {
  try {
    const { instance } = await WebAssembly.instantiate(bytes);
    kernel = viewsOf(/** @type {any} */ (instance.exports));
  } catch {
    return false;
  }
  return true;
}

/**
 * The same as `spectrogram`.
 *
 * @param {Float32Array} x [n]
 * @param {Float32Array} window [n_fft]
 * @param {import("./types").SpectrogramParams} p
 * @returns {Float32Array | null} null if it can't
 */
export function fastSpectrogram(x, window, { n_fft, hop_length, first_bin, n_bins, ...floors }) {
  if (kernel === null || n_fft !== kernel.size || first_bin + n_bins > n_fft) return null;
  const { samples, stftWindow, levels } = kernel;
  if (x.length < n_fft || x.length > samples.length || x.length % IN_A_ROW !== 0) return null;
  const frames = framesOf(x.length, { n_fft, hop_length });
  if (frames * n_bins > levels.length) return null;
  samples.set(x);
  let energy = 0;
  for (let i = 0; i < n_fft; i++) energy += window[i] ** 2;
  // Of the two spectra in each transform it computes twice the size.
  const scale = 1 / (2 * Math.sqrt(energy));
  for (let i = 0; i < n_fft; i++) stftWindow[i] = window[i] * scale;
  const { rms_floor, power_floor } = floors;
  kernel.spectrogram(x.length, hop_length, first_bin, n_bins, rms_floor, power_floor);
  return levels.slice(0, frames * n_bins);
}

/**
 * The same as `filterInto`.
 *
 * @param {Float32Array} y [n]
 * @param {import("./polyphase.js").Filter} filter
 * @param {Float64Array} x
 * @param {number} first
 * @param {number} phase
 * @returns {boolean} false, and nothing is done, if it can't
 */
export function fastFilterInto(y, filter, x, first, phase) {
  if (kernel === null) return false;
  const { up, down, width } = filter;
  const { taps, inputs, outputs } = kernel;
  const padded = Math.ceil(width / IN_A_ROW) * IN_A_ROW;
  // Whole periods at a time, so each time begins with the same phase.
  const room = Math.min((inputs.length - padded - IN_A_ROW) / down, outputs.length / up);
  const periods = Math.floor(room / IN_A_ROW) * IN_A_ROW;
  if (up * padded > taps.length || periods < 1) return false;
  if (kernel.loaded !== filter) loadTaps(kernel, filter, padded);
  for (let j = 0; j < y.length; j += periods * up) {
    const n = Math.min(periods * up, y.length - j);
    const needed = Math.floor((phase + (n - 1) * down) / up) + width;
    const oldest = first + (j / up) * down;
    inputs.set(x.subarray(oldest, oldest + needed));
    // What the zeros after the taps are multiplied by must be numbers.
    inputs.fill(0, needed, needed + IN_A_ROW);
    kernel.filter(n, up, down, padded, phase);
    y.set(outputs.subarray(0, n), j);
  }
  return true;
}

/** @type {(kernel: Kernel, filter: import("./polyphase.js").Filter, padded: number) => void} */
function loadTaps(kernel, filter, padded) {
  const { up, width, phases } = filter;
  const { taps } = kernel;
  taps.fill(0, 0, up * padded);
  for (let phase = 0; phase < up; phase++) {
    taps.set(phases.subarray(phase * width, (phase + 1) * width), phase * padded);
  }
  kernel.loaded = filter;
}
