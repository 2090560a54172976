/**
 * The verdict while recording: every half second on the last window, and on all so far.
 *
 * Windows that start on the file's own grid, every `hop`, make the running verdict, so it is the
 * one that the recording would get if it ended there.
 */

import { mostlyVoiceless } from "../speech.js";
import { decide, toLogOdds } from "../verdict.js";

/** A verdict comes twice as often as the file's windows. */
const PER_HOP = 2;

/** @typedef {import("../types").Result} Result */

/**
 * @typedef {object} Live
 * @property {Result} last of the last window alone
 * @property {ReturnType<typeof decide>} soFar
 */

/**
 * @param {object} options
 * @param {number} options.sampleRate in Hz
 * @param {import("../types").Spec} options.spec
 * @param {(samples: Float32Array, sampleRate: number) => Promise<Result>} options.classify
 * @param {(live: Live) => void} options.onVerdict
 */
export function createLive({ sampleRate, spec, classify, onVerdict }) {
  const length = Math.round((spec.window.length / spec.sample_rate_hz) * sampleRate);
  const hop = Math.round((spec.window.hop / spec.sample_rate_hz / PER_HOP) * sampleRate);
  const recent = new Float32Array(length);
  /** @type {import("../types").WindowScore[]} */
  const scores = [];
  let voiceless = 0;
  let total = 0;
  let windows = 0;
  let isBusy = false;
  /** @type {(() => void) | null} */
  let waiting = null;

  /** @type {(samples: Float32Array, index: number) => Promise<void>} */
  async function judge(samples, index) {
    isBusy = true;
    const last = await classify(samples, sampleRate).catch(() => null);
    isBusy = false;
    const next = waiting;
    waiting = null;
    next?.();
    if (last === null) return;
    if (index % PER_HOP === 0) count(last, index);
    const judged = mostlyVoiceless(scores.length, scores.length + voiceless, spec) ? [] : scores;
    onVerdict({ last, soFar: decide(judged, "silent", [], spec.verdict) });
  }

  /** A window of the file's own grid. @type {(last: Result, index: number) => void} */
  function count({ windows: [window], reason_codes }, index) {
    if (window !== undefined) {
      const logit = toLogOdds(window.p_fake, spec.verdict);
      scores.push({ start_s: (index * hop) / sampleRate, logit });
    } else if (reason_codes.includes("no_voice")) {
      voiceless++;
    }
  }

  /** @param {Float32Array} samples */
  function append(samples) {
    recent.copyWithin(0, samples.length);
    recent.set(samples, length - samples.length);
    total += samples.length;
  }

  return {
    /** @param {Float32Array} block of fewer samples than half a second */
    add(block) {
      const beyond = total + block.length - length - windows * hop;
      append(beyond > 0 ? block.subarray(0, block.length - beyond) : block);
      if (beyond < 0) return;
      const [samples, index] = [recent.slice(), windows++];
      // A slow machine leaves out the windows that the file does not have.
      if (!isBusy) judge(samples, index);
      else if (index % PER_HOP === 0) waiting = () => judge(samples, index);
      append(block.subarray(block.length - beyond));
    },
  };
}
