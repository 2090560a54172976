/**
 * The layers that take the network most of its time, computed by web/kernel/network, convolutions
 * of 3 × 3 in a third of the time that TensorFlow.js's own take. They stand in for kernels of its
 * wasm backend and work on its tensors; what they do not take is left to those.
 */

import {
  backend_util,
  Conv2D,
  FusedConv2D,
  getKernel,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { convolutions } from "./convolutions.js";
import { memoryOf } from "./memory.js";

const BACKEND = "wasm";

/** What a convolution may do with its outputs: below what none falls. */
const LEAST = /** @type {Record<string, number>} */ ({ linear: -Infinity, relu: 0 });

/** @typedef {Record<"first" | "multiply" | "winograd", (...numbers: number[]) => void>} Kernels */
/** @typedef {{ inputs: any, attrs: any, backend: any }} Call how TensorFlow.js calls a kernel */

/**
 * @param {string} name
 * @param {(call: Call) => object | undefined} compute undefined for what it does not take
 */
function standIn(name, compute) {
  const own = /** @type {import("@tensorflow/tfjs-core").KernelConfig} */ (
    getKernel(name, BACKEND)
  );
  unregisterKernel(name, BACKEND);
  registerKernel({
    ...own,
    kernelFunc: (call) =>
      /** @type {any} */ (compute(/** @type {Call} */ (call)) ?? own.kernelFunc(call)),
  });
}

/**
 * @param {BufferSource} bytes
 * @param {WebAssembly.Memory} memory
 */
async function start(bytes, memory) {
  try {
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    return /** @type {Kernels} */ (/** @type {unknown} */ (instance.exports));
  } catch {
    return null;
  }
}

/**
 * Let it compute what it can, from now on.
 *
 * @param {any} backend TensorFlow.js's BackendWasm
 * @param {BufferSource} bytes what web/kernel/network compiles to
 * @returns {Promise<boolean>} false, and nothing has changed, where its memory is out of reach
 */
export async function standInForLayers(backend, bytes) {
  const kernels = await start(bytes, backend.wasm.asm?.memory);
  if (kernels === null) return false;
  const memory = memoryOf(backend);
  const convolution = convolutions(kernels, memory);

  /** @param {Call} call */
  function convolve({ inputs, attrs }) {
    const { strides, pad, dilations, dataFormat, dimRoundingMode, activation = "linear" } = attrs;
    const least = LEAST[activation];
    if (dataFormat !== "NHWC" || least === undefined) return undefined;
    const { x, filter, bias } = inputs;
    const shape = backend_util.computeConv2DInfo(
      x.shape,
      filter.shape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
    );
    const isPlain = bias === undefined && activation === "linear";
    const found = convolution(shape, isPlain);
    if (found === undefined) return undefined;
    const y = backend.makeOutput(shape.outShape, "float32");
    found.run(inputs, shape, least, memory.address(y));
    return y;
  }

  standIn(Conv2D, convolve);
  standIn(FusedConv2D, convolve);
  return true;
}
