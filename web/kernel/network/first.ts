/** Convolutions of one input channel, as the first layer's: squares of any size, in any steps. */

import { COLUMNS, times } from "./multiply";

/** Outputs beside each other that are made at a time. */
const TOGETHER: i32 = 4;

/** Eight channels of four outputs, the inputs of one `apart` bytes from those of the one before. */
@inline
function four(
  x: usize, line: usize, apart: usize, size: usize, w: usize, left: v128, right: v128,
  least: v128, y: usize, pixelBytes: usize,
): void {
  let s0 = left, t0 = right, s1 = left, t1 = right, s2 = left, t2 = right, s3 = left, t3 = right;
  for (let i: usize = 0; i < size; i++, x += line) {
    for (let p = x; p < x + 4 * size; p += 4, w += 32) {
      const low = v128.load(w), high = v128.load(w, 16);
      let sample = v128.load32_splat(p);
      s0 = times(s0, sample, low);
      t0 = times(t0, sample, high);
      sample = v128.load32_splat(p + apart);
      s1 = times(s1, sample, low);
      t1 = times(t1, sample, high);
      sample = v128.load32_splat(p + 2 * apart);
      s2 = times(s2, sample, low);
      t2 = times(t2, sample, high);
      sample = v128.load32_splat(p + 3 * apart);
      s3 = times(s3, sample, low);
      t3 = times(t3, sample, high);
    }
  }
  v128.store(y, f32x4.max(s0, least));
  v128.store(y, f32x4.max(t0, least), 16);
  y += pixelBytes;
  v128.store(y, f32x4.max(s1, least));
  v128.store(y, f32x4.max(t1, least), 16);
  y += pixelBytes;
  v128.store(y, f32x4.max(s2, least));
  v128.store(y, f32x4.max(t2, least), 16);
  y += pixelBytes;
  v128.store(y, f32x4.max(s3, least));
  v128.store(y, f32x4.max(t3, least), 16);
}

/**
 * @param x f32 [height, width]: one image, with the zeros around it that its outputs reach
 * @param w f32 [outputs / COLUMNS, size, size, COLUMNS]
 * @param bias f32 [outputs], or 0 for none
 * @param least below which no output falls: 0, or minus infinity
 * @param y f32 [down, across, outputs], across at least TOGETHER
 */
export function first(
  x: usize, width: i32, w: usize, size: i32, step: i32, outputs: i32, bias: usize, least: f32,
  y: usize, down: i32, across: i32,
): void {
  const line = <usize>width * 4, pixelBytes = <usize>outputs * 4, floor = f32x4.splat(least);
  const filter = <usize>(size * size * COLUMNS) * 4, apart = <usize>step * 4;
  for (let i = 0; i < down; i++) {
    const row = x + <usize>(i * step) * line, to = y + <usize>(i * across) * pixelBytes;
    for (let c: usize = 0; c < pixelBytes; c += 32) {
      const left = bias ? v128.load(bias + c) : f32x4.splat(0);
      const right = bias ? v128.load(bias + c, 16) : f32x4.splat(0);
      for (let j = 0; j < across; j += TOGETHER) {
        const at = <usize>min(j, across - TOGETHER);
        four(
          row + at * apart, line, apart, size, w + (c >> 5) * filter, left, right, floor,
          to + at * pixelBytes + c, pixelBytes,
        );
      }
    }
  }
}
