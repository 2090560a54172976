/** What is exported of judged recordings, for programs and for spreadsheets. */

import { band, labelOf, reasonCodesOf } from "../band.js";
import { sha256 } from "../hash.js";

/** @typedef {import("../queue.js").Item} Item */

/** Judged, or found impossible to judge; not what was cancelled or still waits. */
const isExported = (/** @type {Item} */ { state }) => state === "done" || state === "error";

/** @param {readonly Item[]} items */
export const hasRecords = (items) => items.some(isExported);

/** The band without its measured rates. */
const edges = ({ real_below = 0, fake_above = 0 }) => ({ real_below, fake_above });

/**
 * The object that `python -m training.predict --json` prints for the file, and what is known here
 * besides.
 *
 * @type {(item: Item, hash: string | null) => object}
 */
function record(item, hash) {
  const { path, result, error, errorCode, judgedAt } = item;
  const answer =
    result === null ? { file: path, error, error_code: errorCode } : { ...result, file: path };
  return { ...answer, file_sha256: hash, judged_at: judgedAt?.toISOString() ?? null };
}

/** One file after the other, so that only one is in memory. @param {Item[]} items */
async function hashes(items) {
  const found = [];
  for (const { blob } of items) found.push(blob === null ? null : await sha256(blob));
  return found;
}

/**
 * @param {readonly Item[]} items
 * @param {import("../types").Spec} spec
 * @returns {Promise<string>}
 */
export async function toJson(items, spec) {
  const exported = items.filter(isExported);
  const found = await hashes(exported);
  const file = {
    application: "deepfake-audio-detection",
    version: APP_VERSION,
    date: new Date().toISOString(),
    model_sha256: spec.model_sha256,
    thresholds: edges(spec.verdict),
    thresholds_shown: edges(band),
    results: exported.map((item, i) => record(item, found[i])),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** For the verdict that is shown. @type {(result: import("../types").Result, spec: import("../types").Spec) => string} */
const reasonsOf = (result, spec) =>
  reasonCodesOf(result, spec)
    .map((code) => spec.reasons[code])
    .join(" ");

/**
 * A row a file; `verdict` is the one that the page shows, by the thresholds in the same row.
 *
 * @param {readonly Item[]} items
 * @param {import("../types").Spec} spec
 */
export async function toRows(items, spec) {
  const exported = items.filter(isExported);
  const found = await hashes(exported);
  return exported.map(({ path, result, error, judgedAt }, i) => ({
    file: path,
    verdict: result && labelOf(result),
    p_fake: result?.p_fake ?? null,
    reasons: result && reasonsOf(result, spec),
    error,
    duration_s: result?.duration_s ?? null,
    snr_db: result?.quality?.snr_db ?? null,
    bandwidth_hz: result?.quality?.bandwidth_hz ?? null,
    clipped_share: result?.quality?.clipped_share ?? null,
    windows: result?.windows.length ?? null,
    ...edges(band),
    file_sha256: found[i],
    model_sha256: spec.model_sha256,
    version: APP_VERSION,
    judged_at: judgedAt?.toISOString() ?? null,
  }));
}
