/** The line from real to synthetic, in the colours of the band in force, with a mark on it. */

import { band, onScale } from "../band.js";
import { element } from "./dom.js";

export function createScaleTrack() {
  const mark = element("span", { class: "scale-mark" });
  const node = element("div", { class: "scale-track", "aria-hidden": "true" }, mark);
  const place = (/** @type {string} */ name, /** @type {number} */ p) =>
    node.style.setProperty(name, String(onScale(p)));
  return {
    node,
    /** @param {number | null | undefined} p probability of synthetic; no mark where there is none */
    show(p) {
      mark.hidden = p == null;
      if (p != null) place("--p", p);
      place("--real-below", band.real_below);
      place("--fake-above", band.fake_above);
    },
  };
}
