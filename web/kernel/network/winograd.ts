/**
 * Convolutions of 3 × 3 with a step of one by Winograd's minimal filtering F(4 × 4, 3 × 3)
 * (Lavin and Gray, arXiv 1509.09308): a tile of 4 × 4 outputs takes 36 products in place of 144.
 *
 * Tiles of 6 × 6 inputs become 36 numbers each, which are multiplied, number by number, with the
 * same of the filter, over all channels; what comes out becomes 4 × 4 outputs.
 */

import { multiply } from "./multiply";
import { FOUR, give, OUT, take } from "./tiles";

/**
 * Bytes between the matrices of a tile's numbers. Without them the matrices of most layers would lie
 * whole pages apart, and the 36 numbers of a tile in one and the same set of the cache.
 */
const GAP: usize = 64;

/**
 * @param x f32 [n, height, width, inputs], inputs a multiple of 4
 * @param u f32 [36, outputs / COLUMNS, inputs, COLUMNS]: the filter's numbers
 * @param bias f32 [outputs], or 0 for none
 * @param least below which no output falls: 0, or minus infinity
 * @param v room for 36 * `most` * inputs numbers and 36 times GAP
 * @param m room for 36 * `most` * outputs numbers and 36 times GAP
 * @param half room for 36 times four numbers, `whole` for 16 times
 * @param most tiles at a time
 * @param y f32 [n, height, width, outputs]
 */
export function winograd(
  x: usize, n: i32, height: i32, width: i32, inputs: i32, u: usize, outputs: i32, bias: usize,
  least: f32, v: usize, m: usize, half: usize, whole: usize, most: i32, y: usize,
): void {
  const down = (height + OUT - 1) / OUT, across = (width + OUT - 1) / OUT;
  const tiles = n * down * across;
  const inBytes = <usize>inputs * 4, outBytes = <usize>outputs * 4;
  const image = <usize>(height * width), floor = f32x4.splat(least);
  for (let first = 0; first < tiles; first += most) {
    const count = min(most, tiles - first);
    const vApart = <usize>count * inBytes + GAP, mApart = <usize>count * outBytes + GAP;
    for (let t = 0; t < count; t++) {
      const place = (first + t) % (down * across);
      const row = (place / across) * OUT - 1, column = (place % across) * OUT - 1;
      const from = x + <usize>((first + t) / (down * across)) * image * inBytes;
      for (let c: usize = 0; c < inBytes; c += FOUR) {
        const to = v + <usize>t * inBytes + c;
        take(from + c, row, column, height, width, inBytes, half, to, vApart);
      }
    }
    for (let k: usize = 0; k < 36; k++) {
      const filter = u + k * inBytes * outputs;
      multiply(v + k * vApart, filter, m + k * mApart, count, inputs, outputs);
    }
    for (let t = 0; t < count; t++) {
      const place = (first + t) % (down * across);
      const row = (place / across) * OUT, column = (place % across) * OUT;
      const pixels = <usize>((first + t) / (down * across)) * image + row * width + column;
      for (let c: usize = 0; c < outBytes; c += FOUR) {
        give(
          m + <usize>t * outBytes + c, mApart, half, whole, bias ? v128.load(bias + c) : f32x4.splat(0), floor,
          y + pixels * outBytes + c, min(OUT, height - row), min(OUT, width - column),
          <usize>width * outBytes, outBytes,
        );
      }
    }
  }
}
