/** One recording's card: waiting, being judged, judged, or why it could not be. */

import { element, icon } from "./dom.js";
import { resultView } from "./result.js";
import { duration } from "./words.js";

/** @typedef {import("../types").Result} Result */

/**
 * @param {string} name
 * @param {import("../types").Spec} spec
 * @param {() => void} onCancel
 */
export function createCard(name, spec, onCancel) {
  const title = element("h3", { class: "card-name", title: name }, name);
  const status = element("span", { class: "card-status" }, "Waiting\u2026");
  const bar = element("progress", { max: "1", value: "0", "aria-label": `Judging ${name}` });
  const cancel = element("button", { type: "button", class: "quiet" }, "Cancel");
  cancel.addEventListener("click", onCancel);
  const progress = element("div", { class: "card-progress" }, bar, status, cancel);
  const body = element("div", { class: "card-body" }, progress);
  const card = element("article", {
    class: "card",
    "data-testid": "card",
    "data-state": "waiting",
  });
  const length = element("span", { class: "length" });
  const head = element("header", { class: "card-head" }, title, length);
  card.append(head, body);

  /** @type {(state: string, ...content: HTMLElement[]) => void} */
  function settle(state, ...content) {
    card.dataset.state = state;
    body.replaceChildren(...content);
    const remove = element("button", { type: "button", class: "remove" }, icon("icon-close"));
    remove.setAttribute("aria-label", `Remove ${name}`);
    remove.addEventListener("click", () => card.remove());
    head.append(remove);
  }

  return {
    card,
    /** @param {number} fraction */
    showProgress(fraction) {
      card.dataset.state = "busy";
      bar.value = fraction;
      status.textContent = "Listening\u2026";
    },
    /** @param {Result} result */
    showResult(result) {
      length.textContent = duration(result.duration_s);
      settle(result.verdict, ...resultView(result, spec));
    },
    /** @param {string} sentence */
    showError(sentence) {
      const message = element("p", { class: "card-error" }, icon("icon-error"), sentence);
      message.dataset.testid = "error";
      settle("error", message);
    },
  };
}
