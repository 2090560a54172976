/** What an MP3 encoder put before and after the sound, from the LAME tag of the first frame. */

/** Delay of every MP3 decoder in samples, which the tag leaves out. */
const DECODER_DELAY = 529;

/** Longest first frame, and then some. */
const HEAD_BYTES = 8192;

/**
 * Where the sound lies in the decoded samples, as mpg123 (so libsndfile) cuts it.
 *
 * @param {Blob} blob
 * @returns {Promise<{ start: number, end: number } | null>} null if the file does not say
 */
export async function mp3Range(blob) {
  const id3 = new Uint8Array(await blob.slice(0, 10).arrayBuffer());
  const hasId3 = id3[0] === 0x49 && id3[1] === 0x44 && id3[2] === 0x33;
  const skip = hasId3 ? 10 + id3.subarray(6).reduce((size, byte) => size * 128 + byte, 0) : 0;
  const head = new Uint8Array(await blob.slice(skip, skip + HEAD_BYTES).arrayBuffer());
  const sync = head.findIndex((byte, i) => byte === 0xff && (head[i + 1] & 0xe6) === 0xe2);
  return sync < 0 ? null : tagRange(new DataView(head.buffer, sync));
}

/**
 * @param {DataView} frame the first frame, from its header on
 * @returns {{ start: number, end: number } | null}
 */
function tagRange(frame) {
  if (frame.byteLength < 200) return null;
  const isMpeg1 = (frame.getUint8(1) & 0x18) === 0x18;
  const isMono = frame.getUint8(3) >> 6 === 3;
  const tag = 4 + (isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17);
  const magic = frame.getUint32(tag);
  if (magic !== 0x58696e67 && magic !== 0x496e666f) return null; // "Xing", "Info"
  const flags = frame.getUint32(tag + 4);
  if ((flags & 1) === 0) return null;
  const nFrames = frame.getUint32(tag + 8);
  const fields = [4, 4, 100, 4].reduce((sum, size, i) => sum + ((flags >> i) & 1) * size, 0);
  const lame = tag + 8 + fields;
  if (frame.getUint8(lame) === 0) return null;
  const gaps = frame.getUint32(lame + 20) & 0xffffff; // 12 bits of delay, 12 of padding
  const samples = nFrames * (isMpeg1 ? 1152 : 576);
  return {
    start: (gaps >> 12) + DECODER_DELAY,
    end: samples - (gaps & 0xfff) + DECODER_DELAY,
  };
}
