/** What was judged, to the last byte: the file's SHA-256, its size, what was measured, the model. */

import { sha256 } from "../hash.js";
import { bytes, number, seconds } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element } from "./dom.js";
import { refresh } from "./live.js";

/** What is said anew when the language changes. @typedef {{ term: () => string, value: () => string }} Fact */

/**
 * What was measured of a recording, as far as it was.
 *
 * @param {import("./card.js").Judged} judged
 * @returns {Fact[]}
 */
export function measuredFacts({ item: { size }, result: { duration_s, quality } }) {
  const facts = [{ term: () => t.facts.length, value: () => seconds(duration_s, 2) }];
  if (size !== null) facts.unshift({ term: () => t.facts.size, value: () => bytes(size) });
  if (quality === null) return facts;
  const { snr_db, bandwidth_hz, clipped_share } = quality;
  return [
    ...facts,
    { term: () => t.facts.snr, value: () => `${number(Math.round(snr_db))}\u202fdB` },
    {
      term: () => t.facts.band,
      value: () => t.facts.upTo(number(bandwidth_hz / 1000, { maximumFractionDigits: 1 })),
    },
    {
      term: () => t.facts.clipped,
      value: () => number(clipped_share, { style: "percent", maximumFractionDigits: 1 }),
    },
  ];
}

/** @type {import("./card.js").Part} */
export function fileFacts(judged) {
  const { blob } = judged.item;
  let hash = () => (blob === null ? t.facts.noFile : t.facts.hashing);
  const digest = fact({ term: () => t.facts.sha256, value: () => hash() });
  digest.dataset.testid = "sha256";
  const model = fact({ term: () => t.facts.model, value: () => judged.result.model });
  const list = element("dl", { class: "facts" });
  list.append(digest, ...measuredFacts(judged).map(fact), model);
  const details = element(
    "details",
    { class: "about" },
    element("summary", {}, () => t.facts.title),
    list,
  );
  details.addEventListener(
    "toggle",
    async () => {
      if (blob === null) return;
      const found = await sha256(blob);
      hash = () => found ?? t.facts.noHash;
      refresh(digest);
    },
    { once: true },
  );
  return details;
}

/** @param {Fact} fact */
const fact = ({ term, value }) =>
  element("div", {}, element("dt", {}, term), element("dd", {}, value));
