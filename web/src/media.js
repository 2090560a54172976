/**
 * Compressed audio and the sound of videos: mediabunny finds the packets, the browser's WebCodecs
 * decode them, one after the other. Nothing is resampled on the way.
 */

import {
  ADTS,
  AudioSampleSink,
  BlobSource,
  EncodedPacketSink,
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
import { withoutCircles } from "./endless.js";
import { AudioError, aborted } from "./errors.js";
import { mp3Range } from "./mp3.js";

const FORMATS = [MP4, QTFF, WEBM, MATROSKA, OGG, FLAC, MP3, ADTS, WAVE];

/** Samples of a block: packets hold 20 to 90 ms, too little to be worth each a trip. */
const BLOCK = 32_768;

/** Longest recording that the decoder for whole files gets, as it fills the memory. */
const WHOLE_S = 20 * 60;

/** @typedef {import("./types").Block} Block */
/** @typedef {import("mediabunny").InputAudioTrack} Track */

/**
 * Decode a file, piece by piece.
 *
 * @param {Blob} blob
 * @param {import("./decode.js").DecodeOptions} options
 * @returns {AsyncGenerator<Block>}
 * @throws {AudioError} `undecodable`
 */
export async function* decodeMedia(blob, { signal, decodeAudioData }) {
  const source = withoutCircles(new BlobSource(blob, { handleUnhandledError() {} }));
  const input = new Input({ source, formats: FORMATS });
  let bytesRead = 0;
  source.onread = (_start, end) => {
    bytesRead = end;
  };
  let given = 0;
  let rate = 0;
  let isWhole = false;
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null || !(await holdsSound(track))) throw new AudioError("undecodable");
    const durationS = await track.getDurationFromMetadata();
    try {
      for await (const audio of decodeTrack(blob, input, track)) {
        if (signal?.aborted) throw aborted();
        rate = audio.sampleRate;
        given += audio.channels[0].length;
        // Some damaged files say that they last less than nothing.
        const isKnown = durationS !== null && durationS > 0;
        const done = isKnown ? given / rate / durationS : bytesRead / blob.size;
        yield { ...audio, done: Math.min(1, done) };
      }
      isWhole = given > 0;
    } catch {
      if (signal?.aborted) throw aborted();
    }
    if (isWhole) return;
    // WebCodecs lack the codec, or damage stopped them; the other decoder may get further.
    const rest = await decodeRest(blob, track, given, decodeAudioData);
    if (rest !== null && (given === 0 || rest.sampleRate === rate)) yield rest;
    else if (given === 0) throw new AudioError("undecodable");
  } finally {
    input.dispose();
  }
}

/**
 * Whether there is a packet to decode. mediabunny 1.61 looks for packets of a FLAC file without end
 * if it has no first one, or a sample rate of 0.
 *
 * @param {Track} track
 */
const holdsSound = async (track) =>
  (await track.getSampleRate()) > 0 &&
  (await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true })) !== null;

/**
 * What comes after the first samples, from the browser's decoder for whole files.
 *
 * @param {Blob} blob
 * @param {Track} track
 * @param {number} given how many are there already
 * @param {import("./decode.js").DecodeOptions["decodeAudioData"]} decodeAudioData
 * @returns {Promise<Block | null>} null if it can't, or the recording is too long for the memory
 */
async function decodeRest(blob, track, given, decodeAudioData) {
  try {
    if ((await track.computeDuration()) > WHOLE_S) return null;
    const { channels, sampleRate } = await decodeAudioData(blob, await track.getSampleRate());
    return { channels: channels.map((x) => x.subarray(given)), sampleRate, done: 1 };
  } catch {
    return null;
  }
}

/**
 * @param {Blob} blob
 * @param {Input} input
 * @param {Track} track
 * @returns {AsyncGenerator<import("./types").Audio>} nothing if WebCodecs lack the codec
 */
async function* decodeTrack(blob, input, track) {
  if (!(await track.canDecode())) return;
  /** @type {Float32Array[][]} */
  let waiting = [];
  let sampleRate = 0;
  let range = { start: 0, end: Infinity };
  let position = 0;
  let first = 0;
  const joined = () => {
    const channels = waiting[0].map((_, channel) =>
      concatenate(waiting.map((block) => block[Math.min(channel, block.length - 1)])),
    );
    const cut = { start: Math.max(0, range.start - first), end: Math.max(0, range.end - first) };
    [first, waiting] = [position, []];
    return { channels: channels.map((x) => x.slice(cut.start, cut.end)), sampleRate };
  };
  for await (const sample of new AudioSampleSink(track).samples()) {
    try {
      if (sampleRate === 0) {
        sampleRate = sample.sampleRate;
        range = await soundRange(blob, input, track, sampleRate, sample.timestamp);
      }
      waiting.push(planes(sample));
      position += sample.numberOfFrames;
    } finally {
      sample.close();
    }
    if (position - first >= BLOCK) yield joined();
  }
  if (waiting.length > 0) yield joined();
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
