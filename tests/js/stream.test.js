/** What comes out of a stage does not depend on how the clip was cut into pieces. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { concatenate } from "../../web/src/arrays.js";
import { createResampler, resample } from "../../web/src/resample.js";
import { openWav } from "../../web/src/wav.js";
import { createCutter, cutWindow, windowStarts } from "../../web/src/windows.js";
import { noise, random, wav } from "./inputs.js";

const FILTER = {
  zero_crossings: 64,
  rolloff: 0.96,
  kaiser_beta: 10,
  min_rate_hz: 4000,
  max_rate_hz: 768_000,
};
const WINDOW = { length: 32_000, hop: 16_000, min_length: 8000 };
const RATES = [4001, 8000, 11_025, 16_000, 22_050, 44_056, 44_100, 48_000, 96_000, 767_999];

/** `x` in pieces of random lengths. */
function* pieces(x, next, longest) {
  for (let at = 0; at < x.length; ) {
    const end = at + Math.floor(next() * longest);
    yield x.subarray(at, end);
    at = end;
  }
}

for (const rate of RATES) {
  test(`resampled in pieces from ${rate} Hz, every bit is the same`, () => {
    const next = random(rate);
    for (const n of [0, 1, 2, 500, 20_000]) {
      const x = noise(n, next);
      const whole = resample(x, rate, 16_000, FILTER);
      for (const longest of [2, 300, 7000]) {
        if (n / longest > 2000) continue;
        const { push, flush } = createResampler(rate, 16_000, FILTER);
        const blocks = [...pieces(x, next, longest)].map((piece) => push(piece));
        assert.deepEqual(concatenate([...blocks, flush()]), whole);
      }
    }
  });
}

test("an odd rate does not need a filter that fills the memory", () => {
  const x = noise(1000, random(1));
  assert.deepEqual(resample(x, 767_999, 16_000, FILTER), resample(x, 768_000, 16_000, FILTER));
});

test("cut in pieces, the windows are those of the whole clip", () => {
  const next = random(7);
  const lengths = [0, 7999, 8000, 31_999, 32_000, 32_001, 47_999, 48_000, 48_001, 90_000, 161_234];
  for (const n of lengths) {
    const x = noise(n, next);
    const expected = windowStarts(n, WINDOW).map((start) => ({
      start,
      window: cutWindow(x, start, WINDOW),
    }));
    for (const longest of [900, 20_000, 400_000]) {
      const { push, flush } = createCutter(WINDOW);
      const cuts = [...pieces(x, next, longest)].flatMap((piece) => [...push(piece)]);
      assert.deepEqual([...cuts, ...flush()], expected);
    }
  }
});

test("a WAV of several blocks is whole", async () => {
  const next = random(3);
  const x = Int16Array.from({ length: 2 * 700_001 }, () => (next() - 0.5) * 65_536);
  const blocks = [];
  for await (const block of await openWav(wav(x, { channels: 2 }))) blocks.push(block);
  assert.ok(blocks.length > 1);
  assert.equal(blocks.at(-1).done, 1);
  const right = concatenate(blocks.map((block) => block.channels[1]));
  assert.deepEqual(
    right,
    Float32Array.from({ length: 700_001 }, (_, i) => x[2 * i + 1] / 32_768),
  );
});
