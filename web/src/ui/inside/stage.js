/** Envelope, spectrogram and scores one below the other on one time axis, with what they share. */

import { element } from "../dom.js";
import { inksOf, sharp } from "./colours.js";
import { drawScores, drawSpectrogram, drawTimeAxis, drawWave, levelImage } from "./draw.js";
import { gutter } from "./gutter.js";
import { createTiles, DETAIL_S } from "./tiles.js";
import { createViewport } from "./viewport.js";

/**
 * @param {object} options
 * @param {import("../../types").Inspection} options.inspection
 * @param {import("../../types").Result} options.result
 * @param {import("../../types").Spec} options.spec
 * @param {(name: string, args: any[]) => Promise<any>} options.call
 * @param {() => void} options.onView
 */
export function createStage({ inspection, result, spec, call, onView }) {
  const { sample_rate_hz: rate, spectrogram: s } = spec;
  const durationS = inspection.n / rate;
  const windowS = spec.window.length / rate;
  const names = /** @type {const} */ (["wave", "spectrogram", "scores", "axis"]);
  const canvases = Object.fromEntries(names.map((name) => [name, element("canvas", {})]));
  const tracks = Object.fromEntries(
    names.map((name) => [name, element("div", { class: `track ${name}` }, canvases[name])]),
  );
  for (const name of names) canvases[name].setAttribute("aria-hidden", "true");
  const head = element("div", { class: "playhead" });
  const stretch = element("div", { class: "stretch" });
  const chosen = element("div", { class: "chosen" });
  const sticky = element(
    "div",
    { class: "inside-sticky" },
    ...Object.values(tracks),
    stretch,
    chosen,
    head,
  );
  const spacer = element("div", { class: "inside-spacer" }, sticky);
  const scroller = element("div", { class: "inside-scroller" }, spacer);
  const node = element("div", { class: "inside-stage" }, gutter(spec), scroller);

  /** @type {Map<import("../../types").Tile, HTMLCanvasElement>} */
  const images = new Map();
  const overview = levelImage(inspection.levels, s.n_bins, inspection.loudest);
  let frame = 0;
  const view = createViewport({ scroller, spacer, durationS, onChange: redraw });
  const tiles = createTiles({ inspection, length: spec.window.length, call, onArrived: redraw });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", redraw);

  function redraw() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }

  /** @param {Map<number, import("../../types").Tile>} there */
  function spectrogramImages(there) {
    for (const tile of images.keys()) if (![...there.values()].includes(tile)) images.delete(tile);
    const detailed = [...there].flatMap(([index, tile]) => {
      if (tile.levels.length === 0) return [];
      const image = images.get(tile) ?? levelImage(tile.levels, s.n_bins, inspection.loudest);
      images.set(tile, image);
      return { image, firstSample: index * tiles.length, samplesEach: s.hop_length };
    });
    return [
      { image: overview, firstSample: 0, samplesEach: inspection.columnSamples },
      ...detailed,
    ];
  }

  function draw() {
    if (!node.isConnected || view.width === 0) return;
    sticky.style.width = `${view.width}px`;
    const inks = inksOf(node);
    const isDetailed = view.endS - view.startS <= DETAIL_S;
    const there = isDetailed ? tiles.between(view.startS * rate, view.endS * rate) : new Map();
    drawWave(sharp(canvases.wave), view, { inspection, tiles: there, spec, inks });
    drawSpectrogram(sharp(canvases.spectrogram), view, { images: spectrogramImages(there), spec });
    drawScores(sharp(canvases.scores), view, {
      windows: result.windows,
      windowS,
      inks,
    });
    const { fontSize, fontFamily } = getComputedStyle(node);
    drawTimeAxis(sharp(canvases.axis), view, { inks, font: `${fontSize} ${fontFamily}` });
    onView();
  }

  return {
    node,
    view,
    tracks,
    redraw,
    /** @type {(box: HTMLElement, range: { fromS: number, toS: number } | null) => void} */
    place(box, range) {
      box.hidden = range === null;
      if (range === null) return;
      box.style.left = `${view.toX(range.fromS)}px`;
      box.style.width = `${(range.toS - range.fromS) * view.pxPerS}px`;
    },
    boxes: { head, stretch, chosen },
    dispose() {
      cancelAnimationFrame(frame);
      dark.removeEventListener("change", redraw);
      view.dispose();
    },
  };
}
