/** One recording in the list: a card, or among many a row that opens into its card. */

import { kindOf } from "../../arrange.js";
import { labelOf } from "../../band.js";
import { isPending } from "../../queue.js";
import { duration, nameShown, probability } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { createCard } from "../card.js";
import { element, icon, keepingFocus } from "../dom.js";
import { refresh } from "../live.js";

/** @typedef {import("../../queue.js").Item} Item */
/** @typedef {Record<"cancel" | "retry" | "remove", (item: Item) => void>} Actions */

/** @type {Record<string, string>} */
const ICONS = {
  error: "icon-error",
  cancelled: "icon-close",
  waiting: "icon-wave",
  busy: "icon-wave",
};

/**
 * @param {Item} item
 * @param {import("../../types").Spec} spec
 * @param {Actions} actions
 * @param {import("../card.js").Parts} cardParts
 */
export function createEntry(item, spec, actions, cardParts) {
  const id = `entry-${item.id}`;
  const symbol = element("span", { class: "entry-icon" });
  const status = element("span", { class: "entry-status" }, statusText);
  const score = element("span", { class: "entry-number" }, () =>
    item.result?.p_fake == null ? "" : probability(item.result.p_fake),
  );
  const length = element("span", { class: "entry-number" }, () =>
    item.result === null ? "" : duration(item.result.duration_s),
  );
  const name = element("span", { class: "entry-name" }, nameShown(item.path));
  const parts = [symbol, name, status, score, length];
  const toggle = element("button", { type: "button", class: "entry-toggle" }, ...parts);
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", id);
  const end = element("span", { class: "entry-actions" });
  const row = element("div", { class: "entry-row" }, element("h3", {}, toggle), end);
  const body = element("div", { id, class: "entry-body" });
  const node = element("li", { class: "entry", "data-testid": "entry" }, row, body);

  /** @type {ReturnType<typeof createCard> | null} */
  let view = null;
  let shown = "";
  let isOpen = false;
  let isCompact = false;
  let wasPending = false;

  toggle.addEventListener("click", () => {
    open(!isOpen);
    showCard();
  });

  /** @param {boolean} next */
  function open(next) {
    isOpen = next;
    toggle.setAttribute("aria-expanded", String(next));
  }

  /** Whether somebody is at work in the card. */
  const isUsed = () =>
    body.contains(document.activeElement) || body.querySelector("details[open]") !== null;

  /** The card exists only while it is seen: what it holds is large. */
  function showCard() {
    if (isCompact && !isOpen) {
      view = null;
      body.replaceChildren();
      return;
    }
    if (view === null) {
      view = createCard(item, spec, actions, cardParts);
      body.replaceChildren(view.card);
    }
    view.show();
  }

  function statusText() {
    const kind = kindOf(item);
    return kind in t.verdicts
      ? t.verdicts[/** @type {keyof typeof t.verdicts} */ (kind)]
      : t.list.states[/** @type {keyof typeof t.list.states} */ (kind)];
  }

  function showRow() {
    const kind = kindOf(item);
    if (kind === shown) return;
    shown = kind;
    node.dataset.state = kind;
    const verdict = item.result && labelOf(item.result);
    symbol.replaceChildren(icon(verdict === null ? ICONS[kind] : `icon-${verdict}`));
    if (!(wasPending && isPending(item))) {
      const change = () => end.replaceChildren(...buttons());
      keepingFocus(change, [end], () => toggle);
    }
    wasPending = isPending(item);
    refresh(toggle);
  }

  function* buttons() {
    if (isPending(item)) {
      yield button("icon-close", () => t.list.cancelOne(nameShown(item.name)), actions.cancel);
      return;
    }
    if (item.result === null)
      yield button("icon-retry", () => t.list.retryOne(nameShown(item.name)), actions.retry);
    yield button("icon-close", () => t.card.remove(nameShown(item.name)), actions.remove);
  }

  /** @type {(symbol: string, label: () => string, act: (item: Item) => void) => HTMLElement} */
  function button(symbol, label, act) {
    const made = element("button", { type: "button", class: "remove", "aria-label": label });
    made.append(icon(symbol));
    made.addEventListener("click", () => act(item));
    return made;
  }

  return {
    node,
    /** @param {boolean} compact whether this is a row that can be opened */
    update(compact) {
      if (compact && !isCompact && isUsed()) open(true);
      isCompact = compact;
      row.hidden = !compact;
      node.classList.toggle("is-row", compact);
      node.style.setProperty("--progress", item.state === "busy" ? String(item.progress) : "0");
      if (compact) showRow();
      showCard();
    },
  };
}
