/**
 * Does this browser compute what the reference did? Every stage on a recording that came with the
 * page, against values that Python left in the artefact (training/golden.py).
 */

import { fromBase64 } from "./base64.js";
import { sha256 } from "./hash.js";

/** @typedef {{ stage: string, error: number, tolerance: number }} Row `error` is infinite where
 *   something has another length or is no number */

/** @typedef {ReturnType<typeof import("./api.js").createApi>} Api */

/**
 * @param {ArrayLike<number>} x
 * @param {import("./types").GoldenStage} expected
 * @returns {number} the largest distance
 */
function distance(x, { length, places, values }) {
  if (x.length !== length) return Infinity;
  const worst = Math.max(...places.map((place, i) => Math.abs(x[place] - values[i])));
  return Number.isNaN(worst) ? Infinity : worst;
}

/**
 * Run all stages in a worker.
 *
 * @param {Api} api
 * @param {import("./types").Artefact} artefact
 * @param {Blob} clip the recording that `spec.golden` names
 * @returns {Promise<Row[]>} in the order of the pipeline; the first is the weights' fingerprint, off
 *   by 0 or infinity, or not there where the browser computes none (pages from a server without TLS)
 */
export async function selfTest({ stages, classify }, { spec, weights }, clip) {
  const { golden, sample_rate_hz: rate } = spec;
  const hash = await sha256(new Blob([fromBase64(weights)]));
  const [x] = (await stages.decode(clip)).channels;
  const window = await stages.cutWindow(x, 0, spec.window);
  const stftWindow = await stages.stftWindow();
  const fineWindow = await stages.fineWindow();
  const features = await stages.features(window, stftWindow, fineWindow, spec);
  const probabilities = await stages.predict(features, 1);
  const [m] = await stages.margin(probabilities);
  const weaker = golden.weaker.map(async (share) =>
    stages.toProbability(await stages.calibrate(share * m, spec.verdict), spec.verdict),
  );
  const { windows } = await classify(x.subarray(0, spec.window.length), rate);
  /** @type {Record<string, ArrayLike<number>>} */
  const made = {
    decode: x,
    mono: await stages.toMono([x, x.slice().reverse()]),
    resample: await stages.resample(x, golden.as_if_hz, rate, spec.resample),
    window,
    spectrogram: await stages.spectrogram(window, stftWindow, spec.spectrogram),
    features,
    probabilities,
    p_fake: [...windows.map(({ p_fake }) => p_fake), ...(await Promise.all(weaker))],
  };
  const fingerprint =
    hash === null
      ? []
      : [{ stage: "weights", error: hash === spec.model_sha256 ? 0 : Infinity, tolerance: 0 }];
  return [
    ...fingerprint,
    ...golden.stages.map((expected) => ({
      stage: expected.stage,
      error: distance(made[expected.stage], expected),
      tolerance: expected.tolerance,
    })),
  ];
}

/** @param {Row} row */
export const isAlike = ({ error, tolerance }) => error <= tolerance;
