/** The classifier without the page, for pages of others; deepfake-audio.d.ts has the types. */

import workerSource from "bundle:./worker.js";
import { createApi } from "./api.js";

/** @typedef {typeof import("./deepfake-audio")} Module */

/** @type {ReturnType<typeof createApi> | null} */
let api = null;

/** @type {Module["start"]} */
export function start(model) {
  api ??= createApi(workerSource, model);
  return api.ready;
}

const started = () => api ?? Promise.reject(new Error("Call start(model) first."));

/** @type {Module["classify"]} */
export const classify = async (samples, sampleRate, options) =>
  (await started()).classify(samples, sampleRate, options);

/** @type {Module["classifyFile"]} */
export const classifyFile = async (blob, options) => (await started()).classifyFile(blob, options);

export { AudioError } from "./errors.js";
