/** Runs the pipeline away from the page's own thread; client.js is the other end. */

import { fromBase64 } from "./base64.js";
import { decode, toMono } from "./decode.js";
import { AudioError } from "./errors.js";
import { loadModel } from "./model.js";
import { classify } from "./pipeline.js";
import { remarks, windowQuality } from "./quality.js";
import { resample, resampleTaps } from "./resample.js";
import { spectrogram } from "./spectrogram.js";
import { frameLevels, percentile, speechIn } from "./speech.js";
import { calibrate, decide, margin, sigmoid } from "./verdict.js";
import { cutWindow, windowStarts } from "./windows.js";

/** Share of a file's progress that is decoding. */
const DECODING = 0.3;

/** @typedef {{ spec: import("./types").Spec, stftWindow: Float32Array }
 *   & Awaited<ReturnType<typeof loadModel>>} Model */

/** @type {Model} */
let model;

/** The stages one by one, for the tests that compare them with Python's. */
const stages = {
  toMono,
  resampleTaps,
  resample,
  windowStarts,
  cutWindow,
  spectrogram,
  frameLevels,
  percentile,
  speechIn,
  windowQuality,
  remarks,
  margin,
  sigmoid,
  calibrate,
  decide,
};

/** The same model, looking at a window every `hopS` seconds. @type {(m: Model, hopS?: number) => Model} */
function withHop(m, hopS) {
  if (hopS === undefined) return m;
  const hop = Math.max(1, Math.round(hopS * m.spec.sample_rate_hz));
  return { ...m, spec: { ...m.spec, window: { ...m.spec.window, hop } } };
}

/** @typedef {Required<Pick<import("./types").Options, "signal" | "onProgress">> & {
 *   decodeAudioData: (blob: Blob, sampleRate: number) => Promise<import("./types").Audio>
 * }} Job */

/**
 * What the page may call: (job, ...arguments) => result.
 *
 * @type {Record<string, (job: Job, ...args: any[]) => any>}
 */
const calls = {
  async load(_job, /** @type {import("./types").Artefact} */ artefact) {
    const stftWindow = new Float32Array(fromBase64(artefact.spec.tables.stft_window).buffer);
    model = { spec: artefact.spec, stftWindow, ...(await loadModel(artefact)) };
    return { backend: model.backend, model: model.spec.model_sha256 };
  },
  classify: (job, samples, sampleRate, hopS) =>
    classify(samples, sampleRate, null, withHop(model, hopS), job),
  async classifyFile(job, /** @type {Blob} */ blob, /** @type {number | undefined} */ hopS) {
    const { signal, onProgress, decodeAudioData } = job;
    const audio = await decode(blob, {
      signal,
      decodeAudioData,
      onProgress: (fraction) => onProgress(DECODING * fraction),
    });
    const file = blob instanceof File ? blob.name : null;
    return classify(toMono(audio.channels), audio.sampleRate, file, withHop(model, hopS), {
      signal,
      onProgress: (fraction) => onProgress(DECODING + (1 - DECODING) * fraction),
    });
  },
  decode: (job, blob) => decode(blob, job),
  stftWindow: () => model.stftWindow,
  predict: (_job, spectrograms, n) => model.predict(spectrograms, n),
  countTensors: () => model.countTensors(),
};
for (const [name, stage] of Object.entries(stages)) {
  calls[name] = (_job, ...args) => /** @type {Function} */ (stage)(...args);
}

/** The call that runs: its cancel switch, and what it asked the page. */
let controller = new AbortController();
/** @type {((answer: import("./types").Audio | null) => void) | null} */
let onAnswer = null;

/** @type {Job["decodeAudioData"]} */
async function decodeAudioData(blob, sampleRate) {
  postMessage({ ask: { blob, sampleRate } });
  const answer = await new Promise((resolve) => {
    onAnswer = resolve;
  });
  if (answer === null) throw new AudioError("undecodable");
  return answer;
}

/** @param {{ call: string, args: any[] }} message */
async function run({ call, args }) {
  controller = new AbortController();
  const job = {
    signal: controller.signal,
    onProgress: (/** @type {number} */ progress) => postMessage({ progress }),
    decodeAudioData,
  };
  try {
    postMessage({ value: await calls[call](job, ...args) });
  } catch (thrown) {
    const { name, message } = /** @type {Error} */ (thrown);
    const code = thrown instanceof AudioError ? thrown.code : null;
    const sentence = code === null ? message : model.spec.errors[code];
    postMessage({ error: { name, message: sentence, code } });
  }
}

self.onmessage = ({ data }) => {
  if (data.call !== undefined) run(data);
  else if (data.abort === true) controller.abort();
  else onAnswer?.(data.answer);
};
