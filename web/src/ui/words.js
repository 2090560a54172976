/** Numbers and verdicts as people read them. */

export const VERDICTS = {
  real: { title: "Likely a real voice", icon: "icon-real" },
  fake: { title: "Likely synthetic", icon: "icon-fake" },
  unsure: { title: "Can\u2019t tell", icon: "icon-unsure" },
};

/**
 * A probability as a percentage, which never claims certainty.
 *
 * @param {number} p
 */
export function percent(p) {
  if (p > 0.99) return "over 99\u202f%";
  if (p < 0.01) return "under 1\u202f%";
  return `${Math.round(100 * p)}\u202f%`;
}

/**
 * "4.2 s" or "1:05".
 *
 * @param {number} seconds
 */
export function duration(seconds) {
  return seconds < 60 ? `${seconds.toFixed(1)}\u202fs` : clock(seconds);
}

/**
 * "1:05", as a recorder shows it.
 *
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
