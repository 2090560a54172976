/** What screen readers hear of the list: every verdict among few, only the sum among many. */

import { tally } from "../../arrange.js";
import { labelOf, reasonCodesOf } from "../../band.js";
import { nameShown, probability } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { reasonFor, whatWentWrong } from "../sayings.js";

/** Of so many recordings or more handed over at once, not each is read out. */
const MANY = 5;

/** @typedef {import("../../queue.js").Item} Item */

/**
 * @param {readonly Item[]} items
 * @param {import("../../types").Spec} spec
 * @param {(sentence: string) => void} announce
 */
export function createAnnouncer(items, spec, announce) {
  /** @type {WeakMap<Item, string>} */
  const heard = new WeakMap();
  let wasBusy = false;

  return () => {
    const { all, fake, real, unsure, failed, settled } = tally(items);
    const isBusy = settled < all;
    const news = items.filter((item) => heard.get(item) !== item.state);
    for (const item of news) heard.set(item, item.state);
    if (items.length < MANY) {
      const sentences = news.flatMap((item) => sentencesFor(item, spec));
      if (sentences.length > 0) announce(sentences.join(" "));
    } else if (wasBusy && !isBusy) {
      announce(t.list.allSettled(all, fake, real, unsure, failed));
    }
    wasBusy = isBusy;
  };
}

/** @type {(item: Item, spec: import("../../types").Spec) => string[]} */
function sentencesFor(item, spec) {
  const { state, result } = item;
  const name = nameShown(item.name);
  if (state === "error") return [`${name}: ${whatWentWrong(item)}`];
  if (result === null) return [];
  const title = t.verdicts[labelOf(result)];
  const reasons = reasonCodesOf(result, spec).map(reasonFor);
  if (result.p_fake === null) return [`${name}: ${title}.`, ...reasons];
  return [t.result.announced(name, title, probability(result.p_fake)), ...reasons];
}
