/** From the network's probabilities to words, the same as training/verdict.py. */

const REAL = 0;
const FAKE = 1;
const VOICE = 3;
const OUTPUTS = 4;
const SMALLEST = 1e-30;

/**
 * Log-odds of "fake" from the network's outputs; exact also where one of them nears 1.
 *
 * @param {Float32Array} probabilities [n * 4]
 * @returns {Float64Array} [n]
 */
export function margin(probabilities) {
  const out = new Float64Array(probabilities.length / OUTPUTS);
  return out.map((_, i) => {
    const real = Math.max(probabilities[OUTPUTS * i + REAL], SMALLEST);
    const fake = Math.max(probabilities[OUTPUTS * i + FAKE], SMALLEST);
    return Math.log(fake) - Math.log(real);
  });
}

/**
 * Whether the network heard a voice in each window.
 *
 * @param {Float32Array} probabilities [n * 4]
 * @param {import("./types").VerdictParams} p
 * @returns {boolean[]} [n]
 */
export const holdsVoice = (probabilities, p) =>
  Array.from(
    { length: probabilities.length / OUTPUTS },
    (_, i) => probabilities[OUTPUTS * i + VOICE] >= p.voice_above,
  );

/**
 * 1 / (1 + e^-logit) without overflow.
 *
 * @param {number} logit
 */
export const sigmoid = (logit) =>
  logit >= 0 ? 1 / (1 + Math.exp(-logit)) : 1 - 1 / (1 + Math.exp(logit));

/** The nearest to 0 and to 1 that has log-odds of use. */
const EDGE = 1e-9;

/**
 * The probability of "fake" that calibrated log-odds mean, from `floor` to 1.
 *
 * @param {number} logit
 * @param {import("./types").VerdictParams} p
 */
export const toProbability = (logit, { floor }) => floor + (1 - floor) * sigmoid(logit);

/**
 * The log-odds that mean a probability; of `floor` and 1, too, a finite number.
 *
 * @param {number} pFake
 * @param {Pick<import("./types").VerdictParams, "floor">} p
 */
export function toLogOdds(pFake, { floor }) {
  const above = (pFake - floor) / (1 - floor);
  const inside = Math.min(1 - EDGE, Math.max(EDGE, above));
  return Math.log(inside / (1 - inside));
}

/**
 * Calibrated log-odds of one window's margin; `toProbability` is what they mean.
 *
 * @param {number} m
 * @param {import("./types").VerdictParams} p
 */
export const calibrate = (m, p) => p.slope * m + p.intercept;

/**
 * The clip's verdict: the mean log-odds of its judged windows against the decision band.
 *
 * @param {import("./types").WindowScore[]} scores the judged windows; may be empty
 * @param {string} whyNone key of `spec.reasons`, used if there is no judged window
 * @param {string[]} remarks keys of `spec.reasons` that explain unclear evidence, see quality.js
 * @param {import("./types").VerdictParams} p between `real_below` and `fake_above`: "unsure"
 * @returns {import("./types").Verdict}
 */
export function decide(scores, whyNone, remarks, p) {
  if (scores.length === 0) return { label: "unsure", p_fake: null, reason_codes: [whyNone] };
  const p_fake = toProbability(scores.reduce((sum, s) => sum + s.logit, 0) / scores.length, p);
  if (p_fake >= p.fake_above) return { label: "fake", p_fake, reason_codes: [] };
  if (p_fake < p.real_below) return { label: "real", p_fake, reason_codes: [] };
  return { label: "unsure", p_fake, reason_codes: ["undecided", ...remarks] };
}

/**
 * The result object that the page resolves to and the command line prints.
 *
 * @param {string | null} file
 * @param {number} durationS
 * @param {import("./types").Verdict} verdict
 * @param {import("./types").Quality | null} quality
 * @param {import("./types").WindowScore[]} scores
 * @param {import("./types").Spec} spec
 * @returns {import("./types").Result}
 */
export const result = (file, durationS, verdict, quality, scores, spec) => ({
  file,
  duration_s: durationS,
  verdict: verdict.label,
  p_fake: verdict.p_fake,
  reasons: verdict.reason_codes.map((code) => spec.reasons[code]),
  reason_codes: verdict.reason_codes,
  quality,
  windows: scores.map((s) => ({
    start_s: s.start_s,
    p_fake: toProbability(s.logit, spec.verdict),
  })),
  model: spec.model_sha256,
});
