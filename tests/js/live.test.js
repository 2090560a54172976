/** The verdict while recording hears the windows that it says it hears. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createLive } from "../../web/src/recording/live.js";
import { noise, random } from "./inputs.js";

const RATE = 100;
const SPEC = {
  sample_rate_hz: 16_000,
  window: { length: 32_000, hop: 16_000 },
  speech: { min_voiced_share: 0.25 },
  verdict: { floor: 0.1, real_below: 0.3, fake_above: 0.7 },
};
const answer = (p) =>
  p === null
    ? { p_fake: p, windows: [], reason_codes: ["silent"] }
    : { p_fake: p, windows: [{ start_s: 0, p_fake: p }], reason_codes: [] };
const MUSIC = { p_fake: null, windows: [], reason_codes: ["no_voice"] };
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Record `x` in blocks; `judge` answers for each window that is asked about. */
async function record(x, blocks, judge) {
  const asked = [];
  const verdicts = [];
  const live = createLive({
    sampleRate: RATE,
    spec: SPEC,
    classify: async (samples) => judge(asked.push(samples) - 1),
    onVerdict: (verdict) => verdicts.push(verdict),
  });
  for (let at = 0, i = 0; at < x.length; i++) {
    const size = blocks[i % blocks.length];
    live.add(x.subarray(at, at + size));
    at += size;
    await settled();
  }
  return { asked, verdicts };
}

for (const blocks of [[1], [7], [49], [3, 31, 50, 12]]) {
  test(`every half second the last two, from blocks of ${blocks}`, async () => {
    const x = noise(730, random(1));
    const { asked } = await record(x, blocks, () => answer(0.5));
    assert.equal(asked.length, Math.floor((730 - 200) / 50) + 1);
    asked.forEach((samples, i) => {
      assert.deepEqual(samples, x.slice(50 * i, 50 * i + 200));
    });
  });
}

test("the running verdict is that of the windows that the file has", async () => {
  const ps = [0.9, 0.01, 0.8, 0.01, 0.6];
  const { verdicts } = await record(noise(400, random(2)), [20], (i) => answer(ps[i]));
  const logit = (p) => Math.log((p - 0.1) / (1 - p));
  const mean = (logit(0.9) + logit(0.8) + logit(0.6)) / 3;
  const { soFar, last } = verdicts[4];
  assert.ok(Math.abs(soFar.p_fake - (0.1 + 0.9 / (1 + Math.exp(-mean)))) < 1e-12);
  assert.equal(soFar.label, "fake");
  assert.equal(last.p_fake, 0.6);
});

test("windows without speech do not count", async () => {
  const ps = [null, 0.9, null, null, 0.2];
  const { verdicts } = await record(noise(400, random(3)), [20], (i) => answer(ps[i]));
  assert.equal(verdicts[3].soFar.p_fake, null);
  assert.ok(Math.abs(verdicts[4].soFar.p_fake - 0.2) < 1e-12);
});

test("among much music a little voice is no verdict, until there is more of it", async () => {
  // On the file's own grid, which is every other verdict: four of music, two of a voice.
  const said = [0, 1, 2, 3, 4, 5, 6, 7].map(() => MUSIC).concat(Array(4).fill(answer(0.9)));
  const { verdicts } = await record(noise(750, random(6)), [25], (i) => said[i]);
  assert.equal(verdicts[8].last.p_fake, 0.9);
  assert.equal(verdicts[8].soFar.p_fake, null);
  assert.ok(Math.abs(verdicts[10].soFar.p_fake - 0.9) < 1e-12);
});

test("a slow machine leaves out the windows that the file does not have", async () => {
  const x = noise(600, random(4));
  const asked = [];
  let release = () => {};
  const live = createLive({
    sampleRate: RATE,
    spec: SPEC,
    classify: (samples) => {
      asked.push(samples);
      return new Promise((resolve) => {
        release = () => resolve(answer(0.5));
      });
    },
    onVerdict() {},
  });
  for (let at = 0; at < x.length; at += 10) {
    live.add(x.subarray(at, at + 10));
    if (at % 100 === 90) release();
    await settled();
  }
  const starts = asked.map((samples) => x.findIndex((_, i) => samples[0] === x[i]));
  for (const start of [0, 100, 200, 300]) assert.ok(starts.includes(start), `${starts}`);
});

test("a verdict that fails does not end the others", async () => {
  const { asked, verdicts } = await record(noise(400, random(5)), [20], (i) => {
    if (i === 1) throw new Error("broke down");
    return answer(0.5);
  });
  assert.equal(asked.length, 5);
  assert.equal(verdicts.length, 4);
});
