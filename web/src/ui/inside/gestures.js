/** What pointer and keys do on the tracks. */

import { duration, number, probability, seconds } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { live } from "../live.js";

/** A press that moves less is a click. */
const SLIP_PX = 4;

const ZOOM = 1.25;
const PAGE = 10;

/**
 * @param {object} parts
 * @param {ReturnType<typeof import("./stage.js").createStage>} parts.stage
 * @param {import("./player.js").Player} parts.player
 * @param {ReturnType<typeof import("./controls.js").createControls>} parts.controls
 * @param {{ start_s: number, p_fake: number }[]} parts.windows
 * @param {number} parts.windowS
 * @param {(index: number, isHeard: boolean) => void} parts.onChoose
 */
export function addGestures({ stage, player, controls, windows, windowS, onChoose }) {
  const { view, tracks } = stage;
  const { wave, spectrogram, scores } = tracks;
  let chosen = -1;

  const xOf = (/** @type {PointerEvent | WheelEvent} */ event) =>
    event.clientX - wave.getBoundingClientRect().left;

  /** The window whose middle is nearest. @param {number} s */
  function windowAt(s) {
    const distance = (/** @type {number} */ i) => Math.abs(windows[i].start_s + windowS / 2 - s);
    return windows.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
  }

  /** @type {(index: number, isHeard: boolean) => void} */
  function choose(index, isHeard) {
    if (windows.length === 0) return;
    chosen = Math.min(windows.length - 1, Math.max(0, index));
    onChoose(chosen, isHeard);
    describe();
  }

  function describe() {
    setValue(wave, player.atS, view.durationS, duration(player.atS));
    const score = windows[chosen];
    if (windows.length === 0) return;
    const text =
      score === undefined
        ? t.inside.noWindow
        : `${t.inside.window(number(chosen + 1), number(windows.length), seconds(score.start_s), seconds(score.start_s + windowS))} ${t.inside.score(probability(score.p_fake))}`;
    setValue(scores, Math.max(0, chosen), windows.length - 1, text);
  }

  for (const track of [wave, spectrogram]) {
    track.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const fromX = xOf(event);
      const fromS = view.toS(fromX);
      const drag = (/** @type {PointerEvent} */ moved) => {
        if (Math.abs(xOf(moved) - fromX) < SLIP_PX) return;
        const toS = view.toS(xOf(moved));
        player.confine({ fromS: Math.min(fromS, toS), toS: Math.max(fromS, toS) });
      };
      const isTouch = event.pointerType === "touch"; // touch scrolls
      if (!isTouch) {
        track.setPointerCapture(event.pointerId);
        track.addEventListener("pointermove", drag);
      }
      const end = (/** @type {PointerEvent} */ last) => {
        track.removeEventListener("pointermove", drag);
        track.removeEventListener("pointerup", end);
        track.removeEventListener("pointercancel", end);
        if (last.type === "pointerup" && Math.abs(xOf(last) - fromX) < SLIP_PX) player.seek(fromS);
      };
      track.addEventListener("pointerup", end);
      track.addEventListener("pointercancel", end);
    });
  }
  scores.addEventListener("click", (event) =>
    choose(windowAt(view.toS(xOf(/** @type {PointerEvent} */ (event)))), true),
  );
  stage.node.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      view.zoom(ZOOM ** -Math.sign(event.deltaY), xOf(event));
    },
    { passive: false },
  );

  const go = (/** @type {number} */ s) => {
    player.seek(Math.min(view.durationS, Math.max(0, s)));
    view.reveal(player.atS);
  };
  const step = () => (view.endS - view.startS) / 50;
  /** @type {Record<string, () => void>} */
  const everywhere = {
    "+": () => view.zoom(2),
    "=": () => view.zoom(2),
    "-": () => view.zoom(0.5),
    0: view.whole,
    r: () => player.repeat(!player.repeats),
    "[": controls.markFrom,
    "]": controls.markTo,
    Escape: () => player.confine(null),
  };
  onKeys(wave, {
    ...everywhere,
    " ": player.toggle,
    Enter: player.toggle,
    ArrowLeft: () => go(player.atS - step()),
    ArrowRight: () => go(player.atS + step()),
    PageUp: () => go(player.atS + PAGE * step()),
    PageDown: () => go(player.atS - PAGE * step()),
    Home: () => go(0),
    End: () => go(view.durationS),
  });
  onKeys(scores, {
    ...everywhere,
    " ": () => choose(chosen, true),
    Enter: () => choose(chosen, true),
    ArrowLeft: () => choose(chosen - 1, false),
    ArrowRight: () => choose(chosen + 1, false),
    PageUp: () => choose(chosen + PAGE, false),
    PageDown: () => choose(chosen - PAGE, false),
    Home: () => choose(0, false),
    End: () => choose(windows.length - 1, false),
  });
  makeSlider(wave, () => t.inside.position);
  if (windows.length > 0) makeSlider(scores, () => t.inside.windows);
  return { describe, choose };
}

/** @type {(node: HTMLElement, keys: Record<string, () => void>) => void} */
function onKeys(node, keys) {
  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys[event.key] === undefined) return;
    event.preventDefault();
    keys[event.key]();
  });
}

/** @type {(node: HTMLElement, say: () => string) => void} */
function makeSlider(node, say) {
  node.setAttribute("role", "slider");
  node.tabIndex = 0;
  live(node, () => node.setAttribute("aria-label", say()));
}

/** @type {(node: HTMLElement, now: number, most: number, text: string) => void} */
function setValue(node, now, most, text) {
  node.setAttribute("aria-valuemin", "0");
  node.setAttribute("aria-valuemax", String(most));
  node.setAttribute("aria-valuenow", String(Math.min(now, most)));
  node.setAttribute("aria-valuetext", text);
}
