import workerSource from "bundle:./worker.js";
import { createApi } from "./api.js";

const artefact = /** @type {any} */ (globalThis).DEEPFAKE_AUDIO_MODEL;
/** @type {any} */ (globalThis).DeepfakeAudio = createApi(workerSource, artefact);
