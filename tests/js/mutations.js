/** Damage to bytes and text, from a seed: what may happen to a file, and what an attacker writes. */

const NUMBERS = [
  0, 1, 2, 7, 0x20, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 768_000, 0x7fffffff, 0x80000000,
  0xfffffffe, 0xffffffff,
];

/** NaN, infinities and the largest number, as the bytes of a 32-bit float. */
const FLOATS = [0x7fc00000, 0x7f800000, 0xff800000, 0x7f7fffff];

/** An ID3 tag that says it is 256 MB long. */
const ID3 = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f);

/** Bytes in which the headers lie: half of the edits go there. */
const HEAD = 64;

const MOST_EDITS = 6;

/** @type {(...parts: Uint8Array[]) => Uint8Array} */
const join = (...parts) => new Uint8Array(Buffer.concat(parts));

/** `piece` over what is there, as far as there is something. */
const put = (data, at, piece) => {
  const out = data.slice();
  out.set(piece.subarray(0, data.length - at), at);
  return out;
};

/** @type {(value: number, bytes: number, little: boolean) => Uint8Array} */
function number(value, bytes, little) {
  const out = Uint8Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) & 0xff);
  return little ? out : out.reverse();
}

/** (bytes, where, a number from 0 to below 1, another input) => damaged bytes. */
const EDITS = [
  (d, at, r) => put(d, at, Uint8Array.of(256 * r)),
  (d, at, r) => put(d, at, Uint8Array.of(d[at] ^ (1 << (8 * r)))),
  (d, at, r) => put(d, at, number(pick(NUMBERS, r), 4, true)),
  (d, at, r) => put(d, at, number(pick(NUMBERS, r), 4, false)),
  (d, at, r) => put(d, at, number(pick(NUMBERS, r), 2, true)),
  (d, at, r) => put(d, at, number(pick(NUMBERS, r), 8, false)),
  (d, at, r) => put(d, at, number(pick(FLOATS, r), 4, true)),
  (d, at, r) => put(d, at, new Uint8Array(512 * r)),
  (d, at) => d.slice(0, at),
  (d, at, r) => join(d.subarray(0, at), d.subarray(at + 64 * r)),
  (d, at, r) => join(d.subarray(0, at), d.subarray(at, at + 64 * r), d.subarray(at)),
  (d, at, r) => join(d.subarray(0, at), new Uint8Array(256 * r), d.subarray(at)),
  (d, at, _, other) => join(d.subarray(0, at), other.subarray(Math.min(at, other.length))),
  (d, at, _, other) => join(d.subarray(0, at), other.subarray(0, HEAD), d.subarray(at)),
  (d) => join(ID3, d),
];

/** One of a list, by a number from 0 to below 1. @type {<T>(list: T[], r: number) => T} */
export const pick = (list, r) => list[Math.floor(r * list.length)];

/**
 * One of `seeds` after one to six edits.
 *
 * @param {Uint8Array[]} seeds
 * @param {() => number} next
 */
export function damaged(seeds, next) {
  let data = pick(seeds, next());
  for (let edits = 1 + Math.floor(next() * MOST_EDITS); edits > 0 && data.length > 0; edits--) {
    const end = next() < 0.5 ? Math.min(HEAD, data.length) : data.length;
    data = pick(EDITS, next())(data, Math.floor(next() * end), next(), pick(seeds, next()));
  }
  return data;
}
