/** The verdict in words, its probability, its reasons, and how far to trust it. */

import { labelOf, reasonCodesOf } from "../band.js";
import { percent, probability } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element, icon } from "./dom.js";
import { live } from "./live.js";
import { rates } from "./rates.js";
import { reasonFor, remedyFor } from "./sayings.js";
import { createScaleTrack } from "./scale-track.js";

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

/** @param {Judged} judged */
function* views(judged) {
  const { result, spec } = judged;
  const label = labelOf(result);
  const title = element("p", { class: "verdict", "data-testid": "verdict" });
  title.append(icon(`icon-${label}`), t.verdicts[label]);
  const said = element("div", { class: "said" }, title);
  if (result.p_fake !== null) said.append(scale(result.p_fake));
  if (label === "real") said.append(floor(spec));
  const codes = reasonCodesOf(result, spec);
  if (codes.length > 0) said.append(element("ul", { class: "reasons" }, ...codes.map(reason)));
  yield said;
  const measured = rates(judged, "h4");
  if (measured !== null) yield measured;
  if (result.p_fake !== null) {
    yield element("p", { class: "caution", "data-testid": "caution" }, t.result.caution);
  }
}

/** Why no voice is quite sure to be real. @param {import("../types").Spec} spec */
const floor = ({ verdict }) =>
  element("p", { class: "floor", "data-testid": "floor" }, t.result.floor(percent(verdict.floor)));

/** Why there is no clear answer, and what helps. @param {string} code */
function reason(code) {
  const item = element("li", {});
  item.append(element("p", { "data-testid": "reason" }, reasonFor(code)));
  const remedy = remedyFor(code);
  if (remedy) item.append(element("p", { class: "remedy", "data-testid": "remedy" }, remedy));
  return item;
}

/**
 * Where the probability lies between real and synthetic.
 *
 * @param {number} p
 */
function scale(p) {
  const track = createScaleTrack();
  track.show(p);
  const ends = element("p", { class: "scale-ends", "aria-hidden": "true" });
  for (const end of [t.result.real, t.verdicts.unsure, t.result.synthetic]) {
    ends.append(element("span", {}, end));
  }
  const text = element("p", { class: "scale-text" }, `${t.result.probability} `);
  text.append(element("strong", { "data-testid": "probability" }, probability(p)));
  return element("div", { class: "scale" }, text, track.node, ends);
}
