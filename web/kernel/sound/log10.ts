/** Decimal logarithms of four numbers at a time, within 3e-7 as those of web/src/log10.js. */

const MANTISSA_BITS: i32 = 23;

/**
 * The bits of sqrt(1/2): between that and its double lie the mantissas, whose logarithms are the
 * smallest.
 */
const lowest: usize = memory.data<i32>([0x3f3504f3]);

/**
 * log10(2) in two parts, an exponent times the first is exact; then 2 / ln(10) / (1, 3, 5, 7), of
 * the series of log10((1 + s) / (1 - s)); and 1. In memory, from where they are loaded in one go, as
 * constants are not.
 */
const table: usize = memory.data<f32>([
  0.301025390625, 4.605038981195e-6, 0.8685889638065036, 0.2895296546021679, 0.1737177927613007,
  0.1240841376866434, 1,
]);

@inline
function entry(i: usize): v128 {
  return v128.load32_splat(table + 4 * i);
}

/** @param x f32x4, positive, not subnormal, finite */
@inline
export function log10(x: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(x, v128.load32_splat(lowest)), MANTISSA_BITS);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, MANTISSA_BITS));
  const one = entry(6);
  const s = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  const z = f32x4.mul(s, s);
  let series = f32x4.add(f32x4.mul(z, entry(5)), entry(4));
  series = f32x4.add(f32x4.mul(z, series), entry(3));
  series = f32x4.add(f32x4.mul(z, series), entry(2));
  const e = f32x4.convert_i32x4_s(exponent);
  const small = f32x4.add(f32x4.mul(e, entry(1)), f32x4.mul(s, series));
  return f32x4.add(f32x4.mul(e, entry(0)), small);
}
