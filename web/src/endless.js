/**
 * Ends reading that would not end: mediabunny 1.61 looks for the next element of some damaged
 * Matroska files at the same place for ever.
 */

/** Reads from the same place in a row: no file needs that many. */
const MOST_REPEATS = 1000;

/**
 * A source whose reading fails when it goes round in circles. What mediabunny calls is internal to
 * it, hence the exact version in package.json, and the fuzz tests that hang without this.
 *
 * @template {import("mediabunny").Source} T
 * @param {T} source
 * @returns {T}
 */
export function withoutCircles(source) {
  const inner = /** @type {any} */ (source);
  const read = inner._read.bind(source);
  let place = -1;
  let repeats = 0;
  inner._read = (/** @type {number} */ start, /** @type {any[]} */ ...rest) => {
    repeats = start === place ? repeats + 1 : 0;
    place = start;
    if (repeats > MOST_REPEATS) throw new Error("The file is read in circles.");
    return read(start, ...rest);
  };
  return source;
}
