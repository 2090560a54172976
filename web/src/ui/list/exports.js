/** The buttons that save the verdicts. */

import { toCsv } from "../../export/csv.js";
import { hasRecords, toJson, toRows } from "../../export/records.js";
import { t } from "../../strings/index.js";
import { element } from "../dom.js";
import { dated, save } from "../save.js";

/** @typedef {import("../../queue.js").Item} Item */

/**
 * @param {() => readonly Item[]} shown what to save: the items that the filter lets through
 * @param {import("../../types").Spec} spec
 */
export function createExports(shown, spec) {
  const csv = exportButton(
    () => t.exports.csv,
    async () => save(`${dated("verdicts")}.csv`, "text/csv", toCsv(await toRows(shown(), spec))),
  );
  const json = exportButton(
    () => t.exports.json,
    async () => save(`${dated("verdicts")}.json`, "application/json", await toJson(shown(), spec)),
  );
  return {
    nodes: [csv, json],
    update() {
      const nothing = !hasRecords(shown());
      csv.disabled = nothing;
      json.disabled = nothing;
    },
  };
}

/**
 * A button whose work takes as long as the files are large; a second click meanwhile does nothing.
 *
 * @type {(say: () => string, act: () => Promise<void>) => HTMLButtonElement}
 */
function exportButton(say, act) {
  const button = element("button", { type: "button", class: "quiet" }, say);
  let isBusy = false;
  button.addEventListener("click", async () => {
    if (isBusy) return;
    isBusy = true;
    button.setAttribute("aria-busy", "true");
    await act().finally(() => {
      isBusy = false;
      button.removeAttribute("aria-busy");
    });
  });
  return button;
}
