/** Cutting a clip into the model's 2-second inputs, the same as training/windows.py. */

import { concatenate } from "./arrays.js";

/**
 * First sample of each window of a clip.
 *
 * A window every `hop` samples as long as it fits, and one more that ends with the clip if the last
 * one did not. A clip shorter than a window, but at least `min_length` long, has one window; a
 * shorter one has none.
 *
 * @param {number} nSamples
 * @param {import("./types").WindowParams} p
 * @returns {number[]}
 */
export function windowStarts(nSamples, p) {
  if (nSamples < p.min_length) return [];
  if (nSamples <= p.length) return [0];
  const last = nSamples - p.length;
  const starts = [];
  for (let start = 0; start <= last; start += p.hop) starts.push(start);
  if (starts[starts.length - 1] !== last) starts.push(last);
  return starts;
}

/**
 * The window of float32 [length] at `start`; a clip shorter than that is repeated to fill it.
 *
 * @param {Float32Array} x
 * @param {number} start
 * @param {import("./types").WindowParams} p
 * @returns {Float32Array}
 */
export function cutWindow(x, start, p) {
  const piece = x.subarray(start, start + p.length);
  const out = new Float32Array(p.length);
  out.set(piece);
  if (piece.length === 0) return out;
  for (let i = piece.length; i < out.length; i++) out[i] = out[i - piece.length];
  return out;
}

/** @typedef {{ start: number, window: Float32Array }} Cut */

/**
 * Cuts a clip that comes in pieces; all in all the windows of `windowStarts`, in their order.
 *
 * @param {import("./types").WindowParams} p
 * @returns {{ push: (x: Float32Array) => Iterable<Cut>, flush: () => Cut[] }} `push` gives the
 *   windows that are complete, each when it is asked for; `flush` the one that ends with the clip,
 *   if it is still missing
 */
export function createCutter(p) {
  // The latest samples, as many as a window at the clip's end may need.
  /** @type {Float32Array} */
  let kept = new Float32Array(0);
  let base = 0;
  let next = 0;

  /** @param {number} start @returns {Cut} */
  const cut = (start) => ({ start, window: cutWindow(kept, start - base, p) });

  return {
    *push(x) {
      kept = concatenate([kept, x]);
      const end = base + kept.length;
      for (; next + p.length <= end; next += p.hop) yield cut(next);
      const past = Math.max(0, Math.min(next, end - p.length) - base);
      kept = kept.slice(past);
      base += past;
    },
    flush() {
      const n = base + kept.length;
      const last = Math.max(0, n - p.length);
      return n < p.min_length || next - p.hop === last ? [] : [cut(last)];
    },
  };
}
