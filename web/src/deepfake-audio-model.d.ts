import type { Artefact } from "./types.js";

/** Weights, parameters and figures of the shipped model. */
declare const model: Artefact;
export default model;
