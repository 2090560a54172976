/**
 * Fourier transforms of 512 complex numbers, two side by side in the lanes of vectors: of four
 * frames of sound, two as their real and two as their imaginary parts.
 *
 * 512 is 8 * 8 * 8: three passes of 64 transforms of eight numbers. The first reads the frames in
 * the order of octal digits read backwards, so that the last leaves the result in its own order.
 */

import { add, COMPLEX, eight, mul, sub } from "./eight";

export const FFT_SIZE: i32 = 512;

/** [FFT_SIZE] complex numbers. */
const work: usize = memory.data(FFT_SIZE * 32, 16);

/** Bytes of the numbers by which seven of eight are turned. */
const TURNS: usize = 7 * 16;

/**
 * f64 [8 + 64, 7, 2], goes in: by what number r of eight is turned before they meet, for r from 1
 * to 7. Cosine and sine of -2 * pi * j * r / 64 for j below 8, then of -2 * pi * j * r / 512 for j
 * below 64.
 */
export const turns: usize = memory.data(72 * 7 * 2 * 8, 16);

/** Where number `k` of the result stands; -k counts from the end. */
@inline
export function at(k: i32): usize {
  return work + <usize>(k & (FFT_SIZE - 1)) * COMPLEX;
}

/** A sample of two frames, windowed. */
@inline
function taken(a: usize, b: usize, gain: usize): v128 {
  return mul(v128.load64_splat(gain), v128.load64_lane(b, v128.load64_splat(a), 1));
}

/** Of the frames that start at a, b, c and d every 64th sample. */
@inline
function first(gains: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (let k: usize = 0; k < 64; k++) {
    const o: usize = (((k & 7) << 3) | (k >> 3)) << 3;
    const f = a + o, g = b + o, h = c + o, i = d + o, w = gains + o;
    eight(
      work + 8 * k * COMPLEX, COMPLEX,
      taken(f, g, w), taken(h, i, w),
      taken(f + 512, g + 512, w + 512), taken(h + 512, i + 512, w + 512),
      taken(f + 1024, g + 1024, w + 1024), taken(h + 1024, i + 1024, w + 1024),
      taken(f + 1536, g + 1536, w + 1536), taken(h + 1536, i + 1536, w + 1536),
      taken(f + 2048, g + 2048, w + 2048), taken(h + 2048, i + 2048, w + 2048),
      taken(f + 2560, g + 2560, w + 2560), taken(h + 2560, i + 2560, w + 2560),
      taken(f + 3072, g + 3072, w + 3072), taken(h + 3072, i + 3072, w + 3072),
      taken(f + 3584, g + 3584, w + 3584), taken(h + 3584, i + 3584, w + 3584),
    );
  }
}

/** Real part of (re, im) times (c, s). */
@inline
function real(re: v128, im: v128, c: v128, s: v128): v128 {
  return sub(mul(re, c), mul(im, s));
}

/** Its imaginary part. */
@inline
function imag(re: v128, im: v128, c: v128, s: v128): v128 {
  return add(mul(re, s), mul(im, c));
}

/** From transforms of `span` numbers to those of eight times as many. */
@inline
function pass(span: usize, turnsOfPass: usize): void {
  const step = span * COMPLEX;
  for (let from = work; from < work + <usize>FFT_SIZE * COMPLEX; from += 8 * step) {
    let t = turnsOfPass;
    for (let p = from; p < from + step; p += COMPLEX, t += TURNS) {
      let re: v128, im: v128, c: v128, s: v128;
      re = v128.load(p + step); im = v128.load(p + step, 16);
      c = v128.load64_splat(t, 0); s = v128.load64_splat(t, 8);
      const r1 = real(re, im, c, s), i1 = imag(re, im, c, s);
      re = v128.load(p + 2 * step); im = v128.load(p + 2 * step, 16);
      c = v128.load64_splat(t, 16); s = v128.load64_splat(t, 24);
      const r2 = real(re, im, c, s), i2 = imag(re, im, c, s);
      re = v128.load(p + 3 * step); im = v128.load(p + 3 * step, 16);
      c = v128.load64_splat(t, 32); s = v128.load64_splat(t, 40);
      const r3 = real(re, im, c, s), i3 = imag(re, im, c, s);
      re = v128.load(p + 4 * step); im = v128.load(p + 4 * step, 16);
      c = v128.load64_splat(t, 48); s = v128.load64_splat(t, 56);
      const r4 = real(re, im, c, s), i4 = imag(re, im, c, s);
      re = v128.load(p + 5 * step); im = v128.load(p + 5 * step, 16);
      c = v128.load64_splat(t, 64); s = v128.load64_splat(t, 72);
      const r5 = real(re, im, c, s), i5 = imag(re, im, c, s);
      re = v128.load(p + 6 * step); im = v128.load(p + 6 * step, 16);
      c = v128.load64_splat(t, 80); s = v128.load64_splat(t, 88);
      const r6 = real(re, im, c, s), i6 = imag(re, im, c, s);
      re = v128.load(p + 7 * step); im = v128.load(p + 7 * step, 16);
      c = v128.load64_splat(t, 96); s = v128.load64_splat(t, 104);
      const r7 = real(re, im, c, s), i7 = imag(re, im, c, s);
      eight(
        p, step, v128.load(p), v128.load(p, 16),
        r1, i1, r2, i2, r3, i3, r4, i4, r5, i5, r6, i6, r7, i7,
      );
    }
  }
}

/** Transform the frames that start at these addresses, f64 [FFT_SIZE] each, times `gains`. */
export function transform(gains: usize, a: usize, b: usize, c: usize, d: usize): void {
  first(gains, a, b, c, d);
  pass(8, turns);
  pass(64, turns + 8 * TURNS);
}
