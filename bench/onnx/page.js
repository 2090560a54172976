/** The page's network and the same in onnxruntime-web, one after the other on one thread. */

import { loadModel } from "../../web/src/model.js";

const ort = /** @type {any} */ (globalThis).ort;

/** @returns {Promise<(x: Float32Array, shape: number[]) => Promise<Float32Array>>} */
async function onnxruntimeWeb() {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = new URL("ort/", location.href).href;
  const session = await ort.InferenceSession.create("network.onnx", {
    executionProviders: ["wasm"],
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async (x, shape) => {
    const outputs = await session.run({ [input]: new ort.Tensor("float32", x, shape) });
    return outputs[output].data;
  };
}

/** @returns {Promise<(x: Float32Array, shape: number[]) => Promise<Float32Array>>} */
async function page() {
  const { backend, predict } = await loadModel(globalThis.DEEPFAKE_AUDIO_MODEL);
  if (backend !== "wasm") throw new Error(`the page's network runs on ${backend}`);
  return (x, [n]) => predict(x, n);
}

/**
 * @param {[string, number[], number[], number]} options spectrograms as float32 in base64, the
 *   shape of one, the batches to try, and how often
 * @returns {Promise<{ difference: number, ms: Record<string, number[]>[] }>} of each batch the
 *   times of both; the largest difference between their probabilities
 */
globalThis.race = async ([data, shape, batches, rounds]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const all = new Float32Array(bytes.buffer);
  const one = shape.reduce((a, b) => a * b);
  const engines = { page: await page(), onnxruntime_web: await onnxruntimeWeb() };
  const input = (n) => [all.subarray(0, n * one), [n, ...shape]];
  const most = input(all.length / one);
  const expected = await engines.page(...most);
  const got = await engines.onnxruntime_web(...most);
  const difference = Math.max(...got.map((p, i) => Math.abs(p - expected[i])));
  const ms = [];
  for (const n of batches) {
    const times = { page: [], onnxruntime_web: [] };
    for (let round = 0; round <= rounds; round++) {
      for (const [name, run] of Object.entries(engines)) {
        const start = performance.now();
        await run(...input(n));
        if (round > 0) times[name].push(performance.now() - start);
      }
    }
    ms.push(times);
  }
  return { difference, ms };
};
