/** Wires the page: files and recordings in, cards out. */

import workerSource from "bundle:./worker.js";
import { createApi } from "./api.js";
import { useBand } from "./band.js";
import { oneByOne } from "./folders.js";
import { startOffline } from "./offline.js";
import { loadPreferences, preferences } from "./preferences.js";
import { createQueue } from "./queue.js";
import { sideWorker } from "./side-worker.js";
import { speak, t } from "./strings/index.js";
import { announce } from "./ui/announcer.js";
import { byId } from "./ui/dom.js";
import { startExamples } from "./ui/examples.js";
import { fileFacts } from "./ui/file-facts.js";
import { lookInside } from "./ui/inside/look-inside.js";
import { createAnnouncer } from "./ui/list/announce.js";
import { startList } from "./ui/list/list.js";
import { createNote } from "./ui/list/note.js";
import { live } from "./ui/live.js";
import { startPicker } from "./ui/picker.js";
import { startPrivacy } from "./ui/privacy.js";
import { startRecorderPanel } from "./ui/recorder/panel.js";
import { saveRecording } from "./ui/recorder/save.js";
import { reportButton } from "./ui/report/report.js";
import { startSelfTest } from "./ui/self-test.js";
import { startSettings } from "./ui/settings.js";
import { startStaticText } from "./ui/static-text.js";
import { showStatus, startStatus } from "./ui/status.js";
import { timeline } from "./ui/timeline.js";

/** @typedef {import("./types").Options} Options */

/** Enough to keep every worker busy, few enough that a recording does not wait long for its turn. */
const AT_ONCE = 4;

/**
 * What parts need that are there before the model, so that nothing moves when it comes.
 *
 * @typedef {{
 *   spec: import("./types").Spec,
 *   borrow: ReturnType<typeof sideWorker>,
 *   ready: Promise<unknown>,
 *   looking: () => void,
 *   judge: (findings: import("./folders.js").Findings) => void
 * }} Loaded
 */

/** @type {(loaded: Loaded) => void} */
let onModel = () => {};
/** @type {Promise<Loaded>} */
const model = new Promise((resolve) => {
  onModel = resolve;
});

/** @param {() => string} say */
function giveUp(say) {
  const trouble = byId("trouble");
  for (const id of ["input", "examples"]) byId(id).hidden = true;
  trouble.hidden = false;
  live(trouble, () => {
    trouble.textContent = say();
  });
  showStatus(() => t.page.notReady);
}

/** @type {import("./types").Spec | undefined} */
let known;

/** Act on what a person prefers. */
function applyPreferences() {
  speak(preferences.language, navigator.languages);
  document.documentElement.dataset.theme = preferences.theme;
  if (known !== undefined) useBand(known, preferences.sensitivity);
}

async function main() {
  /** @type {import("./types").Artefact | undefined} */
  const artefact = /** @type {any} */ (globalThis).DEEPFAKE_AUDIO_MODEL;
  if (artefact === undefined) return giveUp(() => t.page.modelMissing);
  const { spec } = artefact;
  const api = createApi(workerSource, artefact);
  Object.assign(globalThis, { DeepfakeAudio: api });

  known = spec;
  applyPreferences();
  offerModelSettings(spec);

  const borrow = sideWorker(workerSource, artefact);
  const queue = createQueue({
    atOnce: AT_ONCE,
    hop: () => Number(preferences.hop) || undefined,
    onChange() {
      list.changed();
      announceNews();
    },
  });
  const announceNews = createAnnouncer(queue.items, spec, announce);
  const list = startList({
    container: byId("results"),
    queue,
    spec,
    // What a card holds besides the verdict, see ui/card.js.
    parts: {
      details: [timeline, lookInside(borrow), fileFacts],
      actions: [saveRecording, reportButton],
    },
    fallback: byId("drop-zone"),
  });
  /** @type {(found: { file: File, path: string }) => import("./queue.js").Source} */
  const fromFile = ({ file, path }) => ({
    name: file.name,
    path,
    blob: file,
    classify: (options) => api.classifyFile(file, options),
  });
  const note = createNote(byId("results"));
  onPreference = list.changed;
  const { ready } = api;
  onModel({
    spec,
    borrow,
    ready,
    looking: note.looking,
    judge(findings) {
      note.show(findings);
      queue.add(findings.files.map(fromFile));
    },
  });
  startSelfTest(api, artefact);
  const { backend, model: sha256 } = await ready;
  showStatus(() => {
    const ready = t.page.ready(backend, sha256.slice(0, 8));
    return backend === "cpu" ? `${ready} · ${t.page.slow}` : ready;
  });
}

loadPreferences();
applyPreferences();
let onPreference = () => {};
const offerModelSettings = startSettings(() => {
  applyPreferences();
  onPreference();
});
startStaticText();
startStatus();
startOffline();
startPrivacy();
/** @type {Loaded["judge"]} */
const judge = async (findings) => (await model).judge(findings);
const judgeOne = (/** @type {File} */ file) => judge(oneByOne([file]));
startPicker({ onFiles: judge, onLooking: async () => (await model).looking() });
startExamples(judgeOne);
startRecorderPanel({
  panel: byId("recorder"),
  async model() {
    const loaded = await model;
    await loaded.ready;
    return loaded;
  },
  onRecorded: judgeOne,
});
// The model's script comes after this one.
addEventListener("DOMContentLoaded", () => {
  main().catch((error) => {
    console.error(error);
    giveUp(() => t.page.cantStart);
  });
});
