/** Tells screen readers what has happened. */

import { byId } from "./dom.js";

/** Say something politely, once; what is said next takes its place. @param {string} sentence */
export function announce(sentence) {
  byId("announcer").textContent = sentence;
}
