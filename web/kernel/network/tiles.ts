/** From a tile of 6 × 6 inputs to its 36 numbers, and from 36 products to 4 × 4 outputs. */

export const OUT: i32 = 4;
const IN: i32 = 6;

/** Bytes of four channels, and of a row of as many as a tile has inputs. */
export const FOUR: usize = 16;
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

/** The columns of a tile from `p` on, all of it in the image. */
@inline
function takeInside(p: usize, line: usize, pixelBytes: usize, half: usize): void {
  for (let j = 0; j < IN; j++, half += FOUR, p += pixelBytes) {
    taken(
      half, LINE, v128.load(p), v128.load(p + line), v128.load(p + 2 * line),
      v128.load(p + 3 * line), v128.load(p + 4 * line), v128.load(p + 5 * line),
    );
  }
}

/** The columns of a tile from `p` on that may reach beyond the image. */
@inline
function takeEdge(
  p: usize, row: i32, column: i32, height: i32, width: i32, pixelBytes: usize, half: usize,
): void {
  const line = <usize>width * pixelBytes;
  for (let j = 0; j < IN; j++, half += FOUR, p += pixelBytes) {
    const isThere = <u32>(column + j) < <u32>width;
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
}

/** A tile's numbers of four channels; `v` is where the first goes, the others `apart` behind. */
@inline
export function take(
  x: usize, row: i32, column: i32, height: i32, width: i32, pixelBytes: usize,
  half: usize, v: usize, apart: usize,
): void {
  const p = x + <usize>(row * width + column) * pixelBytes;
  if (row >= 0 && column >= 0 && row + IN <= height && column + IN <= width) {
    takeInside(p, <usize>width * pixelBytes, pixelBytes, half);
  } else {
    takeEdge(p, row, column, height, width, pixelBytes, half);
  }
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
export function give(
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
