/**
 * "Look inside": opens into the waveform, the spectrogram and the scores of a judged recording.
 * Nothing is computed before it is opened; closed or removed, it gives everything back.
 */

import { t } from "../../strings/index.js";
import { element, icon, quietButton } from "../dom.js";
import { live } from "../live.js";
import { createControls } from "./controls.js";
import { addGestures } from "./gestures.js";
import { createPlayer } from "./player.js";
import { createStage } from "./stage.js";
import { createWindowView } from "./window-view.js";

/** @typedef {import("../../side-worker.js").Loan} Loan */
/** @typedef {{ blob: Blob, result: import("../../types").Result, spec: import("../../types").Spec }} What */

/** Says when it has left the page for good, and not only its place in it. */
class LookInside extends HTMLElement {
  onGone = () => {};

  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.onGone());
  }
}
customElements.define("look-inside", LookInside);

/**
 * @param {() => Loan} borrow the worker
 * @returns {import("../card.js").Part}
 */
export const lookInside =
  (borrow) =>
  ({ item: { blob }, result, spec }) =>
    blob === null ? null : disclosure((body) => open(body, { blob, result, spec }, borrow()));

/**
 * @param {(body: HTMLElement) => () => void} openInto returns what gives everything back
 * @returns {HTMLElement}
 */
function disclosure(openInto) {
  const body = element("div", { class: "inside-body" });
  const summary = element("summary", {}, () => t.inside.title);
  const details = element("details", { class: "inside", "data-testid": "inside" }, summary, body);
  const node = /** @type {LookInside} */ (document.createElement("look-inside"));
  node.append(details);
  /** @type {(() => void) | null} */
  let giveBack = null;
  const close = () => {
    giveBack?.();
    giveBack = null;
    body.replaceChildren();
  };
  details.addEventListener("toggle", () => {
    if (!details.open) close();
    else giveBack ??= openInto(body);
  });
  node.onGone = () => {
    details.open = false;
    close();
  };
  return node;
}

/**
 * @param {HTMLElement} body
 * @param {What} what
 * @param {Loan} loan
 * @returns {() => void} gives everything back
 */
function open(body, what, loan) {
  const controller = new AbortController();
  const bar = element("progress", { max: "1", value: "0", "aria-label": () => t.inside.preparing });
  const cancel = quietButton(
    () => t.card.cancel,
    () => {
      const details = /** @type {HTMLDetailsElement} */ (body.parentElement);
      details.open = false;
      details.querySelector("summary")?.focus();
    },
  );
  const label = element("span", { class: "card-status" }, () => t.inside.preparing);
  let disposeView = () => {};
  body.replaceChildren(element("div", { class: "card-progress" }, bar, label, cancel));

  async function prepare() {
    const options = {
      signal: controller.signal,
      onProgress: (/** @type {number} */ done) => {
        bar.value = done;
      },
    };
    try {
      const inspection = await loan.call("inspect", [what.blob], options);
      if (controller.signal.aborted) return;
      disposeView = show(body, inspection, what, loan.call);
    } catch {
      if (controller.signal.aborted) return;
      const sentence = element("span", {}, () => t.inside.failed);
      body.replaceChildren(element("p", { class: "card-error" }, icon("icon-error"), sentence));
    }
  }
  prepare();
  return () => {
    controller.abort();
    disposeView();
    loan.giveBack();
  };
}

/** @type {(body: HTMLElement, inspection: import("../../types").Inspection, what: What, call: Loan["call"]) => () => void} */
function show(body, inspection, { result, spec }, call) {
  const { windows } = result;
  const windowS = spec.window.length / spec.sample_rate_hz;
  const trouble = element("p", { class: "record-note", role: "alert" });
  const player = createPlayer(inspection.wav, {
    onChange: () => update(),
    onError() {
      trouble.textContent = t.inside.cantPlay;
    },
  });
  let chosen = -1;
  const stage = createStage({ inspection, result, spec, call, onView: () => update() });
  const controls = createControls({ player, view: stage.view });
  const stretchOf = (/** @type {number} */ index) => {
    const fromS = windows[index].start_s;
    return { fromS, toS: Math.min(stage.view.durationS, fromS + windowS) };
  };
  const hear = (/** @type {number} */ index) => {
    player.confine(stretchOf(index));
    player.play();
  };
  const windowView = createWindowView({ inspection, result, spec, call, onHear: hear });
  const gestures = addGestures({
    stage,
    player,
    controls,
    windows,
    windowS,
    onChoose(index, isHeard) {
      chosen = index;
      const { fromS, toS } = stretchOf(index);
      stage.view.reveal(fromS, toS);
      windowView.show(index);
      if (isHeard) hear(index);
      update();
    },
  });

  function update() {
    const { view, boxes } = stage;
    if (player.isPlaying && (player.atS < view.startS || player.atS > view.endS))
      view.reveal(
        player.atS,
        Math.min(view.durationS, player.atS + (view.endS - view.startS) * 0.8),
      );
    boxes.head.style.transform = `translateX(${view.toX(player.atS)}px)`;
    stage.place(boxes.stretch, player.stretch);
    stage.place(boxes.chosen, chosen < 0 ? null : stretchOf(chosen));
    controls.update();
    gestures.describe();
  }

  const keys = element(
    "details",
    { class: "inside-keys" },
    element("summary", {}, () => t.inside.keys),
  );
  keys.append(element("p", { class: "inside-note" }, () => t.inside.keyList));
  const hint = element("p", { class: "inside-note" }, () =>
    windows.length > 0 ? t.inside.hint : t.inside.noWindows,
  );
  body.replaceChildren(controls.node, stage.node, trouble, hint, windowView.node, keys);
  live(stage.node, () => {
    stage.redraw();
    update();
  });
  update();
  return () => {
    player.dispose();
    stage.dispose();
    windowView.dispose();
  };
}
