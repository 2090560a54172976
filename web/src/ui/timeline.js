/** The judged windows as bars over time, with the same numbers as a table. */

import { band, onScale, sideOf } from "../band.js";
import { clock, probability, seconds } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element } from "./dom.js";
import { live } from "./live.js";
import { stretches } from "./stretches.js";

const STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
const MOST_TICKS = 8;

/** From more bars than this on there is no room for a gap between them. */
const MOST_GAPS = 90;

/** @typedef {import("../types").Result} Result */
/** @typedef {import("../types").Spec} Spec */

/** @type {import("./card.js").Part} */
export function timeline({ result, spec }) {
  if (result.windows.length === 0) return null;
  const inPlot = element("div");
  const inTable = element("div");
  const details = element(
    "details",
    {},
    element("summary", {}, () => t.timeline.table),
    inTable,
  );
  // Of hours of audio the table is large, and closed it says nothing.
  const fill = () => inTable.replaceChildren(...(details.open ? [table(result)] : []));
  details.addEventListener("toggle", fill);
  live(inPlot, () => inPlot.replaceChildren(plot(result, spec)));
  live(inTable, fill);
  return element(
    "figure",
    { class: "timeline", "data-testid": "timeline" },
    element("figcaption", {}, () => t.timeline.caption),
    inPlot,
    details,
  );
}

/** @type {(result: Result, spec: Spec) => HTMLElement} */
function plot(result, spec) {
  const { windows, duration_s } = result;
  const windowS = spec.window.length / spec.sample_rate_hz;
  const bars = element("div", { class: "plot-bars" });
  for (const { start_s, end_s, p_fake } of stretches(result, windowS)) {
    const bar = element("span", {
      class: "bar",
      title: `${seconds(start_s)}: ${probability(p_fake)}`,
    });
    bar.dataset.side = sideOf(p_fake);
    bar.style.setProperty("--start", String(start_s / duration_s));
    bar.style.setProperty("--width", String((end_s - start_s) / duration_s));
    bar.style.setProperty("--p", String(onScale(p_fake)));
    bars.append(bar);
  }
  for (const threshold of new Set([band.real_below, band.fake_above])) {
    const line = element("span", { class: "threshold" });
    line.style.setProperty("--p", String(onScale(threshold)));
    bars.append(line);
  }
  const inner = element("div", { class: "plot-inner" }, bars, axis(duration_s));
  inner.style.setProperty("--gap", windows.length > MOST_GAPS ? "0px" : "1px");
  const ends = element("div", { class: "plot-ends" });
  ends.append(element("span", {}, t.result.synthetic), element("span", {}, t.result.real));
  return element("div", { class: "plot", "aria-hidden": "true" }, ends, inner);
}

/** @param {number} durationS */
function axis(durationS) {
  const step = STEPS_S.find((s) => durationS / s <= MOST_TICKS) ?? durationS / MOST_TICKS;
  const ticks = element("div", { class: "plot-axis" });
  for (let at = 0; at <= durationS; at += step) {
    const tick = element("span", {}, durationS < 60 ? seconds(at, step < 1 ? 1 : 0) : clock(at));
    tick.style.setProperty("--start", String(at / durationS));
    ticks.append(tick);
  }
  return ticks;
}

/** @param {Result} result */
function table({ windows }) {
  const row = (/** @type {"th" | "td"} */ tag, /** @type {string[]} */ ...cells) =>
    element("tr", {}, ...cells.map((cell) => element(tag, {}, cell)));
  const rows = windows.map(({ start_s, p_fake }) =>
    row("td", seconds(start_s), probability(p_fake), t.sides[sideOf(p_fake)]),
  );
  return element(
    "table",
    {},
    element("thead", {}, row("th", t.timeline.from, t.timeline.probability, t.timeline.sounds)),
    element("tbody", {}, ...rows),
  );
}
