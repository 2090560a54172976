/** The chosen window: what the model was given, what moved its decision, and its sound alone. */

import { sideOf } from "../../band.js";
import { partsOf } from "../../features.js";
import { number, percent, probability, seconds } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { toProbability } from "../../verdict.js";
import { element, icon, keepingFocus, quietButton } from "../dom.js";
import { live } from "../live.js";
import { inksOf } from "./colours.js";
import { kilohertzMarks } from "./gutter.js";
import { drawWindow, drawWindowAxis, strongest } from "./heat-map.js";

/** Windows that are stepped over in passing are not explained. */
const PAUSE_MS = 300;

/** @typedef {import("../../types").Occlusion} Occlusion */
/** @typedef {import("../../types").Options} Options */

/**
 * @param {object} options
 * @param {import("../../types").Inspection} options.inspection
 * @param {import("../../types").Result} options.result
 * @param {import("../../types").Spec} options.spec
 * @param {(name: string, args: any[], options?: Options) => Promise<any>} options.call
 * @param {(index: number) => void} options.onHear
 */
export function createWindowView({ inspection, result, spec, call, onHear }) {
  const { windows } = result;
  const windowS = spec.window.length / spec.sample_rate_hz;
  const title = element("h4", { class: "window-title" });
  const hear = element(
    "button",
    { type: "button", class: "quiet" },
    icon("icon-play"),
    () => t.inside.hear,
  );
  const showMap = element("input", { type: "checkbox", checked: true });
  const choice = element(
    "label",
    { class: "window-choice" },
    showMap,
    element("span", {}, () => t.inside.showMap),
  );
  const canvas = element("canvas", { role: "img" });
  const axis = element("canvas", { "aria-hidden": "true" });
  const marks = element("div", { class: "inside-gutter", "aria-hidden": "true" });
  marks.append(element("div", { class: "window" }, ...kilohertzMarks(spec)));
  const plot = element(
    "div",
    { class: "window-plot" },
    marks,
    element(
      "div",
      {},
      element("div", { class: "track window" }, canvas),
      element("div", { class: "track axis" }, axis),
    ),
  );
  const bar = element("progress", { max: "1", "aria-label": () => t.inside.explaining });
  const cancel = quietButton(
    () => t.card.cancel,
    () => {
      showMap.checked = false;
      stop();
    },
  );
  const work = element(
    "div",
    { class: "window-work" },
    element("span", {}, () => t.inside.explaining),
    cancel,
    bar,
  );
  const legend = element("div", { class: "window-legend", "aria-hidden": "true" });
  legend.append(
    element("span", {}, () => t.inside.speaksForReal),
    element("i", {}),
    element("span", {}, () => t.inside.speaksForFake),
  );
  const list = element("ol", { class: "window-patches" });
  const caption = element("p", { class: "inside-note" });
  const explanation = element("div", { class: "window-explanation" }, legend, list, caption);
  const node = element("section", {
    class: "window-view",
    hidden: true,
    "data-testid": "window-view",
  });
  node.append(element("header", {}, title, hear, choice), plot, work, explanation);

  /** Kept for windows that come back; each is small. @type {Map<number, Occlusion>} */
  const known = new Map();
  /** @type {Float32Array | null} */
  let input = null;
  let index = -1;
  let controller = new AbortController();
  let timer = 0;

  hear.addEventListener("click", () => onHear(index));
  showMap.addEventListener("change", () => (showMap.checked ? explain() : stop()));

  function stop() {
    controller.abort();
    controller = new AbortController();
    clearTimeout(timer);
    render();
  }

  function explain() {
    render();
    if (!showMap.checked || input === null || known.has(index)) return;
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE_MS, input, index, controller.signal);
  }

  /** @type {(x: Float32Array, of: number, signal: AbortSignal) => Promise<void>} */
  async function run(x, of, signal) {
    bar.value = 0;
    const onProgress = (/** @type {number} */ done) => {
      bar.value = done;
    };
    try {
      known.set(of, await call("occlusion", [x], { signal, onProgress }));
      if (of === index) render();
    } catch {
      if (!signal.aborted) showMap.checked = false;
      if (!signal.aborted) render();
    }
  }

  function render() {
    if (index < 0) return;
    const { start_s, p_fake } = windows[index];
    const occlusion = showMap.checked ? (known.get(index) ?? null) : null;
    const end = Math.min(start_s + windowS, inspection.n / spec.sample_rate_hz);
    title.textContent = t.inside.window(
      number(index + 1),
      number(windows.length),
      seconds(start_s),
      seconds(end),
    );
    title.append(
      " ",
      element("strong", { "data-side": sideOf(p_fake) }, t.inside.score(probability(p_fake))),
    );
    const change = () => {
      work.hidden = !showMap.checked || occlusion !== null;
    };
    keepingFocus(change, [work], () => showMap);
    explanation.hidden = occlusion === null;
    if (input === null) return;
    const { coarse } = partsOf(input, spec);
    const frames = coarse.length / spec.spectrogram.n_bins;
    const { fontSize, fontFamily } = getComputedStyle(plot);
    const inks = inksOf(node);
    drawWindow(canvas, { input: coarse, occlusion, spec, inks });
    drawWindowAxis(axis, {
      spec,
      frames,
      startS: start_s,
      inks,
      font: `${fontSize} ${fontFamily}`,
    });
    canvas.setAttribute("aria-label", t.inside.windowImage(seconds(start_s), seconds(end)));
    if (occlusion === null) return;
    list.replaceChildren(
      ...strongest(occlusion, spec, frames, start_s).map((patch) => words(patch, occlusion)),
    );
    caption.textContent = [t.inside.mapCaption, deletionTest()].join(" ");
  }

  /** @type {(patch: import("./heat-map.js").Patch, occlusion: Occlusion) => HTMLElement} */
  function words({ fromS, toS, fromHz, toHz, change }, { logit }) {
    const kilohertz = (/** @type {number} */ hz) => number(hz / 1000, { maximumFractionDigits: 1 });
    const [before, after] = [logit, logit - change].map((odds) =>
      probability(toProbability(odds, spec.verdict)),
    );
    const where = t.inside.patch(seconds(fromS), seconds(toS), kilohertz(fromHz), kilohertz(toHz));
    const side = change > 0 ? t.inside.speaksForFake : t.inside.speaksForReal;
    const outcome = before === after ? t.inside.still(before) : t.inside.without(before, after);
    return element(
      "li",
      { "data-side": change > 0 ? "fake" : "real" },
      `${where} ${side}: ${outcome}`,
    );
  }

  /** What the model card measured about such maps, if it did. */
  function deletionTest() {
    const row = spec.metrics?.deletion?.drop?.[1];
    if (row === undefined) return "";
    return t.inside.deletion(percent(row.share), percent(row.most_important), percent(row.random));
  }

  const resized = new ResizeObserver(() => render());
  resized.observe(canvas);
  live(node, render);

  return {
    node,
    /** @param {number} chosen index of a window */
    async show(chosen) {
      if (chosen === index) return;
      stop();
      index = chosen;
      input = null;
      node.hidden = false;
      render();
      const start = Math.round(windows[chosen].start_s * spec.sample_rate_hz);
      const x = await call("windowInput", [inspection.wav, start]);
      if (chosen !== index) return;
      input = x;
      explain();
    },
    redraw: render,
    dispose() {
      controller.abort();
      clearTimeout(timer);
      resized.disconnect();
    },
  };
}
