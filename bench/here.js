/**
 * `DeepfakeAudio.here`: stages in the thread that calls them, as the worker has them; through
 * `DeepfakeAudio.stages` the way to the worker and back counts, too.
 */

import kernelBytes from "kernel:sound";
import { startKernel } from "../web/src/kernel.js";
import { spectrogram } from "../web/src/spectrogram.js";

const start = async () => {
  if (!(await startKernel(kernelBytes))) throw new Error("no WebAssembly with vectors here");
};

globalThis.DeepfakeAudio.here = { start, spectrogram };
