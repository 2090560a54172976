/**
 * The text of index.html in the language in use: `data-text` names the string of an element,
 * `data-label` that of its `aria-label`. The English of the markup is that of strings/en.js.
 */

import { locale, stringAt } from "../strings/index.js";
import { live } from "./live.js";

export function startStaticText() {
  const page = document.documentElement;
  live(page, () => {
    page.lang = locale;
  });
  for (const node of page.querySelectorAll("[data-text]")) {
    const path = /** @type {string} */ (node.getAttribute("data-text"));
    live(node, () => {
      node.textContent = stringAt(path);
    });
  }
  for (const node of page.querySelectorAll("[data-label]")) {
    const path = /** @type {string} */ (node.getAttribute("data-label"));
    live(node, () => node.setAttribute("aria-label", stringAt(path)));
  }
}
