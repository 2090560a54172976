/** A recording of any length in few columns, without losing a peak. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createOverview } from "../../web/src/overview.js";
import { noise, random } from "./inputs.js";

const SAMPLES = 8;
const BINS = 2;

/** The overview of `x`, a column added for every few samples. */
function overviewOf(x) {
  const overview = createOverview(BINS);
  for (let at = 0; at < x.length; at += SAMPLES) {
    const column = Math.floor(at / SAMPLES);
    overview.add(x.subarray(at, at + SAMPLES), Uint8Array.of(column % 200, 7, 3, column % 50));
  }
  return overview.read();
}

for (const columns of [1, 4095, 4096, 4097, 8192, 8193, 20_001]) {
  test(`of ${columns} columns each sample is in the envelope of its time`, () => {
    const x = noise(columns * SAMPLES, random(columns));
    const { columns: n, merge, low, high, levels } = overviewOf(x);
    assert.equal(n, Math.ceil(columns / merge));
    assert.ok(n <= 4096);
    for (let c = 0; c < n; c++) {
      const of = x.subarray(c * merge * SAMPLES, (c + 1) * merge * SAMPLES);
      assert.equal(low[c], Math.min(...of));
      assert.equal(high[c], Math.max(...of));
      const added = Array.from({ length: of.length / SAMPLES }, (_, i) => c * merge + i);
      assert.equal(levels[c * BINS], Math.max(3, ...added.map((i) => i % 200)));
      assert.equal(levels[c * BINS + 1], Math.max(7, ...added.map((i) => i % 50)));
    }
  });
}
