/** What a verdict is worth: how often it was wrong on test recordings like this one. */

import { likeThis } from "../like-this.js";
import { number, percent, probability } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element } from "./dom.js";

/**
 * @param {import("./card.js").Judged} judged
 * @param {"h2" | "h4"} heading of the level below what it stands in
 * @returns {HTMLElement | null}
 */
export function rates({ item, result, spec }, heading) {
  const file = item.size === null ? null : { name: item.name, size: item.size };
  const like = likeThis(result, file, spec);
  if (like === null) return null;
  const { seen, unseen } = like.row;
  const list = element("dl", { class: "rates" });
  list.append(
    figure(seen.false_alarm_rate, t.rates.falseAlarms),
    figure(1 - seen.recall, t.rates.missedSeen),
    figure(1 - unseen.recall, t.rates.missedUnseen),
  );
  const note = t.rates.note(
    number(seen.clips),
    number(unseen.clips),
    percent(unseen.decided),
    probability(unseen.decided_accuracy),
  );
  return element(
    "section",
    { class: "worth", "data-testid": "rates", "data-kind": like.kind },
    element(heading, { class: "worth-title" }, t.rates.title),
    element("p", { class: "kind" }, t.rates.kinds[like.kind]),
    list,
    element("p", { class: "rates-note" }, note),
  );
}

/** @type {(share: number, label: string) => HTMLElement} */
function figure(share, label) {
  const group = element("div", {});
  group.append(element("dt", {}, label), element("dd", {}, probability(share)));
  return group;
}
