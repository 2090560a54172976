/** Keeps a recording that was made here: the very bytes that were judged. */

import { t } from "../../strings/index.js";
import { element, icon } from "../dom.js";
import { save } from "../save.js";

/** @type {WeakSet<Blob>} */
const recordings = new WeakSet();

/**
 * @param {Blob} wav
 * @param {string} name
 */
export function recordingFile(wav, name) {
  const file = new File([wav], name, { type: "audio/wav" });
  recordings.add(file);
  return file;
}

/** @type {import("../card.js").Part} */
export function saveRecording({ item: { blob, name } }) {
  if (blob === null || !recordings.has(blob)) return null;
  const button = element("button", { type: "button", class: "quiet" }, icon("icon-save"));
  button.append(element("span", {}, () => t.recorder.save));
  button.addEventListener("click", () => save(name, blob.type, blob));
  return button;
}
