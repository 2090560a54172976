/**
 * The loops in which the page spends its time on sound, two double-precision numbers at a time:
 * the spectrogram and the resampler's filter. web/src/kernel.js is the other end.
 *
 * AssemblyScript, see web/kernel.mjs. Memory is laid out once: nothing is allocated, nothing grows.
 */

export { FFT_SIZE, turns } from "./fft";
export { filter, inputs, MOST_INPUTS, MOST_OUTPUTS, MOST_TAPS, outputs, taps } from "./polyphase";
export {
  levels,
  MOST_LEVELS,
  MOST_SAMPLES,
  samples,
  spectrogram,
  stftWindow,
} from "./spectrogram";
