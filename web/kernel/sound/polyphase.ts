/**
 * The resampler's inner loops, as in web/src/polyphase.js: outputs a period apart have the same
 * taps, so eight are made at a time. Every output is summed in the same order, alone or among eight,
 * so what comes out does not depend on how a clip was cut.
 */

/** Outputs that are made at a time. */
const TOGETHER: i32 = 8;

export const MOST_TAPS: i32 = 96 * 1024;
export const MOST_INPUTS: i32 = 32 * 1024;
export const MOST_OUTPUTS: i32 = 16 * 1024;

/** f64 [up, width]: the taps by phase, from the oldest input's to the newest's, then zeros. */
export const taps: usize = memory.data(MOST_TAPS * 8, 16);

/** f64 [MOST_INPUTS], goes in. */
export const inputs: usize = memory.data(MOST_INPUTS * 8, 16);

/** f32 [MOST_OUTPUTS], comes out. */
export const outputs: usize = memory.data(MOST_OUTPUTS * 4, 16);

/** To an output: what its taps gave, even and odd ones. */
@inline
function put(y: usize, sums: v128): void {
  store<f32>(y, <f32>(f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)));
}

/** A sum and two more taps times their inputs. */
@inline
function more(sum: v128, tap: v128, x: usize): v128 {
  return f64x2.add(sum, f64x2.mul(tap, v128.load(x)));
}

@inline
function one(y: usize, tap: usize, x: usize, bytes: usize): void {
  let sum = f64x2.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) sum = more(sum, v128.load(tap + k), x + k);
  put(y, sum);
}

/** Eight outputs, `apart` bytes from each other, from inputs `period` bytes from each other. */
@inline
function eight(y: usize, apart: usize, tap: usize, x: usize, period: usize, bytes: usize): void {
  let a = f64x2.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  const end = tap + bytes, half = 4 * period;
  for (; tap < end; tap += 16, x += 16) {
    const two = v128.load(tap), p = x + half;
    a = more(a, two, x);
    b = more(b, two, x + period);
    c = more(c, two, x + 2 * period);
    d = more(d, two, x + 3 * period);
    e = more(e, two, p);
    f = more(f, two, p + period);
    g = more(g, two, p + 2 * period);
    h = more(h, two, p + 3 * period);
  }
  put(y, a);
  put(y + apart, b);
  put(y + 2 * apart, c);
  put(y + 3 * apart, d);
  y += 4 * apart;
  put(y, e);
  put(y + apart, f);
  put(y + 2 * apart, g);
  put(y + 3 * apart, h);
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
  const inEights = n - (n % (TOGETHER * up));
  let oldest = 0;
  for (let j = 0; j < n; j++) {
    const y = outputs + (<usize>j << 2);
    const tap = taps + <usize>phase * bytes;
    const x = inputs + (<usize>oldest << 3);
    if (j < inEights) eight(y, <usize>up << 2, tap, x, <usize>down << 3, bytes);
    else one(y, tap, x, bytes);
    phase += down;
    oldest += phase / up;
    phase %= up;
    if (j < inEights && (j + 1) % up == 0) {
      // The next seven periods are there already.
      j += (TOGETHER - 1) * up;
      oldest += (TOGETHER - 1) * down;
    }
  }
}
