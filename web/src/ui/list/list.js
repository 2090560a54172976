/** The recordings on the page: a card each, or rows once there are many. */

import { arrange, tally } from "../../arrange.js";
import { t } from "../../strings/index.js";
import { element, focusIn } from "../dom.js";
import { refresh } from "../live.js";
import { createEntry } from "./entry.js";
import { createExports } from "./exports.js";
import { createToolbar } from "./toolbar.js";

/** From so many recordings on they are rows. */
const ROWS_FROM = 5;

/** Real elements, so that find-in-page and screen readers see all; made a few at a time. */
const NEW_AT_ONCE = 200;

/** Often enough for the eye, seldom enough for hundreds of short files a minute. */
const PAUSE_MS = 100;

/** Of the window's height, where a result may begin and still be seen. */
const LOWEST = 0.6;

/** @typedef {import("../../queue.js").Item} Item */
/** @typedef {import("../../queue.js").Queue} Queue */

/**
 * @param {object} options
 * @param {HTMLElement} options.container
 * @param {Queue} options.queue
 * @param {import("../../types").Spec} options.spec
 * @param {import("../card.js").Parts} options.parts what a card holds besides the verdict
 * @param {HTMLElement} options.fallback what gets the focus when the last entry goes
 * @returns {{ changed: () => void }} to be called when the queue has changed
 */
export function startList({ container, queue, spec, parts, fallback }) {
  /** @type {Map<Item, ReturnType<typeof createEntry>>} */
  const entries = new Map();
  const list = element("ol", { class: "entries" });
  const empty = element("p", { class: "none-shown" }, () => t.list.empty);
  const toolbar = createToolbar({
    queue,
    exports: createExports(() => arrange(queue.items, toolbar.view()), spec),
    onView: render,
    onClear() {
      queue.remove(queue.items);
      fallback.focus();
    },
  });
  container.append(toolbar.node, empty, list);

  const actions = {
    cancel: (/** @type {Item} */ item) => keepFocus(item, () => queue.cancel([item])),
    retry: (/** @type {Item} */ item) => keepFocus(item, () => queue.retry([item])),
    remove: (/** @type {Item} */ item) => keepFocus(item, () => queue.remove([item])),
  };

  /** The button that was pressed goes with what it did; its neighbour takes the focus. */
  function keepFocus(/** @type {Item} */ item, /** @type {() => void} */ act) {
    const node = entries.get(item)?.node;
    const neighbour = node?.nextElementSibling ?? node?.previousElementSibling;
    act();
    render();
    const next = node?.isConnected ? node : neighbour;
    if (!focusIn(next)) fallback.focus();
  }

  let shownBatch = 0;
  let timer = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  function changed() {
    if (timer === 0) timer = setTimeout(render, lastMs + PAUSE_MS - performance.now());
  }

  function render() {
    clearTimeout(timer);
    timer = 0;
    lastMs = performance.now();
    const { items } = queue;
    const counts = tally(items);
    const view = toolbar.view();
    forgetRemoved(new Set(items));
    const fresh = items.filter((item) => !entries.has(item));
    for (const item of fresh.slice(0, NEW_AT_ONCE)) {
      entries.set(item, createEntry(item, spec, actions, parts));
    }
    for (const entry of entries.values()) entry.update(items.length >= ROWS_FROM);
    const shown = arrange(items, view).flatMap((item) => entries.get(item)?.node ?? []);
    place(list, shown);
    toolbar.node.hidden = items.length < 2;
    toolbar.update(counts);
    empty.hidden = items.length === 0 || shown.length > 0;
    const newest = items.at(-1)?.batch ?? shownBatch;
    if (newest > shownBatch) reveal(container);
    shownBatch = newest;
    if (fresh.length > NEW_AT_ONCE) changed();
  }

  /** @param {Set<Item>} items */
  function forgetRemoved(items) {
    for (const item of entries.keys()) if (!items.has(item)) entries.delete(item);
  }

  render();
  return { changed };
}

/** Scroll to where something begins, unless that is in sight. @param {HTMLElement} node */
function reveal(node) {
  const { top } = node.getBoundingClientRect();
  if (top < 0 || top > LOWEST * innerHeight) node.scrollIntoView();
}

/**
 * Make `nodes` the children of `list`, moving as few as can be and keeping the focus. Those that a
 * filter had taken out have missed what was changed meanwhile.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} nodes
 */
function place(list, nodes) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const wanted = new Set(nodes);
  for (const child of [...list.children]) {
    if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  }
  let next = list.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = node.nextElementSibling;
    else {
      const wasAway = !node.isConnected;
      list.insertBefore(node, next);
      if (wasAway) refresh(node);
    }
  }
  if (focused !== document.activeElement && list.contains(focused)) focused?.focus();
}
