/**
 * Readers meet damaged files: they give samples, not more than the file can hold, or an error that
 * has a sentence, and nothing else. The twin of tests/test_fuzz.py.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { decodeBlocks } from "../../web/src/decode.js";
import { heard } from "../../web/src/heard.js";
import { CHOICES, loadPreferences, preferences } from "../../web/src/preferences.js";
import { openWav } from "../../web/src/wav.js";
import { wavHeader } from "../../web/src/wav-header.js";
import { FRAMES, useSilentDecoder } from "./decoder.js";
import { fuzz } from "./fuzzing.js";
import { random, wavs } from "./inputs.js";
import { SPEC } from "./spec.js";

const FORMATS = new URL("../clips/formats/", import.meta.url);

/** The first part of every committed clip of a format; enough for its headers. */
const clips = (suffix) =>
  readdirSync(FORMATS)
    .filter((name) => name.endsWith(suffix))
    .map((name) => new Uint8Array(readFileSync(new URL(name, FORMATS)).subarray(0, 12_000)));

const WAVS = wavs(random(1));
/** A quick filter of the same code: some rates need a million taps of the real one. */
const QUICK = { ...SPEC, resample: { ...SPEC.resample, zero_crossings: 1 } };
const options = { decodeAudioData: () => Promise.reject(new Error("none")) };

/** To the end; returns how many samples there are. */
async function count(blocks) {
  let n = 0;
  for await (const { channels, sampleRate, done } of blocks) {
    assert.ok(sampleRate > 0);
    assert.ok(done >= 0 && done <= 1, `done ${done}`);
    for (const x of channels) assert.equal(x.length, channels[0].length);
    n += channels.length * channels[0].length;
  }
  return n;
}

fuzz("WAV", WAVS, async (data) => {
  const blocks = await openWav(new Blob([data]));
  if (blocks !== null) assert.ok((await count(blocks)) <= data.length);
});

fuzz("WAV as the model hears it", WAVS, async (data) => {
  const progress = { durationS: 0, done: 0 };
  let n = 0;
  for await (const x of heard(decodeBlocks(new Blob([data]), options), QUICK, progress)) {
    assert.ok(x.every(Number.isFinite));
    n += x.length;
  }
  assert.ok(n <= data.length * (SPEC.sample_rate_hz / SPEC.resample.min_rate_hz) + 1);
});

fuzz("the header that recordings get", [new Uint8Array(wavHeader(50, 44_100))], async (data) => {
  const blocks = await openWav(new Blob([data, new Uint8Array(200)]));
  if (blocks !== null) assert.ok((await count(blocks)) <= data.length + 200);
});

useSilentDecoder();
for (const suffix of [".mp3", ".flac", ".m4a", ".ogg", ".opus", ".webm"]) {
  fuzz(suffix, clips(suffix), async (data) => {
    // A packet has a byte at least, and the test's decoder makes a few samples of each; MP3, which
    // has its own, is at most 48 a byte: two channels of 24 kHz at 8 kbit/s.
    assert.ok((await count(decodeBlocks(new Blob([data]), options))) <= data.length * FRAMES);
  });
}

const KEPT = [
  '{"language":"de","theme":"dark","sensitivity":"misses","hop":"0.5"}',
  '{"language":["de"],"theme":{"theme":"dark"},"__proto__":{"hop":"1"},"hop":1}',
  "null",
  "[]",
].map((text) => new TextEncoder().encode(text));

fuzz("preferences", KEPT, (data) => {
  globalThis.localStorage = { getItem: () => new TextDecoder().decode(data) };
  loadPreferences();
  assert.deepEqual(Object.keys(preferences), [...Object.keys(CHOICES), "microphone"]);
  assert.equal(typeof preferences.microphone, "string");
  for (const name of Object.keys(CHOICES)) assert.ok(CHOICES[name].includes(preferences[name]));
});
