/** WAV without a decoder, sample for sample what libsndfile reads. */

import { readBytes } from "./read-bytes.js";
import { channelReader } from "./wav-samples.js";

const EXTENSIBLE = 0xfffe;

/** Size that a 64-bit file (RF64) puts where the true one does not fit: see its chunk "ds64". */
const IN_DS64 = 0xffffffff;

/** Chunks that a file may have before its samples; music programs write a dozen. */
const MOST_CHUNKS = 1000;

/** How much is read at a time. */
const BLOCK_BYTES = 1 << 20;

/** @type {(view: DataView, at: number) => string} */
const name = (view, at) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

/** @type {(...part: Parameters<typeof readBytes>) => Promise<DataView>} */
const view = async (...part) => new DataView(await readBytes(...part));

/**
 * Where each chunk's body starts and how long it says it is.
 *
 * @param {Blob} blob
 * @param {boolean} little
 * @returns {Promise<Map<string, { at: number, size: number }>>} the first chunk of each name, up to
 *   "data"
 */
async function findChunks(blob, little) {
  const found = new Map();
  for (let at = 12, n = 0; n < MOST_CHUNKS && !found.has("data"); n++) {
    const head = await view(blob, at, at + 8);
    if (head.byteLength < 8) break;
    const id = name(head, 0);
    const size = head.getUint32(4, little);
    if (!found.has(id)) found.set(id, { at: at + 8, size });
    at += 8 + size + (size % 2);
  }
  return found;
}

/**
 * How the samples are coded, from the chunk "fmt ".
 *
 * @param {DataView} format
 * @param {boolean} little
 */
function readFormat(format, little) {
  if (format.byteLength < 16) return null;
  const tag = format.getUint16(0, little);
  const extended = tag === EXTENSIBLE && format.byteLength >= 26;
  const coding = extended ? format.getUint16(24, little) : tag;
  const nChannels = format.getUint16(2, little);
  const sampleRate = format.getUint32(4, little);
  const frameBytes = format.getUint16(12, little);
  const read = channelReader(coding, frameBytes / nChannels, little);
  if (read === undefined || sampleRate === 0) return null;
  return { nChannels, sampleRate, frameBytes, read };
}

/**
 * A WAV file, piece by piece: PCM of 8, 16, 24 or 32 bits, float of 32 or 64, little-endian or
 * (RIFX) big, also over 4 GB (RF64).
 *
 * A data size of 0 or more than there is, as streaming writers and cut transfers leave it, means
 * "to the end of the file".
 *
 * @param {Blob} blob
 * @returns {Promise<AsyncGenerator<import("./types").Block> | null>} null if it is another kind of
 *   file or coding; at least one block, which may be empty
 * @throws {AudioError} `unreadable`
 */
export async function openWav(blob) {
  const head = await view(blob, 0, 12);
  if (head.byteLength < 12 || name(head, 8) !== "WAVE") return null;
  const form = name(head, 0);
  if (!["RIFF", "RIFX", "RF64"].includes(form)) return null;
  const little = form !== "RIFX";
  const found = await findChunks(blob, little);
  const fmt = found.get("fmt ");
  const data = found.get("data");
  if (fmt === undefined || data === undefined) return null;
  const format = readFormat(await view(blob, fmt.at, fmt.at + 40), little);
  if (format === null) return null;
  const there = blob.size - data.at;
  const stated = await dataSize(blob, data.size, found.get("ds64"));
  const size = stated === 0 ? there : Math.min(stated, there);
  return readBlocks(blob, data.at, Math.floor(size / format.frameBytes), format);
}

/**
 * @param {Blob} blob
 * @param {number} size as the chunk "data" says
 * @param {{ at: number } | undefined} ds64
 */
async function dataSize(blob, size, ds64) {
  if (size !== IN_DS64 || ds64 === undefined) return size;
  const sizes = await view(blob, ds64.at, ds64.at + 16);
  return sizes.byteLength < 16 ? size : Number(sizes.getBigUint64(8, true));
}

/**
 * @param {Blob} blob
 * @param {number} at first byte of the samples
 * @param {number} n frames
 * @param {NonNullable<ReturnType<typeof readFormat>>} format
 * @returns {AsyncGenerator<import("./types").Block>}
 */
async function* readBlocks(blob, at, n, { nChannels, sampleRate, frameBytes, read }) {
  const most = Math.ceil(BLOCK_BYTES / frameBytes);
  for (let first = 0; first < Math.max(1, n); first += most) {
    const frames = Math.min(most, n - first);
    const start = at + first * frameBytes;
    const bytes = await readBytes(blob, start, start + frames * frameBytes);
    const channels = Array.from({ length: nChannels }, (_, channel) =>
      read(bytes, frames, channel, nChannels),
    );
    yield { channels, sampleRate, done: n === 0 ? 1 : (first + frames) / n };
  }
}
