/** WAV files of 32-bit float samples, one channel: exactly the samples that are judged. */

export const WAV_HEADER_BYTES = 58;

const FLOAT = 3;
const SAMPLE_BYTES = 4;

/**
 * @param {number} n samples that follow
 * @param {number} sampleRate in Hz
 * @returns {ArrayBuffer} [WAV_HEADER_BYTES]
 */
export function wavHeader(n, sampleRate) {
  const view = new DataView(new ArrayBuffer(WAV_HEADER_BYTES));
  let at = 0;
  const text = (/** @type {string} */ s) => {
    for (const c of s) view.setUint8(at++, c.charCodeAt(0));
  };
  const u16 = (/** @type {number} */ v) => {
    view.setUint16(at, v, true);
    at += 2;
  };
  const u32 = (/** @type {number} */ v) => {
    view.setUint32(at, v, true);
    at += 4;
  };
  const bytes = n * SAMPLE_BYTES;
  text("RIFF");
  u32(WAV_HEADER_BYTES - 8 + bytes);
  text("WAVEfmt ");
  u32(18);
  u16(FLOAT);
  u16(1);
  u32(Math.round(sampleRate));
  u32(Math.round(sampleRate) * SAMPLE_BYTES);
  u16(SAMPLE_BYTES);
  u16(8 * SAMPLE_BYTES);
  u16(0);
  text("fact");
  u32(4);
  u32(n);
  text("data");
  u32(bytes);
  return view.buffer;
}
