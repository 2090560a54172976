/** From the network's probabilities to words, the same as training/verdict.py. */

const REAL = 0;
const FAKE = 1;
const SMALLEST = 1e-30;

/**
 * Log-odds of "fake" from softmax outputs; exact also where one of them nears 1.
 *
 * @param {Float32Array} probabilities [n * 2]
 * @returns {Float64Array} [n]
 */
export function margin(probabilities) {
  const out = new Float64Array(probabilities.length / 2);
  return out.map((_, i) => {
    const real = Math.max(probabilities[2 * i + REAL], SMALLEST);
    const fake = Math.max(probabilities[2 * i + FAKE], SMALLEST);
    return Math.log(fake) - Math.log(real);
  });
}

/**
 * 1 / (1 + e^-logit) without overflow.
 *
 * @param {number} logit
 */
export const sigmoid = (logit) =>
  logit >= 0 ? 1 / (1 + Math.exp(-logit)) : 1 - 1 / (1 + Math.exp(logit));

/**
 * Calibrated log-odds of one window's margin (Platt scaling).
 *
 * @param {number} m
 * @param {import("./types").VerdictParams} p
 */
export const calibrate = (m, p) => p.slope * m + p.intercept;

/**
 * The clip's verdict: the mean log-odds of its judged windows against the decision band.
 *
 * @param {import("./types").WindowScore[]} scores the judged windows; may be empty
 * @param {string} whyNone key of `reasons`, used if there is no judged window
 * @param {string[]} remarks keys of `reasons` that explain unclear evidence, see quality.js
 * @param {import("./types").VerdictParams} p between `real_below` and `fake_above`: "unsure"
 * @param {Record<string, string>} reasons the sentences
 * @returns {import("./types").Verdict}
 */
export function decide(scores, whyNone, remarks, p, reasons) {
  if (scores.length === 0) return { label: "unsure", p_fake: null, reasons: [reasons[whyNone]] };
  const p_fake = sigmoid(scores.reduce((sum, s) => sum + s.logit, 0) / scores.length);
  if (p_fake >= p.fake_above) return { label: "fake", p_fake, reasons: [] };
  if (p_fake < p.real_below) return { label: "real", p_fake, reasons: [] };
  const unclear = ["undecided", ...remarks].map((key) => reasons[key]);
  return { label: "unsure", p_fake, reasons: unclear };
}

/**
 * The result object that the page resolves to and the command line prints.
 *
 * @param {string | null} file
 * @param {number} durationS
 * @param {import("./types").Verdict} verdict
 * @param {import("./types").Quality | null} quality
 * @param {import("./types").WindowScore[]} scores
 * @param {string} modelSha256
 * @returns {import("./types").Result}
 */
export const result = (file, durationS, verdict, quality, scores, modelSha256) => ({
  file,
  duration_s: durationS,
  verdict: verdict.label,
  p_fake: verdict.p_fake,
  reasons: verdict.reasons,
  quality,
  windows: scores.map((s) => ({ start_s: s.start_s, p_fake: sigmoid(s.logit) })),
  model: modelSha256,
});
