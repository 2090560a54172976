/** How the samples of WAV are coded. */

/** @typedef {(view: DataView, at: number, little: boolean) => number} ReadSample */
/**
 * @typedef {(bytes: ArrayBuffer, frames: number, channel: number, nChannels: number) => Float32Array
 * } ReadChannel
 */

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

/**
 * What reads one channel of interleaved samples.
 *
 * @param {number} coding 1 for PCM, 3 for floating point
 * @param {number} width bytes a sample
 * @param {boolean} little whether the low bytes come first
 * @returns {ReadChannel | undefined} undefined for codings that it does not know
 */
export function channelReader(coding, width, little) {
  const read = READERS[`${coding}/${width}`];
  if (read === undefined) return undefined;
  if (read === READERS["1/2"] && little) return readShorts;
  return (bytes, frames, channel, nChannels) => {
    const view = new DataView(bytes);
    const out = new Float32Array(frames);
    for (let i = 0, at = channel; i < frames; i++, at += nChannels) {
      out[i] = read(view, at * width, little);
    }
    return out;
  };
}

/** What most files have, in a fraction of the time. @type {ReadChannel} */
function readShorts(bytes, frames, channel, nChannels) {
  const all = new Int16Array(bytes); // all machines with a browser put the low byte first
  const out = new Float32Array(frames);
  for (let i = 0, at = channel; i < frames; i++, at += nChannels) out[i] = all[at] / 32768;
  return out;
}
