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

/** A fifth of a second in every coding that is read, also RIFX and RF64; 8 kHz. */
export function wavs(next) {
  const kinds = [
    { tag: 1, width: 1 },
    { tag: 1, width: 2, channels: 2 },
    { tag: 1, width: 3, extensible: true },
    { tag: 1, width: 4, form: "RIFX" },
    { tag: 3, width: 4, channels: 6 },
    { tag: 3, width: 8 },
    { tag: 1, width: 2, form: "RF64" },
    { tag: 1, width: 2, channels: 32 },
  ];
  return kinds.map((kind) => coded(kind, next));
}

/** Bytes before the samples of `coded`. */
export const CODED_HEADER = 104;

/** A WAV file of 1,600 frames, or of `size` bytes if its header is to say so; noise. */
export function coded(options, next = random(1)) {
  const { tag, width, channels = 1, rate = 8000, form = "RIFF", extensible = false } = options;
  const body = 1600 * channels * width;
  const { size = body } = options;
  const out = new DataView(new ArrayBuffer(CODED_HEADER + body));
  const little = form !== "RIFX";
  let at = 0;
  const text = (s) => {
    for (const c of s) out.setUint8(at++, c.charCodeAt(0));
  };
  const put = (bits, value) => {
    out[`set${bits === 64 ? "BigUint" : "Uint"}${bits}`](at, value, little);
    at += bits / 8;
  };
  text(form);
  put(32, form === "RF64" ? 0xffffffff : CODED_HEADER - 8 + body);
  text("WAVEds64");
  put(32, 28);
  for (const value of [CODED_HEADER - 8 + body, size, 0].map(BigInt)) put(64, value);
  put(32, 0);
  text("fmt ");
  put(32, 40);
  for (const value of [extensible ? 0xfffe : tag, channels]) put(16, value);
  for (const value of [rate, (rate * channels * width) >>> 0]) put(32, value);
  for (const value of [channels * width, 8 * width, 22, 8 * width]) put(16, value);
  put(32, 0);
  put(16, tag);
  at += 14;
  text("data");
  put(32, form === "RF64" ? 0xffffffff : size);
  // As floats, random bytes would be no numbers.
  for (; tag === 1 && at < out.byteLength; at++) out.setUint8(at, 256 * next());
  return new Uint8Array(out.buffer);
}
