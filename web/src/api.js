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
  "mostlyVoiceless",
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

/** Also of what another frame has made. @param {unknown} value */
const kindOf = (value) => Object.prototype.toString.call(value).slice("[object ".length, -1);

/** @type {(isRight: boolean, what: string) => void} */
function wanted(isRight, what) {
  if (!isRight) throw new TypeError(`DeepfakeAudio: ${what}`);
}

/** @param {Options} [options] */
function hopOf({ hopS } = {}) {
  const isRight = hopS === undefined || (Number.isFinite(hopS) && hopS > 0);
  wanted(isRight, "hopS: a number of seconds above 0 is wanted");
  return hopS;
}

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
     * @throws {TypeError} if an argument is of another kind
     */
    async classify(samples, sampleRate, options) {
      wanted(kindOf(samples) === "Float32Array", "samples: a Float32Array is wanted");
      const hopS = hopOf(options);
      await ready;
      return call("classify", [samples, sampleRate, hopS], options);
    },
    /**
     * Judge a recording in any format that the browser decodes.
     *
     * @param {Blob} blob
     * @param {Options} [options]
     * @returns {Promise<Result>}
     * @throws {TypeError} if an argument is of another kind
     */
    async classifyFile(blob, options) {
      wanted(["Blob", "File"].includes(kindOf(blob)), "a Blob or a File is wanted");
      const hopS = hopOf(options);
      await ready;
      return call("classifyFile", [blob, hopS], options);
    },
    /** Each stage of the pipeline, run in the worker: (...arguments) => Promise. */
    stages: Object.fromEntries(
      STAGES.map((name) => [name, (/** @type {any[]} */ ...args) => call(name, args)]),
    ),
  };
}
