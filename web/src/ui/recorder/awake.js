/** The screen stays on: one that goes dark takes the microphone away on some phones. */

/**
 * Keep it on, anew whenever the page is seen again, as the lock goes when the page is hidden.
 *
 * @returns {() => void} ends it
 */
export function keepAwake() {
  let isOver = false;
  /** @type {WakeLockSentinel | undefined} */
  let lock;
  async function request() {
    if (document.visibilityState !== "visible") return;
    const got = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (isOver) got?.release();
    else lock = got;
  }
  document.addEventListener("visibilitychange", request);
  request();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", request);
    lock?.release();
  };
}
