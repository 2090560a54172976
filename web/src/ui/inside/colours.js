/** Colours for what is drawn: the theme's own, and a map that is even to the eye. */

import { interpolateMagma } from "d3-scale-chromatic";

const SHADES = 256;

/** Magma from black to white-yellow as RGBA bytes. */
const MAGMA = Uint8ClampedArray.from({ length: SHADES }, (_, i) => i).reduce(
  (table, i) => {
    const hex = interpolateMagma(i / (SHADES - 1));
    for (let c = 0; c < 3; c++)
      table[4 * i + c] = Number.parseInt(hex.slice(1 + 2 * c, 3 + 2 * c), 16);
    table[4 * i + 3] = 255;
    return table;
  },
  new Uint8ClampedArray(4 * SHADES),
);

/** Its luminance alone, to lie under another colour. */
const GREYS = MAGMA.slice();
for (let i = 0; i < SHADES; i++) GREYS.fill(20 + Math.round(i * 0.8), 4 * i, 4 * i + 3);

/** @typedef {{ width: number, height: number, shade: (column: number, row: number) => number }} Image */

/**
 * A canvas of shades, one pixel each; row 0 is at the bottom.
 *
 * @param {Image} image `shade` from 0 to 1, clipped
 * @param {"magma" | "greys"} [map]
 */
export function paint({ width, height, shade }, map = "magma") {
  const table = map === "magma" ? MAGMA : GREYS;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const clipped = Math.min(1, Math.max(0, shade(column, row)));
      const at = 4 * Math.round(clipped * (SHADES - 1));
      const to = 4 * ((height - 1 - row) * width + column);
      for (let c = 0; c < 4; c++) image.data[to + c] = table[at + c];
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const NAMES = /** @type {const} */ ([
  "text",
  "text-soft",
  "line",
  "line-strong",
  "sunken",
  "accent",
  "real",
  "fake",
  "unsure",
]);

/** @typedef {Record<(typeof NAMES)[number], string>} Inks */

/**
 * The theme's colours as a canvas takes them.
 *
 * @param {HTMLElement} node in the page
 * @returns {Inks}
 */
export function inksOf(node) {
  const probe = document.createElement("i");
  probe.hidden = true;
  node.append(probe);
  const style = getComputedStyle(probe);
  const inks = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, style.color];
  });
  probe.remove();
  return /** @type {any} */ (Object.fromEntries(inks));
}

/**
 * A canvas as sharp as the screen, empty, to be drawn on in CSS pixels.
 *
 * @param {HTMLCanvasElement} canvas
 */
export function sharp(canvas) {
  const ratio = devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(ratio, ratio);
  return { context, width, height };
}
