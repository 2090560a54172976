/** What web/kernel/network computes in the place of TensorFlow.js is what that computes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { backend, conv2d, fused, setBackend, tensor1d, tensor4d } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { kernel } from "../../web/kernel.mjs";
import { standInForLayers } from "../../web/src/layers/index.js";
import { noise, random } from "./inputs.js";

/** [batch, height, width, channels], [height, width, channels, outputs] of the filter, options. */
const CONVOLUTIONS = {
  "3 × 3": [[4, 24, 32, 32], [3, 3, 32, 64], {}],
  "of odd sizes": [[3, 49, 21, 16], [3, 3, 16, 32], { bias: true }],
  "of few tiles": [[1, 5, 3, 4], [3, 3, 4, 8], { relu: true }],
  "of a single pixel": [[2, 1, 1, 8], [3, 3, 8, 8], { bias: true, relu: true }],
  "of the last block": [[2, 31, 4, 64], [3, 3, 64, 96], { bias: true, relu: true }],
  "as wide as fits": [[1, 12, 16, 96], [3, 3, 96, 96], { bias: true, relu: true }],
  "first layer": [[2, 496, 64, 1], [5, 5, 1, 16], { step: 2, bias: true }],
  "first layer, odd": [[2, 9, 11, 1], [3, 3, 1, 8], { step: 3, relu: true }],
  "first layer, step 1": [[1, 7, 4, 1], [5, 5, 1, 24], {}],
  "1 × 1": [[2, 7, 5, 16], [1, 1, 16, 32], {}],
};

/** What is left to TensorFlow.js. */
const OTHERS = {
  "1 × 1 with a bias": [[2, 6, 5, 16], [1, 1, 16, 32], { bias: true }],
  "1 × 1 in steps": [[2, 6, 5, 16], [1, 1, 16, 32], { step: 2 }],
  "1 × 1 with a border": [[2, 6, 5, 16], [1, 1, 16, 32], { pad: 1 }],
  "in steps": [[1, 9, 9, 8], [3, 3, 8, 8], { step: 2 }],
  "without a border": [[1, 9, 9, 8], [3, 3, 8, 8], { pad: "valid" }],
  "odd channels": [[1, 9, 9, 6], [3, 3, 6, 8], {}],
  "odd outputs": [[1, 9, 9, 8], [3, 3, 8, 12], {}],
  "more channels than fit": [[1, 4, 4, 100], [3, 3, 100, 8], {}],
  "a narrow image": [[1, 9, 3, 1], [3, 3, 1, 8], {}],
  dilated: [[1, 9, 9, 8], [3, 3, 8, 8], { dilations: 2 }],
  "another function": [[1, 9, 9, 8], [3, 3, 8, 8], { activation: "relu6" }],
};

/** Of the size of what comes out: six inputs of a tile are weighed by up to 5 before they meet. */
const SLACK = 5e-5;

const values = (shape, seed) =>
  noise(
    shape.reduce((a, b) => a * b),
    random(seed),
  );

async function convolved([xShape, filterShape, o]) {
  const x = tensor4d(values(xShape, 1), xShape);
  const filter = tensor4d(values(filterShape, 2), filterShape);
  const { step: strides = 1, pad = "same", dilations = 1 } = o;
  const options = { x, filter, strides, pad, dilations };
  const activation = o.activation ?? (o.relu ? "relu" : "linear");
  const outputs = [filterShape[3]];
  const bias = o.bias ? tensor1d(values(outputs, 3)) : undefined;
  const y =
    o.bias || activation !== "linear"
      ? fused.conv2d({ ...options, bias, activation })
      : conv2d(x, filter, strides, pad, "NHWC", dilations);
  return y.data();
}

async function all(cases) {
  const got = [];
  for (const each of Object.values(cases)) got.push(await convolved(each));
  return got;
}

await setBackend("wasm");
const before = {
  convolutions: await all(CONVOLUTIONS),
  others: await all(OTHERS),
};

test("what is no WebAssembly is refused, and TensorFlow.js goes on", async () => {
  assert.equal(await standInForLayers(backend(), new Uint8Array(8)), false);
  assert.deepEqual(await all(OTHERS), before.others);
});

test("compiled again it is the same to the last byte, and small", async () => {
  const again = await import("../../web/kernel.mjs?again");
  assert.deepEqual(await again.kernel("network"), await kernel("network"));
  assert.ok((await kernel("network")).length < 6000);
});

test("it needs nothing but a memory", async () => {
  const module = await WebAssembly.compile(await kernel("network"));
  assert.deepEqual(
    WebAssembly.Module.imports(module).map(({ kind }) => kind),
    ["memory"],
  );
});

test("layers that it takes are computed otherwise, to the same numbers", async () => {
  assert.equal(await standInForLayers(backend(), await kernel("network")), true);
  const got = await all(CONVOLUTIONS);
  Object.keys(CONVOLUTIONS).forEach((name, i) => {
    const expected = before.convolutions[i];
    const size = Math.sqrt(expected.reduce((sum, y) => sum + y * y, 0) / expected.length);
    const worst = expected.reduce((most, y, k) => Math.max(most, Math.abs(y - got[i][k])), 0);
    assert.equal(got[i].length, expected.length, name);
    assert.ok(worst <= SLACK * size, `${name}: off by ${worst / size}`);
  });
});

test("the same again, with the filters that it keeps", async () => {
  assert.deepEqual(await all(CONVOLUTIONS), await all(CONVOLUTIONS));
});

test("layers that it does not take are left as they were", async () => {
  assert.deepEqual(await all(OTHERS), before.others);
});
