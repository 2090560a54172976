/**
 * Bytes to samples at the file's native rate, the twin of training/audio.py.
 *
 * WAV is read here; for the rest mediabunny finds the packets and the browser's WebCodecs decode
 * them. Nothing is resampled on the way.
 */

import {
  ADTS,
  AudioSampleSink,
  BlobSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from "mediabunny";
import { concatenate } from "./arrays.js";
import { AudioError, aborted } from "./errors.js";
import { mp3Range } from "./mp3.js";
import { isWav, readWav } from "./wav.js";

/**
 * mediabunny 1.61 drops a last FLAC frame of under 16 bytes (1/4 s of digital silence is 13), so a
 * FLAC file gets as many bytes more as the shortest frame of 10 lacks; decoders pass over them.
 */
const FLAC_TAIL = new Uint8Array(6);

const FORMATS = [MP4, QTFF, WEBM, MATROSKA, OGG, FLAC, MP3, ADTS, WAVE];

/** @typedef {import("./types").Audio} Audio */
/** @typedef {import("mediabunny").InputAudioTrack} Track */

/**
 * Decode a file at its native rate.
 *
 * @param {Blob} blob
 * @param {import("./types").Options & {
 *   decodeAudioData: (blob: Blob, sampleRate: number) => Promise<Audio>
 * }} options `decodeAudioData` stands in where WebCodecs lack the codec
 * @returns {Promise<Audio>}
 * @throws {AudioError} `empty`, `unreadable` or `undecodable`
 */
export async function decode(blob, options) {
  if (blob.size === 0) throw new AudioError("empty");
  const head = await readBytes(blob.slice(0, 12));
  const audio = isWav(head) ? readWav(await readBytes(blob)) : null;
  if (audio !== null) return audio;
  const isFlac = String.fromCharCode(...new Uint8Array(head).subarray(0, 4)) === "fLaC";
  try {
    return await decodeMedia(isFlac ? new Blob([blob, FLAC_TAIL]) : blob, options);
  } catch {
    if (options.signal?.aborted) throw aborted();
    throw new AudioError("undecodable");
  }
}

/** @type {(blob: Blob) => Promise<ArrayBuffer>} */
async function readBytes(blob) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new AudioError("unreadable");
  }
}

/**
 * @param {Blob} blob
 * @param {Parameters<typeof decode>[1]} options
 * @returns {Promise<Audio>}
 */
async function decodeMedia(blob, options) {
  const input = new Input({ source: new BlobSource(blob), formats: FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) throw new AudioError("undecodable");
    // A damaged file stops WebCodecs; the browser's other decoder goes on as far as it can.
    const audio = await decodeTrack(blob, input, track, options).catch(() => null);
    if (options.signal?.aborted) throw aborted();
    return audio ?? (await options.decodeAudioData(blob, await track.getSampleRate()));
  } finally {
    input.dispose();
  }
}

/**
 * @param {Blob} blob
 * @param {Input} input
 * @param {Track} track
 * @param {import("./types").Options} options
 * @returns {Promise<Audio | null>} null if WebCodecs can't
 */
async function decodeTrack(blob, input, track, { signal, onProgress }) {
  if (!(await track.canDecode())) return null;
  const duration = (await track.getDurationFromMetadata()) ?? Infinity;
  /** @type {Float32Array[][]} */
  const blocks = [];
  let sampleRate = 0;
  let startS = 0;
  for await (const sample of new AudioSampleSink(track).samples()) {
    try {
      if (signal?.aborted) throw aborted();
      if (blocks.length === 0) ({ sampleRate, timestamp: startS } = sample);
      blocks.push(planes(sample));
      onProgress?.(Math.min(1, Math.max(0, sample.timestamp / duration)));
    } finally {
      sample.close();
    }
  }
  if (blocks.length === 0) return null;
  const { start, end } = await soundRange(blob, input, track, sampleRate, startS);
  const channels = blocks[0].map((_, channel) =>
    concatenate(blocks.map((block) => block[Math.min(channel, block.length - 1)])),
  );
  return { channels: channels.map((x) => x.slice(start, end)), sampleRate };
}

/**
 * The samples to keep, as libsndfile and FFmpeg do: not what an encoder needed to start up, and in
 * Ogg not what filled its last packet.
 *
 * @param {Blob} blob
 * @param {Input} input
 * @param {Track} track
 * @param {number} sampleRate in Hz
 * @param {number} startS time of the first decoded sample in seconds; negative is start-up
 * @returns {Promise<{ start: number, end: number }>}
 */
async function soundRange(blob, input, track, sampleRate, startS) {
  const format = await input.getFormat();
  const whole = { start: Math.round(Math.max(0, -startS) * sampleRate), end: Infinity };
  if (format === MP3) return (await mp3Range(blob)) ?? whole;
  if (format !== OGG) return whole;
  return { ...whole, end: Math.round((await track.computeDuration()) * sampleRate) };
}

/**
 * @param {import("mediabunny").AudioSample} sample
 * @returns {Float32Array[]} one per channel
 */
function planes(sample) {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames);
    sample.copyTo(plane, { planeIndex, format: "f32-planar" });
    return plane;
  });
}

/**
 * Mean of the channels, summed in double precision.
 *
 * @param {Float32Array[]} channels of equal length
 * @returns {Float32Array}
 */
export function toMono(channels) {
  if (channels.length === 1) return channels[0];
  return channels[0].map((_, i) => {
    let sum = 0;
    for (const channel of channels) sum += channel[i];
    return sum / channels.length;
  });
}
