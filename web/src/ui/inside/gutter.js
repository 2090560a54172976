/** What the heights mean: kilohertz, and which end of the scores is which. */

import { t } from "../../strings/index.js";
import { element } from "../dom.js";

const KILOHERTZ = [0, 2, 4, 6, 8];

/** @type {(y: number, text: () => string) => HTMLElement} */
function mark(y, text) {
  const label = element("span", {}, text);
  label.style.top = `${100 * y}%`;
  return label;
}

/**
 * Labels for a spectrogram that fills its height.
 *
 * @param {import("../../types").Spec} spec
 */
export function kilohertzMarks({ spectrogram: { first_bin, n_bins, n_fft }, sample_rate_hz }) {
  const top = ((first_bin + n_bins - 0.5) * sample_rate_hz) / n_fft;
  const bottom = ((first_bin - 0.5) * sample_rate_hz) / n_fft;
  const shown = KILOHERTZ.filter((k) => 1000 * k <= top);
  return shown.map((k) => {
    const y = (top - Math.max(1000 * k, bottom)) / (top - bottom);
    return mark(y, () => (k === shown[shown.length - 1] ? t.inside.kilohertz(k) : String(k)));
  });
}

/** @param {import("../../types").Spec} spec */
export const gutter = (spec) =>
  element(
    "div",
    { class: "inside-gutter", "aria-hidden": "true" },
    element("div", { class: "wave" }),
    element("div", { class: "spectrogram" }, ...kilohertzMarks(spec)),
    element(
      "div",
      { class: "scores" },
      mark(0, () => t.result.synthetic),
      mark(1, () => t.result.real),
    ),
    element("div", { class: "axis" }),
  );
