/**
 * MP3 by mpg123, which libsndfile decodes with, too: the same samples in every browser as in Python,
 * at half of the time that WebCodecs and their 38 packets a second take.
 */

import { MPEGDecoder } from "mpg123-decoder";
import { readBytes } from "./read-bytes.js";

/** How much is read, and how much of that is decoded, at a time: a second at 128 kbit/s. */
const READ_BYTES = 1 << 20;
const DECODE_BYTES = 1 << 14;

/** A module with nothing in it. */
const EMPTY = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** mpg123-decoder 1.0.3 waits without end where it is refused. */
function isWasmAllowed() {
  try {
    return new WebAssembly.Module(EMPTY) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/**
 * Decode an MP3 file, piece by piece, without what its encoder put before and after the sound.
 *
 * @param {Blob} blob
 * @param {number} nChannels of the first frame; mpg123 makes two of one
 * @param {(end: number) => void} onRead is told which byte comes next
 * @returns {AsyncGenerator<import("./types").Audio>} nothing where WebAssembly is refused
 * @throws {Error} where the sample rate changes, after what came before
 * @throws {import("./errors.js").AudioError} `unreadable`
 */
export async function* decodeMp3(blob, nChannels, onRead) {
  if (!isWasmAllowed()) return;
  const decoder = new MPEGDecoder();
  await decoder.ready;
  let rate = 0;
  try {
    for (let at = 0; at < blob.size; at += READ_BYTES) {
      const bytes = new Uint8Array(await readBytes(blob, at, at + READ_BYTES));
      for (let i = 0; i < bytes.length; i += DECODE_BYTES) {
        const piece = bytes.subarray(i, i + DECODE_BYTES);
        const { channelData, samplesDecoded, sampleRate } = decoder.decode(piece);
        onRead(at + i + piece.length);
        if (samplesDecoded === 0) continue;
        rate ||= sampleRate;
        if (sampleRate !== rate) throw new Error(`from ${rate} to ${sampleRate} Hz`);
        yield { channels: channelData.slice(0, nChannels), sampleRate };
      }
    }
  } finally {
    decoder.free();
  }
}
