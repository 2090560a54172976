/** WebAssembly computes what JavaScript does, and what it can't is left to JavaScript. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { kernel } from "../../web/kernel.mjs";
import { concatenate } from "../../web/src/arrays.js";
import { fastSpectrogram, startKernel } from "../../web/src/kernel.js";
import { createResampler, resample } from "../../web/src/resample.js";
import { spectrogram } from "../../web/src/spectrogram.js";
import { noise, random } from "./inputs.js";
import { SPEC } from "./spec.js";

const RATES = [8000, 11_025, 22_050, 44_056, 44_100, 48_000, 96_000];
const WINDOW = new Float32Array(512).map((_, i) => 0.5 - 0.5 * Math.cos((Math.PI * i) / 256));

/** The largest distance. */
function distance(a, b) {
  assert.equal(a.length, b.length);
  return a.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);
}

const windows = [32_000, 512, 1152, 31_999, 40_000].map((n) => noise(n, random(n)));
const clips = RATES.map((rate) => noise(50_001, random(rate)));
const resampled = (x, i) => resample(x, RATES[i], 16_000, SPEC.resample);

// Before it is started.
const plainSpectrograms = windows.map((x) => spectrogram(x, WINDOW, SPEC.spectrogram));
const plainResampled = clips.map(resampled);
assert.equal(fastSpectrogram(windows[0], WINDOW, SPEC.spectrogram), null);

test("what is no WebAssembly is refused, and JavaScript goes on", async () => {
  assert.equal(await startKernel(new Uint8Array(8)), false);
  assert.deepEqual(spectrogram(windows[0], WINDOW, SPEC.spectrogram), plainSpectrograms[0]);
});

test("compiled again it is the same to the last byte, and small", async () => {
  const again = await import("../../web/kernel.mjs?again");
  assert.deepEqual(await again.kernel("sound"), await kernel("sound"));
  assert.ok((await kernel("sound")).length < 8000);
});

test("it needs nothing from outside, and its memory never grows", async () => {
  const module = await WebAssembly.compile(await kernel("sound"));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const { memory } = (await WebAssembly.instantiate(module)).exports;
  assert.ok(memory.buffer.byteLength <= 2 * 2 ** 20);
  assert.throws(() => memory.grow(1));
});

test("its spectrograms are those of JavaScript", async () => {
  assert.equal(await startKernel(await kernel("sound")), true);
  windows.forEach((x, i) => {
    const got = spectrogram(x, WINDOW, SPEC.spectrogram);
    assert.ok(distance(got, plainSpectrograms[i]) < 1e-6, `${x.length} samples`);
  });
  const can = windows.map((x) => fastSpectrogram(x, WINDOW, SPEC.spectrogram) !== null);
  assert.deepEqual(can, [true, true, true, false, false]);
});

test("what comes out does not depend on what was computed before", () => {
  const once = spectrogram(windows[0], WINDOW, SPEC.spectrogram);
  spectrogram(windows[1], WINDOW, SPEC.spectrogram);
  assert.deepEqual(spectrogram(windows[0], WINDOW, SPEC.spectrogram), once);
});

test("it resamples as JavaScript does", async () => {
  assert.equal(await startKernel(await kernel("sound")), true);
  clips.map(resampled).forEach((y, i) => {
    assert.ok(distance(y, plainResampled[i]) < 1e-7, `${RATES[i]} Hz`);
  });
});

for (const rate of RATES) {
  test(`by the kernel, every bit from ${rate} Hz is the same in blocks of odd lengths`, () => {
    const x = clips[RATES.indexOf(rate)];
    const whole = resample(x, rate, 16_000, SPEC.resample);
    for (const length of [333, 7001, 24_999]) {
      const { push, flush } = createResampler(rate, 16_000, SPEC.resample);
      const blocks = [];
      for (let at = 0; at < x.length; at += length) blocks.push(push(x.subarray(at, at + length)));
      assert.deepEqual(concatenate([...blocks, flush()]), whole);
    }
  });
}

test("two clips at a time do not get each other's filter", () => {
  const rates = [44_100, 48_000];
  const resamplers = rates.map((rate) => createResampler(rate, 16_000, SPEC.resample));
  const halves = [clips[4].subarray(0, 25_000), clips[4].subarray(25_000)];
  const turns = halves.map((half) => resamplers.map(({ push }) => push(half)));
  resamplers.forEach(({ flush }, i) => {
    const got = concatenate([turns[0][i], turns[1][i], flush()]);
    assert.deepEqual(got, resample(clips[4], rates[i], 16_000, SPEC.resample));
  });
});
