/** The network: with layers/ the only place that names TensorFlow.js. */

import "@tensorflow/tfjs-backend-cpu";
import layersBytes from "kernel:network";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import deflatedWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { backend, enableProdMode, env, memory, setBackend, tensor4d } from "@tensorflow/tfjs-core";
import { fromBase64 } from "./base64.js";
import { featureRows } from "./features.js";
import { standInForLayers } from "./layers/index.js";

/** (drop (i8x16.splat (i32.const 0))): compiles only where wasm may run and has SIMD. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26,
  11,
]);

/**
 * Start the fastest backend that works here: wasm with SIMD, else plain JavaScript.
 *
 * tfjs would fetch its wasm binary, and the page forbids every connection; so its platform hands
 * over the bytes of the bundle instead.
 */
async function startBackend() {
  enableProdMode();
  const fetchBinary = async () => {
    const { body } = new Response(deflatedWasm);
    const bytes = body?.pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
  };
  env().setPlatform("bundle", Object.assign(Object.create(env().platform), { fetch: fetchBinary }));
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("", true);
  try {
    await WebAssembly.compile(SIMD_PROBE);
    if (await setBackend("wasm")) return "wasm";
  } catch {
    // No WebAssembly, no SIMD, or forbidden: the slow way follows.
  }
  await setBackend("cpu");
  return "cpu";
}

/**
 * Load the shipped network and run it once, so that the first clip does not wait for it.
 *
 * @param {import("./types").Artefact} artefact
 * @returns {Promise<{
 *   backend: string,
 *   layers: boolean,
 *   predict: import("./types").Predict,
 *   countTensors: () => number
 * }>} `layers` is whether web/kernel/network computes what it can; `predict` takes `features`
 *   [n, rows, n_bins] laid end to end
 */
export async function loadModel({ spec, graph, weights }) {
  const name = await startBackend();
  const layers = name === "wasm" && (await standInForLayers(backend(), layersBytes));
  const network = await loadGraphModel({
    load: async () => ({
      modelTopology: graph.modelTopology,
      signature: graph.signature,
      weightSpecs: graph.weightsManifest.flatMap((group) => group.weights),
      weightData: fromBase64(weights).buffer,
    }),
  });
  const { n_bins } = spec.spectrogram;
  const rows = featureRows(spec);

  /** @type {import("./types").Predict} */
  async function predict(inputs, n) {
    const input = tensor4d(inputs, [n, rows, n_bins, 1]);
    const output = /** @type {import("@tensorflow/tfjs-core").Tensor} */ (network.predict(input));
    const probabilities = /** @type {Float32Array} */ (await output.data());
    input.dispose();
    output.dispose();
    return probabilities;
  }

  await predict(new Float32Array(rows * n_bins), 1);
  return { backend: name, layers, predict, countTensors: () => memory().numTensors };
}
