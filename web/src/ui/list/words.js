/** What the list of recordings says. */

export const FILTERS = {
  all: "All",
  fake: "Synthetic",
  real: "Real",
  unsure: "Can\u2019t tell",
  failed: "Not judged",
};

export const SORTS = {
  added: "Newest first",
  name: "Name",
  verdict: "Verdict",
  probability: "Probability of synthetic",
};

export const STATES = {
  waiting: "Waiting\u2026",
  busy: "Listening\u2026",
  error: "Could not be judged",
  cancelled: "Cancelled",
};

export const WORDS = {
  sort: "Sort by",
  filter: "Show",
  cancel: "Cancel",
  retry: "Judge again",
  cancelAll: "Cancel all",
  retryAll: "Judge again what failed",
  clear: "Clear list",
  empty: "None of the recordings is like that.",
  progress: "Recordings judged",
  looking: "Looking into the folder\u2026",
  noneFound: "No recordings were found there.",
  /** @type {(n: number) => string} */
  skipped: (n) =>
    n === 1
      ? "One file that is no recording was left out."
      : `${n} files that are no recordings were left out.`,
  /** @type {(names: string, others: number) => string} */
  unreadable: (names, others) =>
    `Could not be read: ${names}${others > 0 ? ` and ${others} more` : ""}.`,
  /** @type {(name: string) => string} */
  cancelOne: (name) => `Cancel ${name}`,
  /** @type {(name: string) => string} */
  retryOne: (name) => `Judge ${name} again`,
  /** @type {(name: string) => string} */
  removeOne: (name) => `Remove ${name}`,
  /** @type {(settled: number, all: number, length: string) => string} */
  settled: (settled, all, length) => `${settled} of ${all} judged \u00b7 ${length} of sound`,
  /** @type {(counts: ReturnType<typeof import("../../arrange.js").tally>) => string} */
  allSettled: ({ all, fake, real, unsure, failed }) =>
    `All ${all} recordings are done: ${fake} likely synthetic, ${real} likely real, ` +
    `${unsure} can\u2019t tell, ${failed} not judged.`,
};
