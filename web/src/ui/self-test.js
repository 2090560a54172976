/** One click runs every stage on this very browser and compares it with the reference. */

import { isAlike, selfTest } from "../self-test.js";
import { number } from "../strings/format.js";
import { t } from "../strings/index.js";
import { byId, element } from "./dom.js";
import { exampleFile } from "./examples.js";
import { refresh } from "./live.js";

/** @typedef {import("../self-test.js").Row} Row */

/** @typedef {"idle" | "running" | "missing" | "failed" | Row[]} State */

/** @param {State} state */
function sentence(state) {
  const says = t.selfTest;
  if (!Array.isArray(state)) return state === "idle" ? "" : says[state];
  const off = state.filter((row) => !isAlike(row)).map(({ stage }) => nameOf(stage));
  return off.length === 0 ? says.alike : says.differs(off.join(", "));
}

/** @param {string} stage */
const nameOf = (stage) => /** @type {Record<string, string>} */ (t.selfTest.stages)[stage];

/** @param {number} value */
const tiny = (value) =>
  value === 0 ? number(0) : number(value, { notation: "scientific", maximumFractionDigits: 1 });

/** @param {Row} row */
function tableRow(row) {
  const error = () => (row.error === Infinity ? t.selfTest.other : tiny(row.error));
  return element(
    "tr",
    { class: isAlike(row) ? "alike" : "off" },
    element("th", { scope: "row" }, () => nameOf(row.stage)),
    element("td", {}, () => (isAlike(row) ? t.selfTest.yes : t.selfTest.no)),
    element("td", {}, error),
    element("td", {}, () => tiny(row.tolerance)),
  );
}

/** @param {Row[]} rows */
function table(rows) {
  const head = element("tr", {});
  for (const key of /** @type {const} */ (["stage", "result", "distance", "allowed"])) {
    head.append(element("th", { scope: "col" }, () => t.selfTest.columns[key]));
  }
  const body = element("tbody", {});
  body.append(...rows.map(tableRow));
  return element("table", { class: "self-test" }, element("thead", {}, head), body);
}

/**
 * @param {import("../self-test.js").Api} api
 * @param {import("../types").Artefact} artefact
 */
export function startSelfTest(api, artefact) {
  /** @type {State} */
  let state = "idle";
  const says = element("p", { role: "status", "data-testid": "self-test" }, () => sentence(state));
  const place = element("div", {});
  /** @param {State} next */
  const show = (next) => {
    state = next;
    place.replaceChildren(...(Array.isArray(state) ? [table(state)] : []));
    refresh(says);
  };
  const button = element("button", { type: "button", class: "quiet" }, () => t.selfTest.run);
  button.addEventListener("click", async () => {
    if (state === "running") return;
    show("running");
    const clip = await exampleFile(artefact.spec.golden.clip).catch(() => null);
    if (clip === null) return show("missing");
    show(await selfTest(api, artefact, clip).catch(() => /** @type {const} */ ("failed")));
  });
  const summary = element("summary", {}, () => t.selfTest.title);
  const intro = element("p", {}, () => t.selfTest.intro);
  byId("privacy").append(
    element("details", { id: "self-test" }, summary, intro, button, says, place),
  );
}
