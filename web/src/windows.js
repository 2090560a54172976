/** Cutting a clip into the model's 2-second inputs, the same as training/windows.py. */

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
  if (piece.length > 0) for (let i = 0; i < out.length; i++) out[i] = piece[i % piece.length];
  return out;
}
