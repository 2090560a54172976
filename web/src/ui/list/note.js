/** What a folder held besides recordings, in one line above the list. */

import { nameShown } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { element } from "../dom.js";

/** So many names are listed before "and others". */
const NAMES = 5;

/** @typedef {import("../../folders.js").Findings} Findings */

/** @param {HTMLElement} container */
export function createNote(container) {
  const node = element("p", { class: "list-note", role: "status", "data-testid": "note" });
  container.prepend(node);
  return {
    looking() {
      node.textContent = t.list.looking;
    },
    /** @param {Findings} findings */
    show({ files, skipped, unreadable }) {
      const sentences = [];
      if (files.length === 0) sentences.push(t.list.noneFound);
      if (skipped > 0) sentences.push(t.list.skipped(skipped));
      if (unreadable.length > 0) {
        const names = unreadable.slice(0, NAMES).map(nameShown);
        if (unreadable.length > NAMES) names.push(t.list.more(unreadable.length - NAMES));
        sentences.push(t.list.unreadable(names.join(", ")));
      }
      node.textContent = sentences.join(" ");
    },
  };
}
