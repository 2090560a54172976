/**
 * Log-power spectrogram of one window, as in web/src/spectrogram.js: four frames at a time, two as
 * the real and two as the imaginary parts of a pair of transforms.
 */

import { at, FFT_SIZE, transform } from "./fft";
import { log10 } from "./log10";

export const MOST_SAMPLES: i32 = 1 << 15;
export const MOST_LEVELS: i32 = 1 << 16;

/** f32 [MOST_SAMPLES], goes in. */
export const samples: usize = memory.data(MOST_SAMPLES * 4, 16);

/** f64 [FFT_SIZE], goes in, scaled so that white noise of RMS 1 gets the power 1/4. */
export const stftWindow: usize = memory.data(FFT_SIZE * 8, 16);

/** f32 [frames, bins], comes out. */
export const levels: usize = memory.data(MOST_LEVELS * 4, 16);

/** f64 [MOST_SAMPLES]: samples without their mean. */
const centred: usize = memory.data(MOST_SAMPLES * 8, 16);

/** f64 [FFT_SIZE]: the window for samples of this RMS. */
const gains: usize = memory.data(FFT_SIZE * 8, 16);

/** Samples `i` and `i + 1`. */
@inline
function pair(i: i32): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(samples + (<usize>i << 2)));
}

@inline
function mean(sums: v128, n: i32): f64 {
  return (f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)) / n;
}

/** Fill `centred` and `gains`; `n` is a multiple of four. */
function normalise(n: i32, rmsFloor: f64): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  for (let i = 0; i < n; i += 4) {
    a = f64x2.add(a, pair(i));
    b = f64x2.add(b, pair(i + 2));
  }
  const centre = f64x2.splat(mean(f64x2.add(a, b), n));
  a = f64x2.splat(0);
  b = f64x2.splat(0);
  for (let i = 0; i < n; i += 4) {
    const x = f64x2.sub(pair(i), centre);
    const y = f64x2.sub(pair(i + 2), centre);
    a = f64x2.add(a, f64x2.mul(x, x));
    b = f64x2.add(b, f64x2.mul(y, y));
    const to = centred + (<usize>i << 3);
    v128.store(to, x);
    v128.store(to, y, 16);
  }
  const rms = f64x2.splat(max(sqrt(mean(f64x2.add(a, b), n)), rmsFloor));
  for (let i: usize = 0; i < <usize>FFT_SIZE << 3; i += 16) {
    v128.store(gains + i, f64x2.div(v128.load(stftWindow + i), rms));
  }
}

/** Powers of a bin in all four frames, f32x4. */
@inline
function powers(k: i32, floor: v128): v128 {
  const p = at(k);
  const m = at(-k);
  const ar = f64x2.add(v128.load(p), v128.load(m));
  const ai = f64x2.sub(v128.load(p, 16), v128.load(m, 16));
  const br = f64x2.add(v128.load(p, 16), v128.load(m, 16));
  const bi = f64x2.sub(v128.load(m), v128.load(p));
  const ab = f64x2.add(f64x2.mul(ar, ar), f64x2.mul(ai, ai));
  const cd = f64x2.add(f64x2.mul(br, br), f64x2.mul(bi, bi));
  const low = f32x4.demote_f64x2_zero(f64x2.pmax(ab, floor));
  const high = f32x4.demote_f64x2_zero(f64x2.pmax(cd, floor));
  return v128.shuffle<f32>(low, high, 0, 1, 4, 5);
}

@inline
function start(frame: i32, hop: i32): usize {
  return centred + (<usize>(frame * hop) << 3);
}

@inline
function row(frame: i32, bins: i32): usize {
  return levels + (<usize>(frame * bins) << 2);
}

/**
 * Fill `levels`; of the last four frames some may be the same.
 *
 * @param n samples, a multiple of four, FFT_SIZE at least
 * @param hop samples from frame to frame
 */
export function spectrogram(
  n: i32,
  hop: i32,
  firstBin: i32,
  bins: i32,
  rmsFloor: f64,
  powerFloor: f64,
): void {
  normalise(n, rmsFloor);
  const floor = f64x2.splat(powerFloor);
  const last = (n - FFT_SIZE) / hop;
  for (let t = 0; t <= last; t += 4) {
    const t1 = min(t + 1, last);
    const t2 = min(t + 2, last);
    const t3 = min(t + 3, last);
    transform(gains, start(t, hop), start(t1, hop), start(t2, hop), start(t3, hop));
    for (let k = 0; k < bins; k++) {
      const y = log10(powers(firstBin + k, floor));
      v128.store32_lane(row(t, bins) + (<usize>k << 2), y, 0);
      v128.store32_lane(row(t1, bins) + (<usize>k << 2), y, 1);
      v128.store32_lane(row(t2, bins) + (<usize>k << 2), y, 2);
      v128.store32_lane(row(t3, bins) + (<usize>k << 2), y, 3);
    }
  }
}
