/** Which of the queue's items are shown, in which order, and how many there are of each kind. */

import { labelOf } from "./band.js";

/** @typedef {import("./queue.js").Item} Item */
/** @typedef {import("./types").Label | "waiting" | "busy" | "error" | "cancelled"} Kind */
/** @typedef {"all" | "fake" | "real" | "unsure" | "failed"} Filter */
/** @typedef {"added" | "name" | "verdict" | "probability"} Sort */

/** What needs a look comes first. @type {Kind[]} */
const BY_VERDICT = ["fake", "unsure", "real", "error", "cancelled", "busy", "waiting"];

/** The verdict, or how far it is. @type {(item: Item) => Kind} */
export const kindOf = ({ state, result }) =>
  state === "done" ? labelOf(/** @type {import("./types").Result} */ (result)) : state;

const { compare: compareNames } = new Intl.Collator(undefined, { numeric: true });
/** @param {Item} item */
const probability = (item) => item.result?.p_fake ?? -1;

/** Newest batch first, its files in the order in which they came. @type {(a: Item, b: Item) => number} */
const asAdded = (a, b) => b.batch - a.batch || a.id - b.id;

/** @type {Record<Sort, (a: Item, b: Item) => number>} */
const ORDERS = {
  added: asAdded,
  name: (a, b) => compareNames(a.path, b.path),
  verdict: (a, b) => BY_VERDICT.indexOf(kindOf(a)) - BY_VERDICT.indexOf(kindOf(b)),
  probability: (a, b) => probability(b) - probability(a),
};

/** @type {(kind: Kind, filter: Filter) => boolean} */
function passes(kind, filter) {
  if (filter === "all") return true;
  return filter === "failed" ? kind === "error" || kind === "cancelled" : kind === filter;
}

/**
 * @param {readonly Item[]} items
 * @param {{ sort: Sort, filter: Filter }} view
 */
export function arrange(items, { sort, filter }) {
  const shown = items.filter((item) => passes(kindOf(item), filter));
  return shown.sort((a, b) => ORDERS[sort](a, b) || asAdded(a, b));
}

/**
 * @param {readonly Item[]} items
 * @returns {Record<Filter, number> & { settled: number, failed: number, durationS: number }}
 */
export function tally(items) {
  const counts = { all: items.length, fake: 0, real: 0, unsure: 0, failed: 0 };
  let durationS = 0;
  for (const item of items) {
    const kind = kindOf(item);
    if (kind === "error" || kind === "cancelled") counts.failed++;
    else if (kind !== "waiting" && kind !== "busy") counts[kind]++;
    durationS += item.result?.duration_s ?? 0;
  }
  const settled = counts.fake + counts.real + counts.unsure + counts.failed;
  return { ...counts, settled, durationS };
}
