/**
 * Is there anything like speech in a window? The same as training/speech.py.
 *
 * Speech rises and falls by 20 dB and more within two seconds; silence does not reach the level, a
 * steady tone, hum or hiss does not move. Such windows are not judged.
 */

/**
 * Level of each whole frame in dB re full scale, without its DC.
 *
 * @param {Float32Array} x
 * @param {number} frameLength
 * @returns {Float64Array} [floor(n / frameLength)]
 */
export function frameLevels(x, frameLength) {
  const levels = new Float64Array(Math.floor(x.length / frameLength));
  for (let f = 0; f < levels.length; f++) {
    const first = f * frameLength;
    let sum = 0;
    for (let i = 0; i < frameLength; i++) sum += x[first + i];
    const mean = sum / frameLength;
    let squares = 0;
    for (let i = 0; i < frameLength; i++) squares += (x[first + i] - mean) ** 2;
    levels[f] = 10 * Math.log10(Math.max(squares / frameLength, 1e-12));
  }
  return levels;
}

/**
 * The value at rank floor(q * (n - 1)) of the sorted values: no interpolation to disagree on.
 *
 * @param {Float64Array} values
 * @param {number} q
 * @returns {number}
 */
export function percentile(values, q) {
  return values.slice().sort()[Math.floor(q * (values.length - 1))];
}

/**
 * Judge one window.
 *
 * A frame is active if it is above `silence_dbfs` and no more than `range_below_peak_db` under the
 * window's loudest frame. "silent": fewer than `min_active_s` of active frames. "no_speech": the
 * 10th and 95th percentile of the levels are closer than `min_level_range_db`.
 *
 * @param {Float32Array} window
 * @param {import("./types").Spec} p
 * @returns {import("./types").Speech}
 */
export function speechIn(window, p) {
  const s = p.speech;
  const levels = frameLevels(window, s.frame_length);
  if (levels.length === 0) return "silent";
  const peak = levels.reduce((a, b) => Math.max(a, b));
  const threshold = Math.max(s.silence_dbfs, peak - s.range_below_peak_db);
  const active = levels.filter((level) => level > threshold).length;
  if ((active * s.frame_length) / p.sample_rate_hz < s.min_active_s) return "silent";
  const range = percentile(levels, 0.95) - percentile(levels, 0.1);
  return range < s.min_level_range_db ? "no_speech" : "speech";
}

/**
 * Whether too few windows of a clip hold a voice to judge these.
 *
 * The network takes a few windows in a hundred of music or noise for a voice, so that a long song has
 * some. In speech nearly all windows are voices.
 *
 * @param {number} voiced the windows in which the network heard a voice
 * @param {number} moving those that `speechIn` calls speech, which it was asked about
 * @param {Pick<import("./types").Spec, "speech">} p
 */
export const mostlyVoiceless = (voiced, moving, { speech }) =>
  voiced > 0 && voiced < speech.min_voiced_share * moving;
