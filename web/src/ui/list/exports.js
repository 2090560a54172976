/** The buttons that save the verdicts. */

import { toCsv } from "../../export/csv.js";
import { hasRecords, toJson, toRows } from "../../export/records.js";
import { t } from "../../strings/index.js";
import { workButton } from "../dom.js";
import { dated, save } from "../save.js";

/** @typedef {import("../../queue.js").Item} Item */

/**
 * @param {() => readonly Item[]} shown what to save: the items that the filter lets through
 * @param {import("../../types").Spec} spec
 */
export function createExports(shown, spec) {
  const csv = workButton(
    () => t.exports.csv,
    async () => save(`${dated("verdicts")}.csv`, "text/csv", toCsv(await toRows(shown(), spec))),
  );
  const json = workButton(
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
