/**
 * A recording of any length in a few thousand columns, each with the envelope and the loudest level
 * of every frequency: what is drawn while more than some seconds are in view.
 */

/** When there are this many columns, two become one. */
const MOST_COLUMNS = 4096;

/** @param {number} bins */
export function createOverview(bins) {
  const low = new Float32Array(MOST_COLUMNS);
  const high = new Float32Array(MOST_COLUMNS);
  const levels = new Uint8Array(MOST_COLUMNS * bins);
  let columns = 0;
  let merge = 1; // what is added that makes one column
  let added = 0;

  /** Fold column `from` into column `to`. @type {(to: number, from: number) => void} */
  function fold(to, from) {
    low[to] = Math.min(low[to], low[from]);
    high[to] = Math.max(high[to], high[from]);
    for (let b = 0; b < bins; b++) {
      levels[to * bins + b] = Math.max(levels[to * bins + b], levels[from * bins + b]);
    }
  }

  function halve() {
    for (let i = 0; i < columns / 2; i++) {
      low[i] = low[2 * i];
      high[i] = high[2 * i];
      levels.copyWithin(i * bins, 2 * i * bins, (2 * i + 1) * bins);
      fold(i, 2 * i + 1);
    }
    columns /= 2;
    merge *= 2;
  }

  return {
    /**
     * @param {Float32Array} samples
     * @param {Uint8Array} of their levels, [frames * bins]
     */
    add(samples, of) {
      if (added % merge === 0) {
        if (columns === MOST_COLUMNS) halve();
        low[columns] = high[columns] = samples[0];
        levels.fill(0, columns * bins, (columns + 1) * bins);
        columns++;
      }
      added++;
      const column = columns - 1;
      for (const v of samples) {
        if (v < low[column]) low[column] = v;
        else if (v > high[column]) high[column] = v;
      }
      for (let i = 0; i < of.length; i++) {
        const at = column * bins + (i % bins);
        if (of[i] > levels[at]) levels[at] = of[i];
      }
    },
    /** @returns {{ columns: number, merge: number, low: Float32Array, high: Float32Array, levels: Uint8Array }} */
    read: () => ({
      columns,
      merge,
      low: low.slice(0, columns),
      high: high.slice(0, columns),
      levels: levels.slice(0, columns * bins),
    }),
  };
}
