/**
 * Convolutions of 3 × 3 with a step of one by Winograd's minimal filtering F(4 × 4, 3 × 3)
 * (Lavin and Gray, arXiv 1509.09308): a tile of 4 × 4 outputs takes 36 products in place of 144.
 *
 * Tiles of 6 × 6 inputs become 36 numbers each, which are multiplied, number by number, with the
 * same of the filter, over all channels; what comes out becomes 4 × 4 outputs.
 */

import { multiply } from "./multiply";

const OUT: i32 = 4;
const IN: i32 = 6;

/** Bytes of four channels, and of a row of as many as a tile has inputs. */
const FOUR: usize = 16;
const LINE: usize = 6 * FOUR;

@inline
function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

@inline
function sub(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

@inline
function by(a: v128, factor: f32): v128 {
  return f32x4.mul(a, f32x4.splat(factor));
}

/** Six inputs in a row, each `step` bytes after the one before at `to`, as six numbers. */
@inline
function taken(
  to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128,
): void {
  v128.store(to, add(sub(by(d0, 4), by(d2, 5)), d4));
  const a = sub(d4, by(d2, 4)), b = sub(d3, by(d1, 4));
  v128.store(to + step, add(a, b));
  v128.store(to + 2 * step, sub(a, b));
  const c = sub(d4, d2), d = by(sub(d3, d1), 2);
  v128.store(to + 3 * step, add(c, d));
  v128.store(to + 4 * step, sub(c, d));
  v128.store(to + 5 * step, add(sub(by(d1, 4), by(d3, 5)), d5));
}

/** A pixel's four channels, or zeros beside the image. */
@inline
function pixel(p: usize, isThere: bool): v128 {
  return isThere ? v128.load(p) : f32x4.splat(0);
}

/** A tile's numbers of four channels; `v` is where the first goes, the others `apart` behind. */
@inline
function take(
  x: usize, row: i32, column: i32, height: i32, width: i32, pixelBytes: usize,
  half: usize, v: usize, apart: usize,
): void {
  const line = <usize>width * pixelBytes;
  for (let j = 0; j < IN; j++, half += FOUR) {
    const isThere = <u32>(column + j) < <u32>width;
    const p = x + <usize>(row * width + column + j) * pixelBytes;
    taken(
      half, LINE,
      pixel(p, isThere && <u32>row < <u32>height),
      pixel(p + line, isThere && <u32>(row + 1) < <u32>height),
      pixel(p + 2 * line, isThere && <u32>(row + 2) < <u32>height),
      pixel(p + 3 * line, isThere && <u32>(row + 3) < <u32>height),
      pixel(p + 4 * line, isThere && <u32>(row + 4) < <u32>height),
      pixel(p + 5 * line, isThere && <u32>(row + 5) < <u32>height),
    );
  }
  half -= LINE;
  for (let i = 0; i < IN; i++, half += LINE, v += 6 * apart) {
    taken(
      v, apart, v128.load(half), v128.load(half, 16), v128.load(half, 32),
      v128.load(half, 48), v128.load(half, 64), v128.load(half, 80),
    );
  }
}

/** Six numbers as four outputs in a row, `step` bytes apart at `to`. */
@inline
function given(
  to: usize, step: usize, m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128,
): void {
  const a = add(m1, m2), b = sub(m1, m2), c = add(m3, m4), d = sub(m3, m4);
  v128.store(to, add(add(m0, a), c));
  v128.store(to + step, add(b, by(d, 2)));
  v128.store(to + 2 * step, add(a, by(c, 4)));
  v128.store(to + 3 * step, add(add(b, by(d, 8)), m5));
}

/** A tile's outputs of four channels at `y`, as far as `rows` and `columns` reach. */
@inline
function give(
  m: usize, apart: usize, half: usize, whole: usize, bias: v128, least: v128,
  y: usize, rows: i32, columns: i32, line: usize, pixelBytes: usize,
): void {
  const row = 6 * apart;
  for (let j = 0; j < IN; j++, m += apart, half += FOUR) {
    given(
      half, LINE, v128.load(m), v128.load(m + row), v128.load(m + 2 * row),
      v128.load(m + 3 * row), v128.load(m + 4 * row), v128.load(m + 5 * row),
    );
  }
  half -= LINE;
  for (let i = 0; i < OUT; i++, half += LINE, whole += 4 * FOUR) {
    given(
      whole, FOUR, v128.load(half), v128.load(half, 16), v128.load(half, 32),
      v128.load(half, 48), v128.load(half, 64), v128.load(half, 80),
    );
  }
  whole -= 16 * FOUR;
  for (let i = 0; i < rows; i++, y += line, whole += 4 * FOUR) {
    let to = y, from = whole;
    for (let j = 0; j < columns; j++, to += pixelBytes, from += FOUR) {
      v128.store(to, f32x4.max(add(v128.load(from), bias), least));
    }
  }
}

/**
 * @param x f32 [n, height, width, inputs], inputs a multiple of 4
 * @param u f32 [36, outputs / COLUMNS, inputs, COLUMNS]: the filter's numbers
 * @param bias f32 [outputs], or 0 for none
 * @param least below which no output falls: 0, or minus infinity
 * @param v room for 36 * `most` * inputs numbers
 * @param m room for 36 * `most` * outputs numbers
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
    const vApart = <usize>count * inBytes, mApart = <usize>count * outBytes;
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
