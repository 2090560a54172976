/** Where web/kernel/network finds and leaves numbers: the memory of TensorFlow.js's own wasm. */

import { TILE } from "./filters.js";

/** Tiles that are worked on at a time, few enough to stay in the processor's caches. */
export const MOST_TILES = 32;

/** Channels that a tile may have. */
export const MOST_CHANNELS = 96;

/** Numbers between the matrices of tiles, see web/kernel/network/winograd.ts. */
const GAP = 16;

/** Numbers that fit into a room. */
export const ROOM = TILE * (MOST_TILES * MOST_CHANNELS + GAP);

/** Numbers of one tile, of its four channels that are worked on at a time. */
const SMALL_ROOM = TILE * 4;

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** @typedef {import("@tensorflow/tfjs-core").TensorInfo} TensorInfo */
/** @typedef {ReturnType<typeof memoryOf>} Memory */

/**
 * Rooms that are kept for good; addresses are in bytes.
 *
 * @param {any} backend TensorFlow.js's BackendWasm
 */
export function memoryOf(backend) {
  const { wasm, dataIdMap } = backend;
  /** @type {(length: number) => number} */
  const room = (length) => wasm._malloc(length * BYTES);
  /** @type {(at: number, length: number) => Float32Array} */
  const view = (at, length) => new Float32Array(wasm.HEAPU8.buffer, at, length);
  /** @type {WeakMap<object, number>} */
  const filters = new WeakMap();
  return {
    inputs: room(ROOM),
    products: room(ROOM),
    half: room(SMALL_ROOM),
    whole: room(SMALL_ROOM),
    view,
    /** Of a tensor; 0 if there is none. @type {(tensor?: TensorInfo) => number} */
    address: (tensor) => (tensor ? dataIdMap.get(tensor.dataId).memoryOffset : 0),
    /**
     * Of a filter as it is made the first time that it is asked for.
     *
     * @param {TensorInfo} filter
     * @param {import("./filters.js").Make} make
     * @param {number} rows
     * @param {number} columns
     */
    filter(filter, make, rows, columns) {
      const known = filters.get(filter.dataId);
      if (known !== undefined) return known;
      const values = make(backend.readSync(filter.dataId), rows, columns);
      const at = room(values.length);
      view(at, values.length).set(values);
      filters.set(filter.dataId, at);
      return at;
    },
  };
}
