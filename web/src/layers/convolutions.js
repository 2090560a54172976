/** Which convolutions web/kernel/network computes, and how it is called. */

import { COLUMNS, packed, transformed } from "./filters.js";
import { MOST_CHANNELS, MOST_TILES, ROOM } from "./memory.js";

/** Channels that it takes at a time, and outputs beside each other of one input channel. */
const IN_A_ROW = 4;

/** @typedef {import("@tensorflow/tfjs-core").TensorInfo} TensorInfo */
/** @typedef {import("@tensorflow/tfjs-core").backend_util.Conv2DInfo} Shape */
/** @typedef {{ x: TensorInfo, filter: TensorInfo, bias?: TensorInfo }} Inputs */
/**
 * @typedef {{
 *   takes: (shape: Shape) => boolean,
 *   run: (inputs: Inputs, shape: Shape, least: number, y: number) => void,
 * }} Convolution no output falls below `least`; `y` is where they go
 */

/** Height and width of an image with the zeros around it. @param {Shape} s */
const bordered = (s) => [
  (s.outHeight - 1) * s.strideHeight + s.filterHeight,
  (s.outWidth - 1) * s.strideWidth + s.filterWidth,
];

/**
 * @param {import("./index.js").Kernels} kernels
 * @param {import("./memory.js").Memory} memory
 * @returns {Convolution} of 3 × 3, in steps of one
 */
const small = ({ winograd }, { inputs: v, products, half, whole, address, filter }) => ({
  takes: (s) =>
    [s.filterHeight, s.filterWidth].every((size) => size === 3) &&
    [s.strideHeight, s.strideWidth, s.dilationHeight, s.dilationWidth].every((n) => n === 1) &&
    s.padInfo.type === "SAME" &&
    s.inChannels % IN_A_ROW === 0 &&
    Math.max(s.inChannels, s.outChannels) <= MOST_CHANNELS,
  run({ x, filter: f, bias }, s, least, y) {
    const u = filter(f, transformed, s.inChannels, s.outChannels);
    const image = [s.batchSize, s.inHeight, s.inWidth, s.inChannels];
    const rooms = [v, products, half, whole, MOST_TILES];
    winograd(address(x), ...image, u, s.outChannels, address(bias), least, ...rooms, y);
  },
});

/**
 * @param {import("./index.js").Kernels} kernels
 * @param {import("./memory.js").Memory} memory
 * @returns {Convolution} of one input channel with squares
 */
const first = (kernels, { inputs: room, view, address, filter }) => ({
  takes(s) {
    const [height, width] = bordered(s);
    return (
      s.inChannels === 1 &&
      s.filterHeight === s.filterWidth &&
      s.strideHeight === s.strideWidth &&
      [s.dilationHeight, s.dilationWidth].every((n) => n === 1) &&
      s.padInfo.type === "SAME" &&
      s.outWidth >= IN_A_ROW &&
      height * width <= ROOM
    );
  },
  run({ x, filter: f, bias }, s, least, y) {
    const [height, width] = bordered(s);
    const { top, left } = s.padInfo;
    const w = filter(f, packed, s.filterHeight * s.filterWidth, s.outChannels);
    const [rows, columns] = [Math.min(s.inHeight, height - top), Math.min(s.inWidth, width - left)];
    const images = view(address(x), s.batchSize * s.inHeight * s.inWidth);
    const image = view(room, height * width);
    const outputBytes = s.outHeight * s.outWidth * s.outChannels * images.BYTES_PER_ELEMENT;
    const filters = [w, s.filterHeight, s.strideHeight, s.outChannels, address(bias), least];
    for (let i = 0; i < s.batchSize; i++) {
      image.fill(0);
      for (let row = 0; row < rows; row++) {
        const from = (i * s.inHeight + row) * s.inWidth;
        image.set(images.subarray(from, from + columns), (top + row) * width + left);
      }
      kernels.first(room, width, ...filters, y + i * outputBytes, s.outHeight, s.outWidth);
    }
  },
});

/**
 * @param {import("./index.js").Kernels} kernels
 * @param {import("./memory.js").Memory} memory
 * @returns {Convolution} of single points: a product of matrices
 */
const points = ({ multiply }, { address, filter }) => ({
  takes: (s) =>
    [s.filterHeight, s.filterWidth].every((size) => size === 1) &&
    s.outHeight === s.inHeight &&
    s.outWidth === s.inWidth,
  run({ x, filter: f }, s, _least, y) {
    const u = filter(f, packed, s.inChannels, s.outChannels);
    const rows = s.batchSize * s.outHeight * s.outWidth;
    multiply(address(x), u, y, rows, s.inChannels, s.outChannels);
  },
});

/**
 * @param {import("./index.js").Kernels} kernels
 * @param {import("./memory.js").Memory} memory
 * @returns {(shape: Shape, isPlain: boolean) => Convolution | undefined} `isPlain` is one without a
 *   bias or a function of what comes out
 */
export function convolutions(kernels, memory) {
  const any = [small(kernels, memory), first(kernels, memory)];
  const plain = [points(kernels, memory), ...any];
  return (shape, isPlain) => {
    if (shape.outChannels % COLUMNS !== 0) return undefined;
    return (isPlain ? plain : any).find(({ takes }) => takes(shape));
  };
}
