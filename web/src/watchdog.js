/** Finds workers that hang: that run a call which tells how far it is, and send nothing. */

/**
 * A worker's silence is counted in ticks that the page has lived through, not in seconds: of the
 * time that a laptop sleeps none count, and in a hidden tab they may be a minute apart. Without wasm
 * a batch of windows takes some seconds, and each is told.
 */
const TICK_MS = 5000;

/** Ticks of silence after which a worker hangs. */
const MOST_TICKS = 12;

/** @typedef {import("./helpers.js").Slot} Slot */

/** What a slot remembers of its worker's silence. */
export const heard = () => ({ silentTicks: 0, hasNewHelpers: false });

/**
 * Watch workers. One that waits for its helpers is silent, too, so these go first.
 *
 * @param {Slot[]} slots
 * @param {(slot: Slot) => void} replaceHelpers of a silent worker
 * @param {(slot: Slot) => void} breakDown a worker that hangs
 * @returns {() => void} ends it
 */
export function watch(slots, replaceHelpers, breakDown) {
  /** @param {Slot} slot */
  function look(slot) {
    if (!slot.current?.isWatched || slot.isAsking) return;
    slot.silentTicks++;
    if (slot.silentTicks < MOST_TICKS) return;
    if (slot.hasNewHelpers || slot.helpers.size === 0) return breakDown(slot);
    Object.assign(slot, { silentTicks: 0, hasNewHelpers: true });
    replaceHelpers(slot);
  }
  const timer = setInterval(() => [...slots].forEach(look), TICK_MS);
  return () => clearInterval(timer);
}
