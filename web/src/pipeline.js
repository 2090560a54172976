/**
 * The way of a clip from samples to verdict, the same as `classify` in training/predict.py.
 *
 * The clip comes in blocks and leaves as scores: what is in memory at a time does not depend on how
 * long it is.
 */

import { aborted } from "./errors.js";
import { heard } from "./heard.js";
import { meanQuality, remarks } from "./quality.js";
import { mostlyVoiceless } from "./speech.js";
import { tick } from "./tick.js";
import { decide, result, toProbability } from "./verdict.js";
import { createCutter } from "./windows.js";

/** Windows that are judged at a time. */
const BATCH = 4;
/** What tells best why a clip has no judged window, first. @type {Judged["kind"][]} */
const WHY_NONE = ["no_voice", "no_speech", "silent"];

/** @typedef {import("./types").Judged} Judged */
/** @typedef {import("./windows.js").Cut} Cut */

/**
 * The windows of a clip, a batch at a time.
 *
 * @param {AsyncIterable<import("./types").Block>} blocks
 * @param {import("./types").Spec} spec
 * @param {{ durationS: number, done: number }} progress is kept up to date
 * @returns {AsyncGenerator<Cut[], void, void>}
 * @throws {import("./errors.js").AudioError} `no_audio`, `not_finite` or `bad_rate`
 */
async function* batches(blocks, spec, progress) {
  const cutter = createCutter(spec.window);
  /** @type {Cut[]} */
  const waiting = [];
  for await (const samples of heard(blocks, spec, progress)) {
    for (const cut of cutter.push(samples)) {
      waiting.push(cut);
      if (waiting.length === BATCH) yield waiting.splice(0);
    }
  }
  waiting.push(...cutter.flush());
  while (waiting.length > 0) yield waiting.splice(0, BATCH);
}

/**
 * Judge a clip.
 *
 * @param {AsyncIterable<import("./types").Block>} blocks at the native rate, in a row
 * @param {string | null} file
 * @param {import("./types").Spec} spec
 * @param {import("./crew.js").Crew} crew judges the windows
 * @param {import("./types").Options} options
 * @returns {Promise<import("./types").Result>}
 * @throws {import("./errors.js").AudioError} `no_audio`, `not_finite` or `bad_rate`
 */
export async function classify(blocks, file, spec, crew, { signal, onProgress, onWindow }) {
  const progress = { durationS: 0, done: 0 };
  const kinds = { speech: 0, no_voice: 0, no_speech: 0, silent: 0 };
  /** @type {import("./types").WindowScore[]} */
  const scores = [];
  /** @type {import("./types").Quality[]} */
  const qualities = [];

  /** @type {(starts: number[], judged: Judged[]) => void} */
  const collect = (starts, judged) => {
    judged.forEach(({ kind, logit, quality }, i) => {
      kinds[kind]++;
      if (logit === null || quality === null) return;
      const start_s = starts[i] / spec.sample_rate_hz;
      scores.push({ start_s, logit });
      qualities.push(quality);
      onWindow?.({ start_s, p_fake: toProbability(logit, spec.verdict) });
    });
  };

  // Helpers may finish in any order; scores are collected in that of time.
  let collected = Promise.resolve();
  for await (const cuts of batches(blocks, spec, progress)) {
    await tick();
    if (signal?.aborted) throw aborted();
    const starts = cuts.map((cut) => cut.start);
    const windows = cuts.map((cut) => cut.window);
    const { done } = await crew.judge(windows, progress.done);
    collected = collected.then(async () => collect(starts, await done));
    collected.catch(() => {}); // is awaited below
    onProgress?.(progress.done);
  }
  await collected;
  if (signal?.aborted) throw aborted();
  onProgress?.(1);
  const quality = meanQuality(qualities);
  const logits = scores.map((score) => score.logit);
  const found = remarks(quality, logits, spec.quality);
  const verdict = mostlyVoiceless(kinds.speech, kinds.speech + kinds.no_voice, spec)
    ? decide([], "mostly_no_voice", [], spec.verdict)
    : decide(scores, WHY_NONE.find((kind) => kinds[kind] > 0) ?? "too_short", found, spec.verdict);
  return result(file, progress.durationS, verdict, quality, scores, spec);
}
