/** Sentences for codes, in the language in use. */

import { t } from "../strings/index.js";

/** @type {(code: string) => string} */
export const reasonFor = (code) => t.reasons[/** @type {keyof typeof t.reasons} */ (code)];

/** How to get a better recording, or nothing. @type {(code: string) => string | undefined} */
export const remedyFor = (code) => t.remedies[/** @type {keyof typeof t.remedies} */ (code)];

/** Why there is no verdict. @type {(item: import("../queue.js").Item) => string} */
export function whatWentWrong({ error, errorCode }) {
  if (error === null) return t.card.cancelled;
  const sentences = /** @type {Record<string, string>} */ ({ ...t.errors, ...t.failures });
  return sentences[errorCode ?? ""] ?? error;
}
