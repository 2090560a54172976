/** The judged windows as bars over time, with the same numbers as a table. */

import { element } from "./dom.js";
import { clock, percent } from "./words.js";

const STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
const MOST_TICKS = 8;

/** From more bars than this on there is no room for a gap between them. */
const MOST_GAPS = 90;

/** @typedef {import("../types").Result} Result */
/** @typedef {import("../types").Spec} Spec */

/** @type {(p: number, spec: Spec) => "real" | "fake" | "unsure"} */
function side(p, { verdict }) {
  if (p >= verdict.fake_above) return "fake";
  return p < verdict.real_below ? "real" : "unsure";
}

/**
 * @param {Result} result with at least one window
 * @param {Spec} spec
 */
export function timeline(result, spec) {
  return element(
    "figure",
    { class: "timeline", "data-testid": "timeline" },
    element("figcaption", {}, "Over time: how synthetic each 2-second stretch sounds"),
    plot(result, spec),
    element("details", {}, element("summary", {}, "The same as a table"), table(result, spec)),
  );
}

/** @type {(result: Result, spec: Spec) => HTMLElement} */
function plot({ windows, duration_s }, spec) {
  const windowS = spec.window.length / spec.sample_rate_hz;
  const bars = element("div", { class: "plot-bars" });
  windows.forEach(({ start_s, p_fake }, i) => {
    const next = i + 1 < windows.length ? windows[i + 1].start_s : duration_s;
    const end = Math.min(next, start_s + windowS, duration_s);
    const bar = element("span", { class: "bar", title: `${start_s} s: ${percent(p_fake)}` });
    bar.dataset.side = side(p_fake, spec);
    bar.style.setProperty("--start", String(start_s / duration_s));
    bar.style.setProperty("--width", String((end - start_s) / duration_s));
    bar.style.setProperty("--p", String(p_fake));
    bars.append(bar);
  });
  for (const threshold of new Set([spec.verdict.real_below, spec.verdict.fake_above])) {
    const line = element("span", { class: "threshold" });
    line.style.setProperty("--p", String(threshold));
    bars.append(line);
  }
  const inner = element("div", { class: "plot-inner" }, bars, axis(duration_s));
  inner.style.setProperty("--gap", windows.length > MOST_GAPS ? "0px" : "1px");
  const ends = element("div", { class: "plot-ends" });
  ends.append(element("span", {}, "Synthetic"), element("span", {}, "Real"));
  return element("div", { class: "plot", "aria-hidden": "true" }, ends, inner);
}

/** @param {number} durationS */
function axis(durationS) {
  const step = STEPS_S.find((s) => durationS / s <= MOST_TICKS) ?? durationS / MOST_TICKS;
  const ticks = element("div", { class: "plot-axis" });
  for (let t = 0; t <= durationS; t += step) {
    const tick = element("span", {}, durationS < 60 ? `${t}\u202fs` : clock(t));
    tick.style.setProperty("--start", String(t / durationS));
    ticks.append(tick);
  }
  return ticks;
}

const SIDES = { real: "real", fake: "synthetic", unsure: "can\u2019t tell" };

/** @type {(result: Result, spec: Spec) => HTMLTableElement} */
function table({ windows }, spec) {
  const row = (/** @type {"th" | "td"} */ tag, /** @type {string[]} */ ...cells) =>
    element("tr", {}, ...cells.map((cell) => element(tag, {}, cell)));
  const rows = windows.map(({ start_s, p_fake }) =>
    row("td", `${start_s.toFixed(1)}\u202fs`, percent(p_fake), SIDES[side(p_fake, spec)]),
  );
  return element(
    "table",
    {},
    element("thead", {}, row("th", "From", "Probability of synthetic", "Sounds")),
    element("tbody", {}, ...rows),
  );
}
