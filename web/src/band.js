/**
 * The decision band in force. The result object keeps the verdict of the model's own band; what a
 * person sees follows the sensitivity that they chose, and moves the moment it is changed.
 *
 * Where one kind of error costs `COST_RATIO` times the other, the best thresholds lie that much
 * further along the odds. If the model comes with rates measured at other thresholds
 * (`spec.metrics.thresholds`), the measured band next to that is used, so that the rates shown are
 * those of the very band in use.
 */

import { remarks } from "./quality.js";
import { sigmoid, toLogOdds, toProbability } from "./verdict.js";

const COST_RATIO = 3;

/** How a scale is drawn: 1 would give every step of the probability the same room, the nearer to 0
 * the more the two ends get, where most answers are. */
const EVENNESS = 0.4;

/** A measured band further away than this in log-odds is another one. */
const NEAR = 0.5;

/** @typedef {import("./types").Band} Band */
/** @typedef {import("./types").Result} Result */
/** @typedef {import("./types").Spec} Spec */

/** @type {Record<string, number>} */
const SHIFTS = { "": 0, false_alarms: Math.log(COST_RATIO), misses: -Math.log(COST_RATIO) };

const EDGES = /** @type {const} */ (["real_below", "fake_above"]);

/**
 * @param {Spec} spec
 * @param {string} sensitivity one of `CHOICES.sensitivity` of preferences.js
 * @returns {Band} with its measured rates if there are any
 */
export function bandFor(spec, sensitivity) {
  const shift = SHIFTS[sensitivity];
  const { real_below, fake_above } = spec.verdict;
  const logOdds = (/** @type {number} */ p) => toLogOdds(p, spec.verdict);
  const moved = (/** @type {number} */ p) => toProbability(logOdds(p) + shift, spec.verdict);
  /** @type {Band} */
  const wanted =
    shift === 0
      ? { real_below, fake_above }
      : { real_below: moved(real_below), fake_above: moved(fake_above) };
  const distance = (/** @type {Band} */ band) =>
    Math.max(...EDGES.map((edge) => Math.abs(logOdds(band[edge]) - logOdds(wanted[edge]))));
  const measured = (spec.metrics?.thresholds ?? [])
    .filter((band) => distance(band) < NEAR)
    .sort((a, b) => distance(a) - distance(b))[0];
  if (measured === undefined) return wanted;
  return shift === 0 ? { ...measured, ...wanted } : measured;
}

/** The band in force, and where it lies. @type {Band} */
export let band = { real_below: 0.5, fake_above: 0.5 };

/** Its floor is where the scales begin. @type {Pick<Spec["verdict"], "floor">} */
let verdict = { floor: 0 };

/** @type {(spec: Spec, sensitivity: string) => void} */
export function useBand(spec, sensitivity) {
  band = bandFor(spec, sensitivity);
  verdict = spec.verdict;
}

/** The band in force, if it is not the model's own. @type {(spec: Spec) => Band | undefined} */
export const bandOtherThan = ({ verdict }) =>
  EDGES.every((edge) => band[edge] === verdict[edge]) ? undefined : band;

/**
 * Where a probability lies on a scale, from 0 for the floor to 1: by the evidence that it stands for,
 * as that between 94 and 99.9 % is as much as between 24 and 94.
 *
 * @param {number} p probability of synthetic
 */
export const onScale = (p) => sigmoid(EVENNESS * toLogOdds(p, verdict));

/** @param {number} p probability of synthetic */
export function sideOf(p) {
  if (p >= band.fake_above) return "fake";
  return p < band.real_below ? "real" : "unsure";
}

/** The verdict in force. @param {Result} result */
export const labelOf = ({ p_fake }) => (p_fake === null ? "unsure" : sideOf(p_fake));

/** Its reasons: keys of `spec.reasons`. @type {(result: Result, spec: Spec) => string[]} */
export function reasonCodesOf(result, spec) {
  const label = labelOf(result);
  if (label === result.verdict) return result.reason_codes;
  if (label !== "unsure") return [];
  const logits = result.windows.map(({ p_fake }) => toLogOdds(p_fake, spec.verdict));
  return ["undecided", ...remarks(result.quality, logits, spec.quality)];
}
