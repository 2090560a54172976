/**
 * Bytes to samples at the file's native rate, the twin of training/audio.py.
 *
 * WAV is read here, the rest by the browser, see media.js; both piece by piece, so that a long
 * recording never lies in memory whole.
 */

import { concatenate } from "./arrays.js";
import { AudioError } from "./errors.js";
import { decodeMedia } from "./media.js";
import { readBytes } from "./read-bytes.js";
import { openWav } from "./wav.js";

/**
 * mediabunny 1.61 drops a last FLAC frame of under 16 bytes (1/4 s of digital silence is 13), so a
 * FLAC file gets as many bytes more as the shortest frame of 10 lacks; decoders pass over them.
 */
const FLAC_TAIL = new Uint8Array(6);

/** @typedef {import("./types").Audio} Audio */
/** @typedef {import("./types").Block} Block */

/**
 * @typedef {object} DecodeOptions
 * @property {AbortSignal} [signal]
 * @property {(blob: Blob, sampleRate: number) => Promise<Audio>} decodeAudioData stands in where
 *   WebCodecs lack the codec
 */

/**
 * Decode a file at its native rate, piece by piece.
 *
 * @param {Blob} blob
 * @param {DecodeOptions} options
 * @returns {AsyncGenerator<Block>} at least one block
 * @throws {AudioError} `empty`, `unreadable` or `undecodable`
 */
export async function* decodeBlocks(blob, options) {
  if (blob.size === 0) throw new AudioError("empty");
  const wav = await openWav(blob);
  if (wav !== null) return yield* wav;
  const magic = await blob.slice(0, 4).text();
  try {
    yield* decodeMedia(magic === "fLaC" ? new Blob([blob, FLAC_TAIL]) : blob, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    await checkUnchanged(blob);
    throw new AudioError("undecodable");
  }
  await checkUnchanged(blob);
}

/**
 * Decoders take a file that was cut meanwhile for a damaged one, and give what there is of it.
 *
 * @param {Blob} blob
 * @throws {AudioError} `unreadable`, if the file has gone or changed since it was chosen
 */
async function checkUnchanged(blob) {
  await readBytes(blob, 0, 1);
  await readBytes(blob, blob.size - 1, blob.size);
}

/**
 * Decode a file at its native rate, whole.
 *
 * @type {(...args: Parameters<typeof decodeBlocks>) => Promise<Audio>}
 */
export async function decode(blob, options) {
  /** @type {Block[]} */
  const blocks = [];
  for await (const block of decodeBlocks(blob, options)) blocks.push(block);
  const channels = blocks[0].channels.map((_, channel) =>
    concatenate(
      blocks.map((block) => block.channels[Math.min(channel, block.channels.length - 1)]),
    ),
  );
  return { channels, sampleRate: blocks[0].sampleRate };
}

/**
 * Mean of the channels, summed in double precision.
 *
 * @param {Float32Array[]} channels of equal length
 * @returns {Float32Array}
 */
export function toMono(channels) {
  if (channels.length === 1) return channels[0];
  const out = new Float32Array(channels[0].length);
  if (channels.length === 2) {
    // What nearly all have; without the inner loop it takes a tenth of the time.
    const [left, right] = channels;
    for (let i = 0; i < out.length; i++) out[i] = (left[i] + right[i]) / 2;
    return out;
  }
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels.length; channel++) sum += channels[channel][i];
    out[i] = sum / channels.length;
  }
  return out;
}
