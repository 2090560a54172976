/** Fourier transforms of eight complex numbers, two side by side in the lanes of vectors. */

/** Bytes of a complex number: real parts of both transforms, then imaginary parts. */
export const COMPLEX: usize = 32;

/** sqrt(1/2); in memory, from where it is loaded in one go, as constants are not. */
const root: usize = memory.data<f64>([0.70710678118654752]);

@inline
export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

@inline
export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

@inline
export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

@inline
function put(p: usize, re: v128, im: v128): void {
  v128.store(p, re);
  v128.store(p, im, 16);
}

/** Transform (r0, i0) to (r7, i7) and leave them at `p`, `p + step` and so on. */
@inline
export function eight(
  p: usize, step: usize,
  r0: v128, i0: v128, r1: v128, i1: v128, r2: v128, i2: v128, r3: v128, i3: v128,
  r4: v128, i4: v128, r5: v128, i5: v128, r6: v128, i6: v128, r7: v128, i7: v128,
): void {
  // Of those with even numbers the transform of four: e0 to e3.
  let sr = add(r0, r4), si = add(i0, i4), tr = add(r2, r6), ti = add(i2, i6);
  let cr = sub(r0, r4), ci = sub(i0, i4), dr = sub(r2, r6), di = sub(i2, i6);
  const e0r = add(sr, tr), e0i = add(si, ti), e1r = add(cr, di), e1i = sub(ci, dr);
  const e2r = sub(sr, tr), e2i = sub(si, ti), e3r = sub(cr, di), e3i = add(ci, dr);
  // The same of the others, each turned by an eighth more than the one before: x.
  sr = add(r1, r5); si = add(i1, i5); tr = add(r3, r7); ti = add(i3, i7);
  cr = sub(r1, r5); ci = sub(i1, i5); dr = sub(r3, r7); di = sub(i3, i7);
  let xr = add(sr, tr), xi = add(si, ti);
  put(p, add(e0r, xr), add(e0i, xi));
  put(p + 4 * step, sub(e0r, xr), sub(e0i, xi));
  xr = sub(si, ti); xi = sub(tr, sr);
  put(p + 2 * step, add(e2r, xr), add(e2i, xi));
  put(p + 6 * step, sub(e2r, xr), sub(e2i, xi));
  const eighth = v128.load64_splat(root);
  let fr = add(cr, di), fi = sub(ci, dr);
  xr = mul(eighth, add(fr, fi)); xi = mul(eighth, sub(fi, fr));
  put(p + step, add(e1r, xr), add(e1i, xi));
  put(p + 5 * step, sub(e1r, xr), sub(e1i, xi));
  fr = sub(cr, di); fi = add(ci, dr);
  xr = mul(eighth, sub(fi, fr)); xi = mul(eighth, add(fr, fi));
  put(p + 3 * step, add(e3r, xr), sub(e3i, xi));
  put(p + 7 * step, sub(e3r, xr), add(e3i, xi));
}
