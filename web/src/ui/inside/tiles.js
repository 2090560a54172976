/** The pieces in full detail that are in view, fetched from the worker as they are needed. */

/** Longest view that is drawn in full detail; a longer one has more samples than pixels anyway. */
export const DETAIL_S = 24;

/** Enough for what is in view, and some that was a moment ago. */
const MOST_KEPT = 32;

/** @typedef {import("../../types").Tile} Tile */
/** @typedef {ReturnType<typeof createTiles>} Tiles */

/**
 * @param {object} options
 * @param {import("../../types").Inspection} options.inspection
 * @param {number} options.length of a tile in samples
 * @param {(name: string, args: any[]) => Promise<any>} options.call
 * @param {() => void} options.onArrived
 */
export function createTiles({ inspection, length, call, onArrived }) {
  /** Ordered from what was needed longest ago. @type {Map<number, Tile>} */
  const kept = new Map();
  /** @type {number[]} */
  let wanted = [];
  let isBusy = false;

  async function fetchNext() {
    const index = wanted.shift();
    if (isBusy || index === undefined) return;
    isBusy = true;
    try {
      kept.set(index, await call("tile", [inspection.wav, index * length]));
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT) kept.delete(oldest);
      onArrived();
    } catch {
      // The overview stays; the next look asks again.
    }
    isBusy = false;
    fetchNext();
  }

  return {
    length,
    /** Those from sample `first` to `end` that are there; the others are on their way. */
    /** @type {(first: number, end: number) => Map<number, Tile>} */
    between(first, end) {
      /** @type {Map<number, Tile>} */
      const found = new Map();
      wanted = [];
      for (let i = Math.max(0, Math.floor(first / length)); i * length < end; i++) {
        if (i * length >= inspection.n) break;
        const tile = kept.get(i);
        if (tile === undefined) {
          wanted.push(i);
          continue;
        }
        found.set(i, tile);
        kept.delete(i);
        kept.set(i, tile);
      }
      fetchNext();
      return found;
    },
  };
}
