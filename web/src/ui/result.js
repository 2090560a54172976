/** The verdict in words, its probability, its reasons, and how far to trust it. */

import { probability } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element, icon } from "./dom.js";
import { live } from "./live.js";
import { reasonFor } from "./sayings.js";

/** @typedef {import("./card.js").Judged} Judged */

/**
 * @param {Judged} judged
 * @returns {HTMLElement}
 */
export function answer(judged) {
  const box = element("div", { class: "answer" });
  live(box, () => box.replaceChildren(...views(judged)));
  return box;
}

/**
 * @param {Judged} judged
 * @returns {HTMLElement[]}
 */
function views({ result, spec }) {
  const label = result.verdict;
  const title = element("p", { class: "verdict", "data-testid": "verdict" });
  title.append(icon(`icon-${label}`), t.verdicts[label]);
  const reasons = result.reason_codes.map((code) =>
    element("p", { class: "reason", "data-testid": "reason" }, reasonFor(code)),
  );
  if (result.p_fake === null) return [title, ...reasons];
  return [title, scale(result.p_fake, spec.verdict), ...reasons, caution()];
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
      `${t.result.probability} `,
      element("strong", { "data-testid": "probability" }, probability(p)),
    ),
    track,
    element(
      "p",
      { class: "scale-ends", "aria-hidden": "true" },
      element("span", {}, t.result.real),
      element("span", {}, t.result.synthetic),
    ),
  );
}

const caution = () =>
  element("p", { class: "caution", "data-testid": "caution" }, t.result.caution);
