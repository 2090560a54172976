/** A report on one recording, to be printed or saved as PDF, that another person can check. */

import { band, bandOtherThan, labelOf, reasonCodesOf } from "../../band.js";
import { commands } from "../../export/command.js";
import { sha256 } from "../../hash.js";
import {
  dateAndTime,
  nameShown,
  number,
  percent,
  probability,
  seconds,
} from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { element, icon, quietButton, workButton } from "../dom.js";
import { measuredFacts } from "../file-facts.js";
import { rates } from "../rates.js";
import { reasonFor } from "../sayings.js";
import { scorePlot } from "./plot.js";

/** @typedef {import("../card.js").Judged} Judged */

/** The button in the card. @type {import("../card.js").Part} */
export function reportButton(judged) {
  return workButton(
    () => t.report.open,
    async () => {
      const { blob } = judged.item;
      open(judged, blob === null ? null : await sha256(blob));
    },
  );
}

/** @type {(judged: Judged, hash: string | null) => void} */
function open(judged, hash) {
  const print = quietButton(t.report.print, () => globalThis.print());
  const close = quietButton(t.report.close, () => dialog.close());
  const bar = element("div", { class: "report-bar" }, print, close);
  const dialog = element("dialog", { class: "report", "aria-labelledby": "report-title" });
  dialog.append(bar, ...content(judged, hash));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** @type {(judged: Judged, hash: string | null) => Iterable<Node>} */
function* content(judged, hash) {
  const { item, result, spec } = judged;
  yield element("h1", { id: "report-title" }, t.report.title);
  yield element("p", { class: "report-name" }, nameShown(item.path));
  yield verdict(judged);
  if (result.p_fake !== null) {
    yield element("p", { class: "caution" }, t.result.caution);
    const measured = rates(judged, "h2");
    if (measured !== null) yield measured;
    const windowS = spec.window.length / spec.sample_rate_hz;
    yield element("h2", {}, t.timeline.caption);
    yield scorePlot(result, windowS);
  }
  yield element("h2", {}, t.report.facts);
  yield facts(judged, hash);
  yield element("h2", {}, t.report.reproduce);
  yield element("p", {}, item.blob === null ? t.report.noFile : t.report.how(APP_VERSION));
  if (item.blob !== null) {
    yield element("pre", {}, commands(item.path, item.hopS, bandOtherThan(spec)).join("\n"));
  }
}

/** @param {Judged} judged */
function verdict({ result, spec }) {
  const label = labelOf(result);
  const box = element("div", { class: "report-verdict", "data-testid": "report-verdict" });
  box.append(element("p", { class: "verdict" }, icon(`icon-${label}`), t.verdicts[label]));
  if (result.p_fake !== null) {
    const p = `${t.result.probability} ${probability(result.p_fake)}`;
    const edges = t.report.band(percent(band.real_below), percent(band.fake_above));
    box.append(element("p", {}, element("strong", {}, p), ` ${edges}`));
  }
  for (const code of reasonCodesOf(result, spec)) {
    box.append(element("p", {}, reasonFor(code)));
  }
  return box;
}

/** @type {(judged: Judged, hash: string | null) => HTMLElement} */
function facts(judged, hash) {
  const { item, result, spec } = judged;
  const { blob, judgedAt, hopS } = item;
  const hop = hopS ?? spec.window.hop / spec.sample_rate_hz;
  /** @type {[string, string | null][]} */
  const rows = [
    [t.facts.sha256, blob === null ? t.facts.noFile : (hash ?? t.facts.noHash)],
    ...measuredFacts(judged).map(spoken),
    [t.report.windows, t.report.every(number(result.windows.length), seconds(hop))],
    [t.report.date, judgedAt && `${dateAndTime(judgedAt)} (${judgedAt.toISOString()})`],
    [t.facts.model, result.model],
    [t.report.version, `Deepfake Audio Detection ${APP_VERSION}`],
  ];
  const list = element("dl", { class: "report-facts" });
  for (const [term, value] of rows) {
    if (value !== null) list.append(element("dt", {}, term), element("dd", {}, value));
  }
  return list;
}

/** @type {(fact: import("../file-facts.js").Fact) => [string, string]} */
const spoken = ({ term, value }) => [term(), value()];
