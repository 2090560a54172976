/** Wires the page: files and recordings in, cards out. */

import workerSource from "bundle:./worker.js";
import { createApi } from "./api.js";
import { createCard } from "./ui/card.js";
import { byId } from "./ui/dom.js";
import { startPicker } from "./ui/picker.js";
import { startRecorderPanel } from "./ui/recorder-panel.js";
import { percent, VERDICTS } from "./ui/words.js";

/** @typedef {import("./types").Options} Options */
/** @typedef {import("./types").Result} Result */

const MODEL_MISSING =
  "The model is missing: model/model.js did not load. Keep the whole folder together, with index.html in it.";
const CANT_START =
  "This browser can\u2019t run the model. A current Chrome, Firefox or Safari can.";

/** Say something to screen readers, politely. @param {string} sentence */
function announce(sentence) {
  byId("announcer").textContent = sentence;
}

/**
 * Show a card, judge, and fill it in.
 *
 * @param {string} name
 * @param {import("./types").Spec} spec
 * @param {(options: Options) => Promise<Result>} classify
 */
function judge(name, spec, classify) {
  const controller = new AbortController();
  const view = createCard(name, spec, () => controller.abort());
  const finish = async () => {
    try {
      const result = await classify({
        signal: controller.signal,
        onProgress: (fraction) => view.showProgress(fraction),
      });
      view.showResult(result);
      const p = result.p_fake === null ? "" : `, ${percent(result.p_fake)} synthetic`;
      announce(`${name}: ${VERDICTS[result.verdict].title}${p}. ${result.reasons.join(" ")}`);
    } catch (error) {
      const { name: kind, message } = /** @type {Error} */ (error);
      if (kind === "AbortError") return view.card.remove();
      view.showError(message);
      announce(`${name}: ${message}`);
    }
  };
  finish();
  return view.card;
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

  startPicker((files) => {
    const cards = files.map((file) =>
      judge(file.name, spec, (options) => api.classifyFile(file, options)),
    );
    byId("results").prepend(...cards);
  });
  startRecorderPanel({
    announce,
    onRecorded(samples, sampleRate) {
      const name = `Recording, ${new Date().toLocaleTimeString()}`;
      const card = judge(name, spec, (options) => api.classify(samples, sampleRate, options));
      byId("results").prepend(card);
    },
  });
  const { backend, model } = await api.ready;
  showStatus(`Ready \u00b7 ${backend} \u00b7 model ${model.slice(0, 8)}`);
}

main().catch((error) => {
  console.error(error);
  giveUp(CANT_START);
});
