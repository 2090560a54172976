/** WAV without a decoder, sample for sample what libsndfile reads. */

/** @typedef {(view: DataView, at: number, little: boolean) => number} ReadSample */

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** By coding and bytes a sample. @type {Record<string, ReadSample>} */
const READERS = {
  "1/1": (view, at) => (view.getUint8(at) - 128) / 128,
  "1/2": (view, at, little) => view.getInt16(at, little) / 32768,
  "1/3": (view, at, little) =>
    (view.getInt8(little ? at + 2 : at) * 65536 + view.getUint16(little ? at : at + 1, little)) /
    8388608,
  "1/4": (view, at, little) => view.getInt32(at, little) / 2147483648,
  "3/4": (view, at, little) => view.getFloat32(at, little),
  "3/8": (view, at, little) => view.getFloat64(at, little),
};

/** @type {(view: DataView, at: number) => string} */
const name = (view, at) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

/**
 * Whether these first 12 bytes are a WAV file's.
 *
 * @param {ArrayBuffer} head
 */
export function isWav(head) {
  if (head.byteLength < 12) return false;
  const view = new DataView(head);
  return ["RIFF", "RIFX", "RF64"].includes(name(view, 0)) && name(view, 8) === "WAVE";
}

/**
 * Where each chunk's body starts and how long it says it is.
 *
 * @param {DataView} view
 * @param {boolean} little
 * @returns {Map<string, { at: number, size: number }>} the first chunk of each name, up to "data"
 */
function chunks(view, little) {
  const found = new Map();
  for (let at = 12; at + 8 <= view.byteLength && !found.has("data"); ) {
    const id = name(view, at);
    const size = view.getUint32(at + 4, little);
    if (!found.has(id)) found.set(id, { at: at + 8, size });
    at += 8 + size + (size % 2);
  }
  return found;
}

/**
 * The samples of a WAV file: PCM of 8, 16, 24 or 32 bits, float of 32 or 64,
 * little-endian or (RIFX) big.
 *
 * A data size of 0 or more than there is, as streaming writers and cut transfers leave it, means
 * "to the end of the file".
 *
 * @param {ArrayBuffer} bytes
 * @returns {import("./types").Audio | null} null if the coding is another one
 */
export function readWav(bytes) {
  const view = new DataView(bytes);
  const little = name(view, 0) !== "RIFX";
  const found = chunks(view, little);
  const format = found.get("fmt ");
  const data = found.get("data");
  if (format === undefined || data === undefined || format.at + 16 > bytes.byteLength) return null;
  const tag = view.getUint16(format.at, little);
  const extended = tag === EXTENSIBLE && format.at + 26 <= bytes.byteLength;
  const coding = extended ? view.getUint16(format.at + 24, little) : tag;
  const nChannels = view.getUint16(format.at + 2, little);
  const sampleRate = view.getUint32(format.at + 4, little);
  const frameBytes = view.getUint16(format.at + 12, little);
  const width = frameBytes / nChannels;
  const read = [PCM, FLOAT].includes(coding) ? READERS[`${coding}/${width}`] : undefined;
  if (read === undefined || sampleRate === 0) return null;
  const there = bytes.byteLength - data.at;
  const size = data.size === 0 ? there : Math.min(data.size, there);
  const n = Math.floor(size / frameBytes);
  const channels = Array.from({ length: nChannels }, (_, channel) => {
    const out = new Float32Array(n);
    for (let i = 0, at = data.at + channel * width; i < n; i++, at += frameBytes) {
      out[i] = read(view, at, little);
    }
    return out;
  });
  return { channels, sampleRate };
}
