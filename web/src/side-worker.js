/**
 * A worker for what a person is looking at: the inside of a recording, the verdict while recording.
 * It does not wait for the files that are being judged, and lives no longer than it is needed.
 */

import { startPool } from "./pool.js";

/** @typedef {{ call: (name: string, args: any[], options?: import("./types").Options) => Promise<any>, giveBack: () => void }} Loan */

/**
 * @param {string} workerSource
 * @param {import("./types").Artefact} artefact
 * @returns {() => Loan} borrows it
 */
export function sideWorker(workerSource, artefact) {
  /** @type {ReturnType<typeof startPool> | null} */
  let pool = null;
  let borrowers = 0;
  return () => {
    pool ??= startPool(workerSource, artefact, 1);
    borrowers++;
    const { call } = pool;
    let isBorrowed = true;
    return {
      call,
      giveBack() {
        if (!isBorrowed) return;
        isBorrowed = false;
        borrowers--;
        if (borrowers > 0) return;
        pool?.end();
        pool = null;
      },
    };
  };
}
