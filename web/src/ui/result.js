/** The verdict in words, its probability, its reasons, and how far to trust it. */

import { element, icon } from "./dom.js";
import { timeline } from "./timeline.js";
import { percent, VERDICTS } from "./words.js";

/**
 * @param {import("../types").Result} result
 * @param {import("../types").Spec} spec
 * @returns {HTMLElement[]}
 */
export function resultView(result, spec) {
  const { title, icon: symbol } = VERDICTS[result.verdict];
  /** @type {HTMLElement[]} */
  const views = [element("p", { class: "verdict", "data-testid": "verdict" }, icon(symbol), title)];
  if (result.p_fake !== null) views.push(scale(result.p_fake, spec.verdict));
  for (const reason of result.reasons) {
    views.push(element("p", { class: "reason", "data-testid": "reason" }, reason));
  }
  if (result.windows.length > 0) views.push(timeline(result, spec));
  if (result.p_fake !== null) views.push(caution(spec));
  return views;
}

/**
 * Where the probability lies between real and synthetic.
 *
 * @param {number} p
 * @param {import("../types").VerdictParams} band
 */
function scale(p, band) {
  const track = element("div", { class: "scale-track", "aria-hidden": "true" });
  track.style.setProperty("--p", String(p));
  track.style.setProperty("--real-below", String(band.real_below));
  track.style.setProperty("--fake-above", String(band.fake_above));
  track.append(element("span", { class: "scale-mark" }));
  return element(
    "div",
    { class: "scale" },
    element(
      "p",
      { class: "scale-text" },
      "Probability that it is synthetic: ",
      element("strong", { "data-testid": "probability" }, percent(p)),
    ),
    track,
    element(
      "p",
      { class: "scale-ends", "aria-hidden": "true" },
      element("span", {}, "Real"),
      element("span", {}, "Synthetic"),
    ),
  );
}

/** @param {import("../types").Spec} spec */
function caution({ metrics }) {
  const { seen, unseen } = metrics?.summary ?? {};
  const hint = "A hint, not proof.";
  const measured =
    seen !== undefined && unseen !== undefined
      ? ` On test recordings it was right ${percent(seen.accuracy)} of the time for the kinds of ` +
        `synthesis it was trained on, and ${percent(unseen.accuracy)} for kinds it had never met.`
      : "";
  return element("p", { class: "caution", "data-testid": "caution" }, hint + measured);
}
