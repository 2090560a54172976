/** Runs the pipeline away from the page's own thread; pool.js is the other end. */

import kernelBytes from "kernel:sound";
import { fromBase64 } from "./base64.js";
import { createCrew, lend } from "./crew.js";
import { decode, decodeBlocks } from "./decode.js";
import { AudioError } from "./errors.js";
import { inspect, tile, windowInput } from "./inspect.js";
import { judgeWindows } from "./judge.js";
import { startKernel } from "./kernel.js";
import { mendBlobs } from "./mend-blobs.js";
import { loadModel } from "./model.js";
import { occlusion } from "./occlusion.js";
import { classify } from "./pipeline.js";
import { stages } from "./stages.js";

/** Samples that are handed on at a time. */
const BLOCK = 1 << 18;

/** @typedef {import("./types").Model
 *   & Awaited<ReturnType<typeof loadModel>>} Model */

/** @type {Model} */
let model;

/** @type {(loaded: unknown) => void} */
let onLoaded;
const loaded = new Promise((resolve) => {
  onLoaded = resolve;
});

/**
 * The same parameters, with a window every `hopS` seconds.
 *
 * @param {import("./types").Spec} spec
 * @param {number} [hopS]
 */
function withHop(spec, hopS) {
  if (hopS === undefined) return spec;
  const hop = Math.max(1, Math.round(hopS * spec.sample_rate_hz));
  return { ...spec, window: { ...spec.window, hop } };
}

/** @typedef {Required<Omit<import("./types").Options, "hopS">> & import("./decode.js").DecodeOptions} Job */

/** @type {import("./crew.js").Crew | null} */
let crew = null;

/**
 * Judge a clip, on a long one with whoever helps.
 *
 * @param {AsyncIterable<import("./types").Block>} blocks
 * @param {string | null} file
 * @param {Job} job
 * @param {number} [hopS]
 * @returns {Promise<import("./types").Result>}
 */
async function judgeClip(blocks, file, job, hopS) {
  const own = createCrew(
    (windows) => judgeWindows(windows, model),
    () => postMessage({ wantsHelp: true }),
  );
  crew = own;
  try {
    return await classify(blocks, file, withHop(model.spec, hopS), own, job);
  } finally {
    own.dismiss();
    crew = null;
  }
}

/**
 * @param {Float32Array} x
 * @param {number} sampleRate
 * @returns {AsyncGenerator<import("./types").Block>}
 */
async function* inBlocks(x, sampleRate) {
  for (let first = 0; first < x.length; first += BLOCK) {
    const end = Math.min(x.length, first + BLOCK);
    yield { channels: [x.subarray(first, end)], sampleRate, done: end / x.length };
  }
}

/**
 * What the page may call: (job, ...arguments) => result.
 *
 * @type {Record<string, (job: Job, ...args: any[]) => any>}
 */
const calls = {
  async load(_job, /** @type {import("./types").Artefact} */ artefact) {
    await mendBlobs();
    const { spec } = artefact;
    const table = (/** @type {string} */ text) => new Float32Array(fromBase64(text).buffer);
    const [stftWindow, fineWindow] = [spec.tables.stft_window, spec.tables.fine_window].map(table);
    model = { spec, stftWindow, fineWindow, ...(await loadModel(artefact)) };
    const kernel = (await startKernel(kernelBytes)) && model.layers;
    onLoaded(null);
    return { backend: model.backend, model: model.spec.model_sha256, kernel };
  },
  classify: (job, samples, sampleRate, hopS) =>
    judgeClip(inBlocks(samples, sampleRate), null, job, hopS),
  classifyFile: (job, /** @type {Blob} */ blob, /** @type {number | undefined} */ hopS) =>
    judgeClip(decodeBlocks(blob, job), blob instanceof File ? blob.name : null, job, hopS),
  decode: (job, blob) => decode(blob, job),
  stftWindow: () => model.stftWindow,
  fineWindow: () => model.fineWindow,
  predict: (_job, inputs, n) => model.predict(inputs, n),
  inspect: (job, /** @type {Blob} */ blob) => inspect(decodeBlocks(blob, job), model, job),
  tile: (_job, /** @type {Blob} */ wav, /** @type {number} */ first) => tile(wav, first, model),
  windowInput: (_job, /** @type {Blob} */ wav, /** @type {number} */ start) =>
    windowInput(wav, start, model),
  occlusion: (job, /** @type {Float32Array} */ x) => occlusion(x, model, job),
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
    onWindow: (/** @type {object} */ window) => postMessage({ window }),
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

/** @param {MessagePort} port to a worker that has a long clip */
async function help(port) {
  await loaded;
  lend(port, (windows) => judgeWindows(windows, model));
}

self.onmessage = ({ data }) => {
  if (data.call !== undefined) run(data);
  else if (data.abort === true) controller.abort();
  else if (data.lend !== undefined) help(data.lend);
  else if (data.helper !== undefined) crew?.add(data.helper, data.port);
  else if (data.lost !== undefined) crew?.lose(data.lost);
  else onAnswer?.(data.answer);
};
