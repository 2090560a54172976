/** Powers of one base, in double precision and rounded once. */

/** Beyond it, powers are no numbers of single precision. */
const LARGEST: f64 = 1000;

/** Added to a number, it leaves its nearest integer, and 1023 more, in the lowest bits. */
const ROUNDED: f64 = 6755399441055744.0 + 1023.0;

/** 2 to the power of two numbers: of the nearest integers by their bits, of the rest by a series. */
@inline
function power2(z: v128): v128 {
  const within = f64x2.max(f64x2.min(z, f64x2.splat(LARGEST)), f64x2.splat(-LARGEST));
  const whole = f64x2.nearest(within);
  const r = f64x2.sub(within, whole);
  let sum = f64x2.splat(0.000015252733804059840);
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.00015403530393381610));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.0013333558146428443));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.0096181291076284772));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.055504108664821580));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.24022650695910071));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.69314718055994531));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  const scale = i64x2.shl(f64x2.add(whole, f64x2.splat(ROUNDED)), 52);
  return f64x2.mul(sum, scale);
}

/**
 * @param log2 of the base
 * @param x f32 [n], n a multiple of 4
 * @param y f32 [n]
 */
export function power(log2: f64, x: usize, n: i32, y: usize): void {
  const factor = f64x2.splat(log2);
  for (let i: usize = 0; i < <usize>n * 4; i += 16) {
    const four = v128.load(x + i);
    const high = i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    const a = power2(f64x2.mul(f64x2.promote_low_f32x4(four), factor));
    const b = power2(f64x2.mul(f64x2.promote_low_f32x4(high), factor));
    v128.store(
      y + i,
      i64x2.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2),
    );
  }
}
