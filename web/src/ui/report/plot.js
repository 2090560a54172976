/** The scores over time in lines that print well in black and white. */

import { band, onScale } from "../../band.js";
import { clock, percent, seconds } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { stretches } from "../stretches.js";

const WIDTH = 640;
const HEIGHT = 150;
const LEFT = 90;
const TOP = 8;
const BOTTOM = 24;
const TICKS = 5;

/** @type {(tag: string, attributes: Record<string, string | number>, text?: string) => SVGElement} */
function svg(tag, attributes, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.textContent = text;
  return node;
}

/**
 * @param {import("../../types").Result} result
 * @param {number} windowS seconds in a window
 */
export function scorePlot(result, windowS) {
  const { windows, duration_s } = result;
  const x = (/** @type {number} */ s) => LEFT + ((WIDTH - LEFT - 20) * s) / duration_s;
  const y = (/** @type {number} */ place) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - place);
  const plot = svg("svg", { class: "report-plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  plot.setAttribute("aria-label", t.timeline.caption);
  const right = x(duration_s);
  const frame = `M${LEFT} ${y(1)}V${y(0)}H${right}`;
  plot.append(svg("path", { class: "frame", d: frame }));
  const [real, fake] = [band.real_below, band.fake_above].map(onScale);
  for (const [place, label] of /** @type {[number, string][]} */ ([
    [1, t.result.synthetic],
    [0, t.result.real],
    [fake, percent(band.fake_above)],
    [real, percent(band.real_below)],
  ])) {
    plot.append(svg("text", { x: LEFT - 8, y: y(place) + 4, "text-anchor": "end" }, label));
  }
  for (const place of [real, fake]) {
    plot.append(svg("path", { class: "edge", d: `M${LEFT} ${y(place)}H${right}` }));
  }
  for (let i = 0; i <= TICKS; i++) {
    const s = (duration_s * i) / TICKS;
    const label = duration_s < 60 ? seconds(s) : clock(s);
    plot.append(svg("text", { x: x(s), y: HEIGHT - 6, "text-anchor": "middle" }, label));
  }
  const steps = stretches(result, windowS).map(({ start_s, end_s, p_fake }, i) => {
    const joins = i > 0 && windows[i - 1].start_s + windowS >= start_s;
    return `${joins ? "L" : "M"}${x(start_s)} ${y(onScale(p_fake))}H${x(end_s)}`;
  });
  plot.append(svg("path", { class: "scores", d: steps.join("") }));
  return plot;
}
