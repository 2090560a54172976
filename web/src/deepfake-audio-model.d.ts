import type { Artefact } from "./types";

/** Weights, parameters and figures of the shipped model. */
declare const model: Artefact;
export default model;
