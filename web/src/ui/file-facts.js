/** What was judged, to the last byte: the file's SHA-256, its size, what was measured, the model. */

import { sha256 } from "../hash.js";
import { bytes, number, seconds } from "../strings/format.js";
import { t } from "../strings/index.js";
import { element } from "./dom.js";
import { refresh } from "./live.js";

/** @type {import("./card.js").Part} */
export function fileFacts({ item, result }) {
  const list = element("dl", { class: "facts" });
  const { blob } = item;
  const { quality } = result;
  let hash = () => (blob === null ? t.facts.noFile : t.facts.hashing);
  const digest = fact(
    () => t.facts.sha256,
    () => hash(),
  );
  digest.dataset.testid = "sha256";
  list.append(digest);
  if (blob !== null)
    list.append(
      fact(
        () => t.facts.size,
        () => bytes(blob.size),
      ),
    );
  list.append(
    fact(
      () => t.facts.length,
      () => seconds(result.duration_s, 2),
    ),
  );
  if (quality !== null) {
    list.append(
      fact(
        () => t.facts.snr,
        () => `${number(Math.round(quality.snr_db))}\u202fdB`,
      ),
      fact(
        () => t.facts.band,
        () => t.facts.upTo(number(quality.bandwidth_hz / 1000, { maximumFractionDigits: 1 })),
      ),
      fact(
        () => t.facts.clipped,
        () => number(quality.clipped_share, { style: "percent", maximumFractionDigits: 1 }),
      ),
    );
  }
  list.append(
    fact(
      () => t.facts.model,
      () => result.model,
    ),
  );
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

/** @type {(term: () => string, value: () => string) => HTMLElement} */
const fact = (term, value) => element("div", {}, element("dt", {}, term), element("dd", {}, value));
