/** Which part of the recording is in view: one time axis for everything that is drawn over time. */

/** Finest scale, in pixels a second: ten samples a pixel. */
const FINEST = 1600;

/** Browsers lay out nothing that is much wider. */
const WIDEST_PX = 8e6;

/** @typedef {ReturnType<typeof createViewport>} Viewport */

/**
 * Zoom is the width of `spacer`, scroll that of the browser itself, so touch, wheel and scroll bar
 * work as everywhere.
 *
 * @param {object} options
 * @param {HTMLElement} options.scroller
 * @param {HTMLElement} options.spacer in it, as wide as the whole recording
 * @param {number} options.durationS
 * @param {() => void} options.onChange
 */
export function createViewport({ scroller, spacer, durationS, onChange }) {
  /** Pixels a second; 0 for the whole recording, however wide the view. */
  let zoomed = 0;

  const width = () => scroller.clientWidth;
  const least = () => width() / durationS;
  const most = () => Math.max(least(), Math.min(FINEST, WIDEST_PX / durationS));
  const pxPerS = () => zoomed || least();
  const startS = () => scroller.scrollLeft / pxPerS();
  const toX = (/** @type {number} */ s) => s * pxPerS() - scroller.scrollLeft;
  const toS = (/** @type {number} */ x) =>
    Math.min(durationS, Math.max(0, (x + scroller.scrollLeft) / pxPerS()));

  /** @type {(scale: number, anchorS: number, anchorX: number) => void} */
  function rescale(scale, anchorS, anchorX) {
    zoomed = scale <= least() * 1.001 ? 0 : Math.min(most(), scale);
    spacer.style.width = zoomed === 0 ? "100%" : `${durationS * zoomed}px`;
    scroller.scrollLeft = anchorS * pxPerS() - anchorX;
    onChange();
  }

  scroller.addEventListener("scroll", onChange);
  const resized = new ResizeObserver(() => rescale(zoomed, startS(), 0));
  resized.observe(scroller);

  return {
    durationS,
    toX,
    toS,
    get width() {
      return width();
    },
    get pxPerS() {
      return pxPerS();
    },
    get startS() {
      return startS();
    },
    get endS() {
      return toS(width());
    },
    get canGrow() {
      return pxPerS() < most() * 0.999;
    },
    get canShrink() {
      return zoomed > 0;
    },
    /** @type {(factor: number, aroundX?: number) => void} */
    zoom(factor, aroundX = width() / 2) {
      rescale(pxPerS() * factor, toS(aroundX), aroundX);
    },
    whole: () => rescale(0, 0, 0),
    /**
     * Bring a stretch into view, moving no more than needed.
     *
     * @param {number} fromS
     * @param {number} [untilS]
     */
    reveal(fromS, untilS = fromS) {
      const margin = Math.min(24, width() / 10);
      const [left, right] = [toX(fromS), toX(untilS)];
      if (left < 0 || right - left > width()) scroller.scrollLeft += left - margin;
      else if (right > width()) scroller.scrollLeft += right - width() + margin;
    },
    dispose: () => resized.disconnect(),
  };
}
