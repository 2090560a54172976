/**
 * The resampler's inner loops, as in web/src/polyphase.js: outputs a period apart have the same
 * taps, so four are made at a time. Every output is summed in the same order, alone or among four,
 * so what comes out does not depend on how a clip was cut.
 */

export const MOST_TAPS: i32 = 96 * 1024;
export const MOST_INPUTS: i32 = 32 * 1024;
export const MOST_OUTPUTS: i32 = 16 * 1024;

/** f64 [up, width]: the taps by phase, from the oldest input's to the newest's, then zeros. */
export const taps: usize = memory.data(MOST_TAPS * 8, 16);

/** f64 [MOST_INPUTS], goes in. */
export const inputs: usize = memory.data(MOST_INPUTS * 8, 16);

/** f32 [MOST_OUTPUTS], comes out. */
export const outputs: usize = memory.data(MOST_OUTPUTS * 4, 16);

/** To an output: what its taps gave, by number modulo four. */
@inline
function put(y: usize, low: v128, high: v128): void {
  const sums = f64x2.add(low, high);
  store<f32>(y, <f32>(f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)));
}

/** A sum and two more taps times their inputs. */
@inline
function more(sum: v128, tap: v128, x: usize): v128 {
  return f64x2.add(sum, f64x2.mul(tap, v128.load(x)));
}

@inline
function one(y: usize, tap: usize, x: usize, bytes: usize): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let k: usize = 0; k < bytes; k += 32) {
    low = more(low, v128.load(tap + k), x + k);
    high = more(high, v128.load(tap + k, 16), x + k + 16);
  }
  put(y, low, high);
}

/** Four outputs, `apart` bytes from each other, from inputs `period` bytes from each other. */
@inline
function four(y: usize, apart: usize, tap: usize, x: usize, period: usize, bytes: usize): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  let aHigh = f64x2.splat(0);
  let bHigh = f64x2.splat(0);
  let cHigh = f64x2.splat(0);
  let dHigh = f64x2.splat(0);
  for (let k: usize = 0; k < bytes; k += 32) {
    const low = v128.load(tap + k);
    const high = v128.load(tap + k, 16);
    const p = x + k;
    a = more(a, low, p);
    b = more(b, low, p + period);
    c = more(c, low, p + 2 * period);
    d = more(d, low, p + 3 * period);
    aHigh = more(aHigh, high, p + 16);
    bHigh = more(bHigh, high, p + period + 16);
    cHigh = more(cHigh, high, p + 2 * period + 16);
    dHigh = more(dHigh, high, p + 3 * period + 16);
  }
  put(y, a, aHigh);
  put(y + apart, b, bHigh);
  put(y + 2 * apart, c, cHigh);
  put(y + 3 * apart, d, dHigh);
}

/**
 * Fill `outputs`, of which number 0 has its oldest input at `inputs`.
 *
 * @param n outputs
 * @param width taps of a phase, a multiple of four
 * @param phase of output 0, from 0 to up - 1
 */
export function filter(n: i32, up: i32, down: i32, width: i32, phase: i32): void {
  const bytes = <usize>width << 3;
  const inFours = n - (n % (4 * up));
  let oldest = 0;
  for (let j = 0; j < n; j++) {
    const y = outputs + (<usize>j << 2);
    const tap = taps + <usize>phase * bytes;
    const x = inputs + (<usize>oldest << 3);
    if (j < inFours) four(y, <usize>up << 2, tap, x, <usize>down << 3, bytes);
    else one(y, tap, x, bytes);
    phase += down;
    oldest += phase / up;
    phase %= up;
    if (j < inFours && (j + 1) % up == 0) {
      // The next three periods are there already.
      j += 3 * up;
      oldest += 3 * down;
    }
  }
}
