/** Products of matrices of single precision, rows times columns. */

/** Columns that stand beside each other in a packed right-hand matrix. */
export const COLUMNS: i32 = 8;

/** Rows that are multiplied at a time. */
const ROWS: i32 = 4;

@inline
export function times(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Four rows by eight columns. */
@inline
function four(a: usize, stride: usize, b: usize, inner: usize, y: usize, yStride: usize): void {
  let s0 = f32x4.splat(0), t0 = s0, s1 = s0, t1 = s0, s2 = s0, t2 = s0, s3 = s0, t3 = s0;
  const second = a + stride, third = second + stride, fourth = third + stride;
  for (let k: usize = 0; k < inner; k += 4, b += 32) {
    const left = v128.load(b), right = v128.load(b, 16);
    let x = v128.load32_splat(a + k);
    s0 = times(s0, x, left);
    t0 = times(t0, x, right);
    x = v128.load32_splat(second + k);
    s1 = times(s1, x, left);
    t1 = times(t1, x, right);
    x = v128.load32_splat(third + k);
    s2 = times(s2, x, left);
    t2 = times(t2, x, right);
    x = v128.load32_splat(fourth + k);
    s3 = times(s3, x, left);
    t3 = times(t3, x, right);
  }
  v128.store(y, s0);
  v128.store(y, t0, 16);
  y += yStride;
  v128.store(y, s1);
  v128.store(y, t1, 16);
  y += yStride;
  v128.store(y, s2);
  v128.store(y, t2, 16);
  y += yStride;
  v128.store(y, s3);
  v128.store(y, t3, 16);
}

@inline
function one(a: usize, b: usize, inner: usize, y: usize): void {
  let s = f32x4.splat(0), t = s;
  for (let k: usize = 0; k < inner; k += 4, b += 32) {
    const x = v128.load32_splat(a + k);
    s = times(s, x, v128.load(b));
    t = times(t, x, v128.load(b, 16));
  }
  v128.store(y, s);
  v128.store(y, t, 16);
}

/**
 * @param a f32 [rows, inner]
 * @param b f32 [columns / COLUMNS, inner, COLUMNS]
 * @param y f32 [rows, columns]
 */
export function multiply(a: usize, b: usize, y: usize, rows: i32, inner: i32, columns: i32): void {
  const bytes = <usize>inner * 4, yStride = <usize>columns * 4;
  for (let column = 0; column < columns; column += COLUMNS, b += bytes * COLUMNS) {
    let row = 0, from = a, to = y + <usize>column * 4;
    for (; row + ROWS <= rows; row += ROWS, from += 4 * bytes, to += 4 * yStride) {
      four(from, bytes, b, bytes, to, yStride);
    }
    for (; row < rows; row++, from += bytes, to += yStride) one(from, b, bytes, to);
  }
}
