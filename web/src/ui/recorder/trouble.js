/** What to do when no sound comes, by what the browser says. */

import { t } from "../../strings/index.js";

/** @type {(error: Error, source: "microphone" | "screen") => string} */
export function trouble({ name }, source) {
  if (name === "NoSoundShared") return t.recorder.noSoundShared;
  if (name === "NotAllowedError")
    return source === "screen" ? t.recorder.notShared : t.recorder.blocked;
  if (name === "NotFoundError") return t.recorder.notFound;
  if (name === "NotReadableError") return t.recorder.inUse;
  return t.recorder.unsupported;
}
