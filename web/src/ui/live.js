/**
 * What says itself anew when a preference changes: language, sensitivity, theme.
 *
 * A node keeps its own update; the page is walked when something changes, so nothing has to be
 * unsubscribed when a node is dropped.
 */

/** @type {WeakMap<Node, (() => void)[]>} */
const updates = new WeakMap();

/**
 * Run `update` now, and again whenever a preference changes while `node` is in the page.
 *
 * @param {Node} node
 * @param {() => void} update
 */
export function live(node, update) {
  updates.set(node, [...(updates.get(node) ?? []), update]);
  update();
}

/** Bring a part of the page up to date, or all of it. @param {Node} root */
export function refresh(root = document) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const nodes = [root];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) for (const update of updates.get(node) ?? []) update();
}
