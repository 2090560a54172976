/**
 * Compressed audio and the sound of videos: mediabunny finds the packets, the browser's WebCodecs
 * decode them, one after the other; MP3 files have a decoder of their own. Nothing is resampled on
 * the way.
 */

import {
  ADTS,
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
import { withoutCircles } from "./endless.js";
import { AudioError, aborted } from "./errors.js";
import { decodeMp3 } from "./mp3.js";
import { decodePackets } from "./packets.js";
import { createPlanes } from "./planes.js";
import { soundRange } from "./sound-range.js";

const FORMATS = [MP4, QTFF, WEBM, MATROSKA, OGG, FLAC, MP3, ADTS, WAVE];

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
  const onRead = (/** @type {number} */ end) => {
    bytesRead = end;
  };
  source.onread = (_start, end) => onRead(end);
  let given = 0;
  let rate = 0;
  let isWhole = false;
  try {
    const track = await input.getPrimaryAudioTrack();
    const first = track === null ? null : await firstPacket(track);
    if (track === null || first === null) throw new AudioError("undecodable");
    const durationS = await track.getDurationFromMetadata();
    const isMp3 = (await input.getFormat()) === MP3;
    try {
      const decoded = isMp3
        ? decodeMp3(blob, await track.getNumberOfChannels(), onRead)
        : decodeTrack(input, track, first.timestamp);
      for await (const audio of decoded) {
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
    // The codec is lacking, or damage stopped the decoder; the other one may get further.
    const rest = await decodeRest(blob, track, given, decodeAudioData);
    if (rest !== null && (given === 0 || rest.sampleRate === rate)) yield rest;
    else if (given === 0) throw new AudioError("undecodable");
  } finally {
    input.dispose();
  }
}

/**
 * The first packet, without its bytes. mediabunny 1.61 looks for packets of a FLAC file without end
 * if it has no first one, or a sample rate of 0.
 *
 * @param {Track} track
 * @returns {Promise<import("mediabunny").EncodedPacket | null>} null if there is none to decode
 */
const firstPacket = async (track) =>
  (await track.getSampleRate()) > 0
    ? new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true })
    : null;

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
 * @param {Input} input
 * @param {Track} track
 * @param {number} startS time of the first packet in seconds
 * @returns {AsyncGenerator<import("./types").Audio>} nothing if WebCodecs lack the codec
 */
async function* decodeTrack(input, track, startS) {
  if (!(await track.canDecode())) return;
  /** @type {ReturnType<typeof createPlanes> | null} */
  let planes = null;
  try {
    for await (const data of decodePackets(track)) {
      try {
        planes ??= createPlanes(await soundRange(input, track, data.sampleRate, startS));
        if (!planes.hasRoomFor(data)) yield planes.take();
        planes.add(data);
      } finally {
        data.close();
      }
    }
  } catch (error) {
    if (planes !== null) yield planes.take(); // what came before the damage
    throw error;
  }
  if (planes !== null) yield planes.take();
}
