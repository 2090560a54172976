/** `window.DeepfakeAudio`: the page's own way in, and that of scripts and tests. */

import { startPool } from "./pool.js";

const STAGES = [
  "decode",
  "toMono",
  "resampleTaps",
  "resample",
  "windowStarts",
  "cutWindow",
  "stftWindow",
  "fineWindow",
  "spectrogram",
  "features",
  "frameLevels",
  "percentile",
  "speechIn",
  "windowQuality",
  "remarks",
  "predict",
  "occlusion",
  "margin",
  "holdsVoice",
  "calibrate",
  "toProbability",
  "decide",
  "countTensors",
];

/** @typedef {import("./types").Options} Options */
/** @typedef {import("./types").Result} Result */

/**
 * @param {string} workerSource
 * @param {import("./types").Artefact} artefact
 */
export function createApi(workerSource, artefact) {
  const { ready, call } = startPool(workerSource, artefact);
  return {
    /** Resolves once the network has run; rejects if it can't. */
    ready,
    /**
     * Judge mono samples.
     *
     * @param {Float32Array} samples at `sampleRate`, full scale 1
     * @param {number} sampleRate in Hz
     * @param {Options} [options]
     * @returns {Promise<Result>}
     */
    async classify(samples, sampleRate, options) {
      await ready;
      return call("classify", [samples, sampleRate, options?.hopS], options);
    },
    /**
     * Judge a recording in any format that the browser decodes.
     *
     * @param {Blob} blob
     * @param {Options} [options]
     * @returns {Promise<Result>}
     */
    async classifyFile(blob, options) {
      await ready;
      return call("classifyFile", [blob, options?.hopS], options);
    },
    /** Each stage of the pipeline, run in the worker: (...arguments) => Promise. */
    stages: Object.fromEntries(
      STAGES.map((name) => [name, (/** @type {any[]} */ ...args) => call(name, args)]),
    ),
  };
}
