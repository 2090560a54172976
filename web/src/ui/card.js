/** One recording's card: waiting, being judged, judged, or why it was not. */

import { kindOf } from "../arrange.js";
import { isPending } from "../queue.js";
import { element, icon } from "./dom.js";
import { resultView } from "./result.js";
import { duration } from "./words.js";

/** @typedef {import("../queue.js").Item} Item */
/** @typedef {import("./list/entry.js").Actions} Actions */

/**
 * @param {Item} item
 * @param {import("../types").Spec} spec
 * @param {Actions} actions
 */
export function createCard(item, spec, actions) {
  const { name } = item;
  const title = element("h3", { class: "card-name", title: item.path }, name);
  const status = element("span", { class: "card-status" });
  const bar = element("progress", { max: "1", value: "0", "aria-label": `Judging ${name}` });
  const cancel = element("button", { type: "button", class: "quiet" }, "Cancel");
  cancel.addEventListener("click", () => actions.cancel(item));
  const progress = element("div", { class: "card-progress" }, bar, status, cancel);
  const remove = element("button", { type: "button", class: "remove" }, icon("icon-close"));
  remove.setAttribute("aria-label", `Remove ${name}`);
  remove.addEventListener("click", () => actions.remove(item));
  const retry = element("button", { type: "button", class: "quiet" }, "Judge again");
  retry.addEventListener("click", () => actions.retry(item));
  const body = element("div", { class: "card-body" });
  const card = element("article", { class: "card", "data-testid": "card" });
  const length = element("span", { class: "length" });
  const head = element("header", { class: "card-head" }, title, length, remove);
  card.append(head, body);

  /** @returns {HTMLElement[]} */
  function content() {
    if (isPending(item)) return [progress];
    if (item.result !== null) return resultView(item.result, spec);
    const sentence = item.error ?? "Cancelled.";
    const message = element("p", { class: "card-error" }, icon("icon-error"), sentence);
    message.dataset.testid = item.state;
    return [message, retry];
  }

  return {
    card,
    /** Show how far the item is now. */
    show() {
      bar.value = item.progress;
      status.textContent = item.state === "busy" ? "Listening\u2026" : "Waiting\u2026";
      const state = kindOf(item);
      if (card.dataset.state === state) return;
      const wasPending = progress.isConnected;
      card.dataset.state = state;
      remove.hidden = isPending(item);
      length.textContent = item.result === null ? "" : duration(item.result.duration_s);
      if (!(wasPending && isPending(item))) body.replaceChildren(...content());
    },
  };
}
