/** Plays what the model hears, or a stretch of it, once or over and over. */

/** Only one of them plays at a time. @type {(() => void) | null} */
let pauseOther = null;

/** @typedef {ReturnType<typeof createPlayer>} Player */

/**
 * @param {Blob} wav
 * @param {object} options
 * @param {() => void} options.onChange called at every frame while it plays, and at every change
 * @param {() => void} options.onError
 */
export function createPlayer(wav, { onChange, onError }) {
  const url = URL.createObjectURL(wav);
  const audio = new Audio(url);
  audio.preload = "auto";
  /** @type {{ fromS: number, toS: number } | null} */
  let stretch = null;
  let repeats = false;
  let frame = 0;

  const pause = () => audio.pause();

  function tick() {
    if (!audio.paused || audio.ended) turnAtTheEnd();
    onChange();
    cancelAnimationFrame(frame);
    if (!audio.paused) frame = requestAnimationFrame(tick);
  }

  function turnAtTheEnd() {
    if (!audio.ended && audio.currentTime < (stretch?.toS ?? Number.POSITIVE_INFINITY)) return;
    if (!repeats) {
      pause();
      if (stretch !== null) audio.currentTime = stretch.toS;
      return;
    }
    audio.currentTime = stretch?.fromS ?? 0;
    if (audio.paused) play();
  }

  for (const event of ["play", "pause", "timeupdate", "seeked", "ended"]) {
    audio.addEventListener(event, tick);
  }
  audio.addEventListener("error", onError);

  async function play() {
    if (pauseOther !== pause) pauseOther?.();
    pauseOther = pause;
    // A pause before the sound has begun rejects; it is no failure.
    await audio.play().catch((error) => error.name !== "AbortError" && onError());
  }

  return {
    get isPlaying() {
      return !audio.paused;
    },
    get atS() {
      return audio.currentTime;
    },
    get stretch() {
      return stretch;
    },
    get repeats() {
      return repeats;
    },
    pause,
    toggle() {
      if (!audio.paused) return pause();
      const { currentTime } = audio;
      if (stretch !== null && (currentTime < stretch.fromS || currentTime >= stretch.toS)) {
        audio.currentTime = stretch.fromS;
      }
      play();
    },
    /** Go there; a stretch that does not hold it is given up. @param {number} s */
    seek(s) {
      if (stretch !== null && (s < stretch.fromS || s > stretch.toS)) stretch = null;
      audio.currentTime = s;
      onChange();
    },
    /** Play only this from now on; null for all. @param {typeof stretch} some */
    confine(some) {
      stretch = some;
      if (some !== null) audio.currentTime = some.fromS;
      onChange();
    },
    /** @param {boolean} wanted */
    repeat(wanted) {
      repeats = wanted;
      onChange();
    },
    play,
    dispose() {
      cancelAnimationFrame(frame);
      pause();
      if (pauseOther === pause) pauseOther = null;
      audio.removeAttribute("src");
      audio.load();
      URL.revokeObjectURL(url);
    },
  };
}
