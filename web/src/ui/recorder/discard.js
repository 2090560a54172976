/** Throws a recording away; one of some length at the second press only. */

import { t } from "../../strings/index.js";
import { element, icon } from "../dom.js";
import { refresh } from "../live.js";

const SHORT_S = 5;
const SURE_MS = 4000;

/**
 * @param {() => number} lengthS of the recording
 * @param {() => void} onDiscard
 */
export function createDiscardButton(lengthS, onDiscard) {
  let timer = 0;
  const say = () => (timer === 0 ? t.recorder.discard : t.recorder.discardSure);
  const button = element("button", { id: "discard-button", class: "quiet", type: "button" });
  button.append(icon("icon-close"), element("span", {}, say));

  /** @param {number} next */
  function arm(next) {
    clearTimeout(timer);
    timer = next;
    refresh(button);
  }

  // A double click must not be enough.
  button.addEventListener("click", ({ detail: clicks }) => {
    if (clicks > 1) return;
    if (timer === 0 && lengthS() >= SHORT_S) return arm(setTimeout(() => arm(0), SURE_MS));
    arm(0);
    onDiscard();
  });
  return button;
}
