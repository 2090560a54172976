/** Headers that make no sense, and inputs that once broke a reader. The twin is tests/test_fuzz.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decode, decodeBlocks } from "../../web/src/decode.js";
import { heard } from "../../web/src/heard.js";
import { FRAMES, useSilentDecoder } from "./decoder.js";
import { CODED_HEADER, coded } from "./inputs.js";
import { SPEC } from "./spec.js";

const FORMATS = new URL("../clips/formats/", import.meta.url);
const clip = (name) => new Uint8Array(readFileSync(new URL(name, FORMATS)));
const PCM = { tag: 1, width: 2 };
const options = { decodeAudioData: () => Promise.reject(new Error("none")) };
const read = (data) => decode(new Blob([data]), options);

/** Seconds that the model hears. */
async function secondsHeard(data) {
  const progress = { durationS: 0, done: 0 };
  for await (const _ of heard(decodeBlocks(new Blob([data]), options), SPEC, progress));
  return progress.durationS;
}

useSilentDecoder();

const REFUSED = {
  "0 channels": [coded({ ...PCM, channels: 0 }), "undecodable"],
  "1 Hz": [coded({ ...PCM, rate: 1 }), "bad_rate"],
  "4 GHz": [coded({ ...PCM, rate: 0xffffffff }), "bad_rate"],
  "a coding that no one knows": [coded({ tag: 0x55, width: 2 }), "undecodable"],
  "NaN as samples": [withFloat(Number.NaN), "not_finite"],
  "infinity as samples": [withFloat(-1 / 0), "not_finite"],
  "no samples": [coded(PCM).slice(0, CODED_HEADER), "no_audio"],
  "a header alone, which says 4 GB": [
    coded({ ...PCM, size: 0xffffffff }).slice(0, CODED_HEADER),
    "no_audio",
  ],
  "chunks without end": [chunks(2000), "undecodable"],
  "an ID3 tag of 256 MB": [
    join([0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f]),
    "undecodable",
  ],
  "ID3 tags without end": [
    join(...Array(500).fill([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0])),
    "undecodable",
  ],
};

for (const [kind, [data, code]] of Object.entries(REFUSED)) {
  test(`${kind}: refused`, () => assert.rejects(secondsHeard(data), { code }));
}

for (const size of [0, 100, 0x7fffffff, 0xfffffffe, 0xffffffff]) {
  for (const form of ["RIFF", "RIFX", "RF64"]) {
    test(`${form} that says ${size} bytes gives what is there`, async () => {
      const { channels } = await read(coded({ ...PCM, form, size }));
      assert.equal(channels[0].length, size === 100 ? 50 : 1600);
    });
  }
}

for (const [kind, change] of [
  ["32 channels", { channels: 32 }],
  ["768 kHz", { rate: 768_000 }],
]) {
  test(`${kind}: read`, async () => {
    const data = coded({ ...PCM, ...change });
    assert.equal(await secondsHeard(data), 1600 / (change.rate ?? 8000));
  });
}

test("an MP3 behind an ID3 tag of 256 MB that is not there is refused", async () => {
  const tag = [0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f];
  const data = join(tag, [...clip("real-ru-22k05-mono-mp3.mp3")]);
  await assert.rejects(read(data), { code: "undecodable" });
});

test("damage in an MP3 costs no more than what it hits", async () => {
  const data = clip("real-ru-44k1-stereo-mp3.mp3");
  const whole = await read(data);
  data.fill(0, data.length / 2, data.length / 2 + 500);
  const missing = whole.channels[0].length - (await read(data)).channels[0].length;
  assert.ok(missing > 0 && missing < 6 * 1152, `${missing} samples are missing`);
});

test("an MP3 that goes on at another sample rate ends there", async () => {
  const once = await read(clip("real-ru-44k1-stereo-mp3.mp3"));
  const other = ["real-ru-44k1-stereo-mp3.mp3", "real-ru-22k05-mono-mp3.mp3"];
  const { channels, sampleRate } = await read(join(...other.map((name) => [...clip(name)])));
  assert.equal(sampleRate, once.sampleRate);
  const missing = once.channels[0].length - channels[0].length;
  assert.ok(missing >= 0 && missing < sampleRate, `${missing} samples are missing`);
});

const FLAC = "real-ru-44k1-mono-pcm24.flac";

test("a FLAC file without a first frame is refused, it once was searched without end", async () => {
  await assert.rejects(read(clip(FLAC).slice(0, 42 + 44)), { code: "undecodable" });
});

test("a FLAC file of 0 Hz is refused, it once was searched without end", async () => {
  const data = clip(FLAC);
  data.set([0, 0, data[20] & 0x0f], 18);
  await assert.rejects(read(data), { code: "undecodable" });
});

test("a FLAC file that lasts less than nothing has no negative progress", async () => {
  const data = clip(FLAC);
  data.set([data[21] | 0x0f, 0x80, 0, 0, 0], 21);
  for await (const { done } of decodeBlocks(new Blob([data]), options)) assert.ok(done >= 0);
});

test("WebM with junk for its elements is refused, it once was searched without end", async () => {
  const data = clip("fake-kokoro-en-48k-mono-opus.webm").slice(0, 12_000);
  const segment = data.findIndex((_, i) =>
    [0x18, 0x53, 0x80, 0x67].every((b, k) => data[i + k] === b),
  );
  data.fill(0, segment + 12);
  await assert.rejects(read(data), { code: "undecodable" });
});

test("an AAC frame that says it has no bytes is refused, it once gave sound without end", async () => {
  const frame = [0xff, 0xf9, 0x54, 0xc0, ...Array(50).fill(0)];
  await assert.rejects(read(join(frame)), { code: "undecodable" });
});

test("a long AAC stream is whole, though the packets that have passed are forgotten", async () => {
  const many = 10_000;
  // ADTS: LC, 44.1 kHz, one channel, 16 bytes a frame.
  const frame = [0xff, 0xf1, 0x50, 0x40, 0x02, 0x1f, 0xfc, ...Array(9).fill(0)];
  const { channels } = await read(join(...Array(many).fill(frame)));
  assert.equal(channels[0].length, many * FRAMES);
});

function withFloat(value) {
  const data = coded({ tag: 3, width: 4 });
  new DataView(data.buffer).setFloat32(CODED_HEADER, value, true);
  return data;
}

function chunks(n) {
  const start = [..."RIFF\0\0\0\0WAVE"].map((c) => c.charCodeAt(0));
  return join(start, ...Array(n).fill([0x4a, 0x55, 0x4e, 0x4b, 0, 0, 0, 0]));
}

function join(...parts) {
  return Uint8Array.from(parts.flat());
}
