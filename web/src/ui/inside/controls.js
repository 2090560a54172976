/** The row of buttons: play, repeat, the stretch that is played, zoom, and where it is. */

import { duration } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { element, icon } from "../dom.js";

const STEP = 2;

/**
 * @param {object} parts
 * @param {import("./player.js").Player} parts.player
 * @param {import("./viewport.js").Viewport} parts.view
 */
export function createControls({ player, view }) {
  const play = button(
    "icon-play",
    () => (player.isPlaying ? t.inside.pause : t.inside.play),
    player.toggle,
  );
  play.classList.add("is-main");
  const repeat = button(
    "icon-repeat",
    () => t.inside.repeat,
    () => player.repeat(!player.repeats),
  );
  const from = button(
    "icon-from",
    () => t.inside.stretchFrom,
    () => markFrom(),
  );
  const to = button(
    "icon-to",
    () => t.inside.stretchTo,
    () => markTo(),
  );
  const all = button(
    "icon-close",
    () => t.inside.stretchNone,
    () => player.confine(null),
  );
  const out = button(
    "icon-zoom-out",
    () => t.inside.zoomOut,
    () => view.zoom(1 / STEP),
  );
  const closer = button(
    "icon-zoom-in",
    () => t.inside.zoomIn,
    () => view.zoom(STEP),
  );
  const whole = button("icon-whole", () => t.inside.zoomWhole, view.whole);
  const time = element("span", { class: "inside-time" });

  function markFrom() {
    const toS = player.stretch?.toS ?? view.durationS;
    if (player.atS < toS) player.confine({ fromS: player.atS, toS });
  }

  function markTo() {
    const fromS = player.stretch?.fromS ?? 0;
    if (player.atS > fromS) player.confine({ fromS, toS: player.atS });
  }

  const group = (/** @type {() => string} */ name, /** @type {HTMLElement[]} */ ...children) =>
    element("div", { class: "inside-group", role: "group", "aria-label": name }, ...children);

  return {
    node: element(
      "div",
      { class: "inside-controls" },
      group(() => t.inside.playback, play, repeat),
      time,
      group(() => t.inside.stretch, from, to, all),
      group(() => t.inside.zoom, out, closer, whole),
    ),
    markFrom,
    markTo,
    update() {
      const name = player.isPlaying ? t.inside.pause : t.inside.play;
      if (play.title !== name) {
        play.title = name;
        play.setAttribute("aria-label", name);
        play.replaceChildren(icon(player.isPlaying ? "icon-pause" : "icon-play"));
      }
      repeat.setAttribute("aria-pressed", String(player.repeats));
      disable(all, player.stretch === null);
      disable(out, !view.canShrink);
      disable(whole, !view.canShrink);
      disable(closer, !view.canGrow);
      time.textContent = `${duration(player.atS)} / ${duration(view.durationS)}`;
    },
  };
}

/** Keeps the focus where a person left it. @type {(node: HTMLElement, isOff: boolean) => void} */
const disable = (node, isOff) => node.setAttribute("aria-disabled", String(isOff));

/** @type {(symbol: string, say: () => string, act: () => void) => HTMLButtonElement} */
function button(symbol, say, act) {
  const made = element("button", { type: "button", class: "tool", "aria-label": say, title: say });
  made.append(icon(symbol));
  made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && act());
  return made;
}
