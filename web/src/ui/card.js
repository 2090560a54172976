/** One recording's card: waiting, being judged, judged, cancelled, or why it could not be judged. */

import { kindOf } from "../arrange.js";
import { isPending } from "../queue.js";
import { duration, nameShown } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element, icon, keepingFocus, quietButton } from "./dom.js";
import { live, refresh } from "./live.js";
import { answer } from "./result.js";
import { remedyFor, whatWentWrong } from "./sayings.js";

/** @typedef {import("../queue.js").Item} Item */
/** @typedef {import("./list/entry.js").Actions} Actions */

/**
 * What the parts of a judged card are made from: the item with its file (`blob`), and its result.
 *
 * @typedef {object} Judged
 * @property {Item} item
 * @property {import("../types").Result} result
 * @property {import("../types").Spec} spec
 */

/**
 * Makes one part of a judged card, or nothing for this one. It is called once, when the verdict is
 * there; what depends on language, theme or sensitivity goes through `live()` or a function given
 * to `element()`. Cards of closed rows are dropped and made anew: nothing may need to be undone.
 *
 * @typedef {(judged: Judged) => HTMLElement | null} Part
 */

/**
 * The two places of a card for more than the verdict, filled in order: `details` under the verdict,
 * each the full width (plots, a table, file facts); `actions` in one row at the end (buttons of
 * class "quiet"). app.js lists them.
 *
 * @typedef {{ details: Part[], actions: Part[] }} Parts
 */

/**
 * @param {Item} item
 * @param {import("../types").Spec} spec
 * @param {Actions} actions
 * @param {Parts} parts
 */
export function createCard(item, spec, actions, parts) {
  const name = nameShown(item.name);
  const heading = { class: "card-name", title: nameShown(item.path), tabindex: "-1" };
  const title = element("h3", heading, name);
  const status = element("span", { class: "card-status" }, () =>
    item.state === "busy" ? t.card.listening : t.card.waiting,
  );
  const bar = element("progress", { max: "1", "aria-label": () => t.card.judging(name) });
  const cancel = quietButton(
    () => t.card.cancel,
    () => actions.cancel(item),
  );
  const retry = quietButton(
    () => t.card.retry,
    () => actions.retry(item),
  );
  const progress = element("div", { class: "card-progress" }, bar, status, cancel);
  const remove = element(
    "button",
    { type: "button", class: "remove", "aria-label": () => t.card.remove(name) },
    icon("icon-close"),
  );
  remove.addEventListener("click", () => actions.remove(item));
  const length = element("span", { class: "length" }, () =>
    item.result === null ? "" : duration(item.result.duration_s),
  );
  const head = element("header", { class: "card-head" }, title, length, remove);
  const body = element("div", { class: "card-body" });
  const card = element("article", { class: "card", "data-testid": "card" }, head, body);

  /** @returns {HTMLElement[]} */
  function content() {
    if (isPending(item)) return [progress];
    if (item.result !== null) return judged({ item, result: item.result, spec }, parts);
    const sentence = element("span", { "data-testid": item.state }, () => whatWentWrong(item));
    const message = element("p", { class: "card-error" }, icon("icon-error"), sentence);
    const code = item.state === "error" ? (item.errorCode ?? "other") : null;
    const remedy = element("p", { class: "remedy", "data-testid": "remedy" });
    if (code !== null) live(remedy, () => remedy.replaceChildren(remedyFor(code) ?? ""));
    return [message, ...(code === null ? [] : [remedy]), retry];
  }

  let shown = "";
  return {
    card,
    /** Show how far the item is now. */
    show() {
      bar.value = item.progress;
      card.dataset.state = kindOf(item);
      if (shown === item.state) return;
      shown = item.state;
      const wasPending = progress.isConnected;
      remove.hidden = isPending(item);
      refresh(status);
      refresh(length);
      if (wasPending && isPending(item)) return;
      const change = () => body.replaceChildren(...content());
      // Not to a button: whoever is about to press "Cancel" would press that one.
      keepingFocus(change, [body], () => title);
    },
  };
}

/** @type {(judged: Judged, parts: Parts) => HTMLElement[]} */
function judged(of, parts) {
  const made = (/** @type {Part[]} */ list) => list.flatMap((part) => part(of) ?? []);
  const actions = made(parts.actions);
  const row = element("footer", { class: "card-actions" }, ...actions);
  return [answer(of), ...made(parts.details), ...(actions.length > 0 ? [row] : [])];
}
