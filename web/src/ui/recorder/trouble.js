/** What to do when no sound comes, by what the browser says. */

import { t } from "../../strings/index.js";

/** Nothing was chosen, there is nothing to choose, it can't be read, or the press is too long ago. */
const SCREEN = ["NotAllowedError", "NotFoundError", "NotReadableError", "InvalidStateError"];

/** @type {(error: Error, source: "microphone" | "screen") => string} */
export function trouble({ name }, source) {
  if (name === "NoSoundShared") return t.recorder.noSoundShared;
  if (source === "screen")
    return SCREEN.includes(name) ? t.recorder.notShared : t.recorder.unsupported;
  if (name === "NotAllowedError") return t.recorder.blocked;
  if (name === "NotFoundError") return t.recorder.notFound;
  if (name === "NotReadableError") return t.recorder.inUse;
  return t.recorder.unsupported;
}
