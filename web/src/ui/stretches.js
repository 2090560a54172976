/** From windows, which may overlap, to what each of them alone stands for in a plot over time. */

/**
 * Each window up to where the next one starts.
 *
 * @param {import("../types").Result} result
 * @param {number} windowS seconds in a window
 */
export const stretches = ({ windows, duration_s }, windowS) =>
  windows.map(({ start_s, p_fake }, i) => {
    const next = windows[i + 1]?.start_s ?? duration_s;
    return { start_s, p_fake, end_s: Math.min(next, start_s + windowS, duration_s) };
  });
