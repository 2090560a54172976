/** Wires the page: files and recordings in, cards out. */

import workerSource from "bundle:./worker.js";
import { createApi } from "./api.js";
import { createQueue } from "./queue.js";
import { byId } from "./ui/dom.js";
import { createAnnouncer } from "./ui/list/announce.js";
import { startList } from "./ui/list/list.js";
import { createNote } from "./ui/list/note.js";
import { startPicker } from "./ui/picker.js";
import { startRecorderPanel } from "./ui/recorder-panel.js";

/** @typedef {import("./types").Options} Options */

/** Enough to keep every worker busy, few enough that a recording does not wait long for its turn. */
const AT_ONCE = 4;

const MODEL_MISSING =
  "The model is missing: model/model.js did not load. Keep the whole folder together, with index.html in it.";
const CANT_START =
  "This browser can\u2019t run the model. A current Chrome, Firefox or Safari can.";

/** Say something to screen readers, politely. @param {string} sentence */
function announce(sentence) {
  byId("announcer").textContent = sentence;
}

/** @param {string} text */
function showStatus(text) {
  byId("status").textContent = text;
  byId("status").dataset.state = "settled";
}

/** @param {string} sentence */
function giveUp(sentence) {
  byId("input").hidden = true;
  byId("trouble").textContent = sentence;
  byId("trouble").hidden = false;
  showStatus("Not ready");
}

async function main() {
  /** @type {import("./types").Artefact | undefined} */
  const artefact = /** @type {any} */ (globalThis).DEEPFAKE_AUDIO_MODEL;
  if (artefact === undefined) return giveUp(MODEL_MISSING);
  const { spec } = artefact;
  const api = createApi(workerSource, artefact);
  Object.assign(globalThis, { DeepfakeAudio: api });

  const queue = createQueue({
    atOnce: AT_ONCE,
    onChange() {
      list.changed();
      announceNews();
    },
  });
  const announceNews = createAnnouncer(queue.items, announce);
  const list = startList({
    container: byId("results"),
    queue,
    spec,
    fallback: byId("drop-zone"),
  });
  const note = createNote(byId("results"));
  startPicker({
    onLooking: note.looking,
    onFiles(findings) {
      note.show(findings);
      queue.add(
        findings.files.map(({ file, path }) => ({
          name: file.name,
          path,
          blob: file,
          classify: (options) => api.classifyFile(file, options),
        })),
      );
    },
  });
  startRecorderPanel({
    announce,
    onRecorded(samples, sampleRate) {
      const name = `Recording, ${new Date().toLocaleTimeString()}`;
      const classify = (/** @type {Options} */ options) =>
        api.classify(samples, sampleRate, options);
      queue.add([{ name, path: name, blob: null, classify }]);
    },
  });
  const { backend, model } = await api.ready;
  showStatus(`Ready \u00b7 ${backend} \u00b7 model ${model.slice(0, 8)}`);
}

main().catch((error) => {
  console.error(error);
  giveUp(CANT_START);
});
