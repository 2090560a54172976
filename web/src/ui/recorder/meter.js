/** The level of what is recorded, with its recent peak, and what to do about it. */

import { t } from "../../strings/index.js";
import { element } from "../dom.js";

const QUIETEST_DBFS = -60;
const TOO_QUIET_DBFS = -40;
const TOO_LOUD = 0.99;

/** How long a peak is remembered, in blocks of about 45 ms. */
const MEMORY = 60;

/** @type {(peak: number) => number} */
const dbfs = (peak) => 20 * Math.log10(Math.max(peak, 1e-9));

/** @type {(peak: number) => number} */
const share = (peak) => Math.min(1, Math.max(0, 1 - dbfs(peak) / QUIETEST_DBFS));

export function createMeter() {
  const bar = element("div", {
    id: "record-level",
    class: "level",
    role: "meter",
    "aria-label": () => t.recorder.level,
    "aria-valuemin": "0",
    "aria-valuemax": "100",
  });
  const advice = element("span", { class: "level-advice" });
  /** @type {number[]} */
  let peaks = [];

  /** @type {(peak: number, recent: number) => void} */
  function show(peak, recent) {
    bar.style.setProperty("--level", share(peak).toFixed(3));
    bar.style.setProperty("--peak", share(recent).toFixed(3));
    bar.setAttribute("aria-valuenow", String(Math.round(100 * share(peak))));
  }

  return {
    node: element("div", { class: "meter" }, bar, advice),
    /** @param {Float32Array} block */
    add(block) {
      const peak = block.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      peaks = [...peaks.slice(1 - MEMORY), peak];
      const recent = Math.max(...peaks);
      show(peak, recent);
      const isQuiet = peaks.length === MEMORY && dbfs(recent) < TOO_QUIET_DBFS;
      const words = recent >= TOO_LOUD ? t.recorder.tooLoud : isQuiet ? t.recorder.tooQuiet : "";
      bar.dataset.state = recent >= TOO_LOUD ? "loud" : isQuiet ? "quiet" : "good";
      if (advice.textContent !== words) advice.textContent = words;
    },
    clear() {
      peaks = [];
      show(0, 0);
      advice.textContent = "";
      bar.dataset.state = "good";
    },
  };
}
