/** The little that the widgets need to build themselves. Text is only ever set as text. */

import { live } from "./live.js";

/**
 * An element. A function as an attribute or a child gives its text now, and again when the language
 * or another preference changes.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | (() => string)>} [attributes] `true` for one without a
 *   value, `false` for none
 * @param {(Node | string | (() => string))[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") live(node, () => node.setAttribute(name, value()));
    else if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.map((child) => (typeof child === "function" ? liveText(child) : child)));
  return node;
}

/** @param {() => string} say */
function liveText(say) {
  const text = document.createTextNode("");
  live(text, () => {
    text.data = say();
  });
  return text;
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export const byId = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * A plain button.
 *
 * @param {string | (() => string)} label
 * @param {() => void} onClick
 */
export function quietButton(label, onClick) {
  const button = element("button", { type: "button", class: "quiet" }, label);
  button.addEventListener("click", onClick);
  return button;
}

/**
 * A button whose work takes as long as the files are large; a second click meanwhile does nothing.
 *
 * @type {(say: () => string, act: () => Promise<void>) => HTMLButtonElement}
 */
export function workButton(say, act) {
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

/**
 * Give the focus to the first button that can be seen in a node.
 *
 * @param {Element | null | undefined} node
 * @returns {boolean} whether there is one
 */
export function focusIn(node) {
  const buttons = [...(node?.querySelectorAll("button") ?? [])];
  const seen = buttons.find((button) => button.getClientRects().length > 0);
  seen?.focus();
  return seen !== undefined;
}

/**
 * Hide, show or replace, without the focus being lost with what goes.
 *
 * @param {() => void} change
 * @param {HTMLElement[]} going what may be hidden by it, or emptied
 * @param {() => HTMLElement} next what gets the focus then
 */
export function keepingFocus(change, going, next) {
  const focused = going.find((node) => node.contains(document.activeElement));
  change();
  if (focused?.hidden || focused?.contains(document.activeElement) === false) next().focus();
}

/** @param {string} id of a symbol in index.html */
export function icon(id) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const use = document.createElementNS(namespace, "use");
  use.setAttribute("href", `#${id}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
