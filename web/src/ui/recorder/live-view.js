/** The verdicts while recording: on the last two seconds, and on all so far. */

import { sideOf } from "../../band.js";
import { probability } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { element } from "../dom.js";
import { live } from "../live.js";
import { createScaleTrack } from "../scale-track.js";

/** @typedef {import("../../recording/live.js").Live} Live */

export function createLiveView() {
  const last = row(() => t.recorder.lastSeconds);
  const soFar = row(() => t.recorder.soFar);
  return {
    node: element("div", { class: "live", "data-testid": "live" }, last.node, soFar.node),
    /** @param {Live} verdicts */
    show(verdicts) {
      last.show(verdicts.last.p_fake);
      soFar.show(verdicts.soFar.p_fake);
    },
    clear() {
      for (const { show } of [last, soFar]) show(undefined);
    },
  };
}

/** @param {() => string} say */
function row(say) {
  const words = element("span", { class: "live-words" });
  const track = createScaleTrack();
  const node = element("div", { class: "live-row" }, element("span", {}, say), words, track.node);
  /** Undefined until there is a verdict, null where there is no speech. @type {number | null | undefined} */
  let p;

  function render() {
    track.show(p);
    node.dataset.state = p == null ? "" : sideOf(p);
    if (p === undefined) words.textContent = t.recorder.soon;
    else if (p === null) words.textContent = t.recorder.noSpeech;
    else words.textContent = `${t.verdicts[sideOf(p)]}, ${t.inside.score(probability(p))}`;
  }

  live(node, render);
  return {
    node,
    /** @param {number | null | undefined} next */
    show(next) {
      p = next;
      render();
    },
  };
}
