/** What a folder held besides recordings, in one line above the list. */

import { element } from "../dom.js";
import { WORDS } from "./words.js";

/** So many names are listed before "and others". */
const NAMES = 5;

/** @typedef {import("../../folders.js").Findings} Findings */

/** @param {HTMLElement} container */
export function createNote(container) {
  const node = element("p", { class: "list-note", role: "status", "data-testid": "note" });
  container.prepend(node);
  return {
    looking() {
      node.textContent = WORDS.looking;
    },
    /** @param {Findings} findings */
    show({ files, skipped, unreadable }) {
      const sentences = [];
      if (files.length === 0 && skipped + unreadable.length > 0) sentences.push(WORDS.noneFound);
      if (skipped > 0) sentences.push(WORDS.skipped(skipped));
      if (unreadable.length > 0) {
        const others = unreadable.length - NAMES;
        sentences.push(WORDS.unreadable(unreadable.slice(0, NAMES).join(", "), others));
      }
      node.textContent = sentences.join(" ");
    },
  };
}
