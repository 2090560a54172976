/** Above the list: how far everything is, what of it to show in which order, what to do with all. */

import { isPending } from "../../queue.js";
import { duration } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { element, keepingFocus, quietButton } from "../dom.js";

/** @typedef {import("../../arrange.js").Filter} Filter */
/** @typedef {import("../../arrange.js").Sort} Sort */
/** @typedef {import("../../queue.js").Queue} Queue */

/**
 * @param {object} options
 * @param {Queue} options.queue
 * @param {ReturnType<typeof import("./exports.js").createExports>} options.exports
 * @param {() => void} options.onView the sort or the filter was changed
 * @param {() => void} options.onClear
 */
export function createToolbar({ queue, exports, onView, onClear }) {
  const bar = element("progress", { max: "1", value: "0", "aria-label": () => t.list.progress });
  const totals = element("p", { class: "totals", "data-testid": "totals" });
  const filters = createFilters(onView);
  const sort = element("select");
  for (const value of /** @type {Sort[]} */ (Object.keys(t.list.sorts))) {
    sort.append(element("option", { value }, () => t.list.sorts[value]));
  }
  sort.addEventListener("change", onView);
  const actions = {
    cancel: quietButton(
      () => t.list.cancelAll,
      () => queue.cancel(queue.items),
    ),
    retry: quietButton(
      () => t.list.retryAll,
      () => queue.retry(queue.items),
    ),
    clear: quietButton(() => t.list.clear, onClear),
  };
  const order = element("label", { class: "sort" }, () => t.list.sort, sort);
  const buttons = element(
    "div",
    { class: "list-actions" },
    ...Object.values(actions),
    ...exports.nodes,
  );
  const node = element("div", { class: "toolbar" }, bar, totals, order, filters.node, buttons);

  return {
    node,
    view: () => ({ sort: /** @type {Sort} */ (sort.value), filter: filters.chosen() }),
    /** @param {ReturnType<typeof import("../../arrange.js").tally>} counts */
    update(counts) {
      const { all, settled, failed, durationS } = counts;
      bar.value = settled / Math.max(1, all);
      bar.hidden = settled === all;
      totals.textContent = t.list.settled(settled, all, duration(durationS));
      filters.update(counts);
      exports.update();
      const { cancel, retry } = actions;
      const change = () => {
        cancel.hidden = !queue.items.some(isPending);
        retry.hidden = failed === 0;
      };
      keepingFocus(change, [cancel, retry], () =>
        cancel.hidden ? (retry.hidden ? sort : retry) : cancel,
      );
    },
  };
}

/** @param {() => void} onChange */
function createFilters(onChange) {
  const node = element("fieldset", { class: "filters" });
  node.append(element("legend", { class: "visually-hidden" }, () => t.list.filter));
  /** @type {[Filter, HTMLElement][]} */
  const counts = [];
  for (const value of /** @type {Filter[]} */ (Object.keys(t.list.filters))) {
    const radio = element("input", { type: "radio", name: "filter", value });
    radio.checked = value === "all";
    radio.addEventListener("change", onChange);
    const count = element("span", { class: "count" });
    counts.push([value, count]);
    node.append(
      element("label", { class: "filter" }, radio, () => t.list.filters[value], " ", count),
    );
  }
  return {
    node,
    /** @returns {Filter} */
    chosen: () => /** @type {any} */ (node.querySelector("input:checked")).value,
    /** @param {Record<Filter, number>} tally */
    update(tally) {
      for (const [filter, count] of counts) count.textContent = String(tally[filter]);
    },
  };
}
