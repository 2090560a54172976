/** Inputs that tests make from a seed. */

/** Numbers from 0 to below 1, always the same for a seed (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const noise = (n, next) => Float32Array.from({ length: n }, () => next() - 0.5);

/** 16-bit samples as a WAV file; `form`, `size` and `chunks` let it say what is not so. */
export function wav(samples, options = {}) {
  const { channels = 1, rate = 44_100, form = "RIFF", size, chunks = [] } = options;
  const body = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const format = new Uint8Array(16);
  const view = new DataView(format.buffer);
  [1, channels].forEach((value, i) => {
    view.setUint16(2 * i, value, true);
  });
  view.setUint32(4, rate, true);
  view.setUint32(8, rate * channels * 2, true);
  view.setUint16(12, channels * 2, true);
  view.setUint16(14, 16, true);
  const parts = [...chunks, ["fmt ", format], ["data", body, size]].flatMap((c) => chunk(...c));
  return new Blob([form, number(0), "WAVE", ...parts]);
}

const number = (value) => new Uint8Array(Uint32Array.of(value).buffer);

const chunk = (name, body, size = body.byteLength) => [
  name,
  number(size),
  body,
  new Uint8Array(body.byteLength % 2),
];
