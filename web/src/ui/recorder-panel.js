/** The Record button with its level meter and clock. */

import { startRecording } from "../recorder.js";
import { clock } from "../strings/format.js";
import { t } from "../strings/index.js";
import { announce } from "./announcer.js";
import { byId } from "./dom.js";
import { live } from "./live.js";

const LONGEST_S = 600;
const QUIETEST_DBFS = -60;

/** What to tell a person when the microphone does not come, by the error's name. */
/** @type {Record<string, () => string>} */
const TROUBLE = {
  NotAllowedError: () => t.recorder.blocked,
  NotFoundError: () => t.recorder.notFound,
  NotReadableError: () => t.recorder.inUse,
};

/** @param {(samples: Float32Array, sampleRate: number) => void} onRecorded */
export function startRecorderPanel(onRecorded) {
  const panel = byId("recorder");
  const button = byId("record-button");
  const label = byId("record-label");
  const meter = byId("record-level");
  const time = byId("record-time");
  const note = byId("record-note");
  /** @type {import("../recorder.js").Recording | null} */
  let recording = null;

  live(label, showLabel);

  function showLabel() {
    label.textContent = panel.dataset.state === "recording" ? t.recorder.stop : t.recorder.record;
  }

  /** @param {"idle" | "starting" | "recording" | "stopping"} state */
  function show(state) {
    panel.dataset.state = state;
    showLabel();
    button.setAttribute("aria-disabled", String(state === "starting" || state === "stopping"));
    if (state === "idle") showLevel(0);
  }

  /** @param {number} peak full scale 1 */
  function showLevel(peak) {
    const dbfs = 20 * Math.log10(Math.max(peak, 1e-9));
    const share = Math.min(1, Math.max(0, 1 - dbfs / QUIETEST_DBFS));
    meter.style.setProperty("--level", share.toFixed(3));
    meter.setAttribute("aria-valuenow", String(Math.round(100 * share)));
  }

  /** @type {(peak: number, elapsedS: number) => void} */
  function onBlock(peak, elapsedS) {
    showLevel(peak);
    time.textContent = clock(elapsedS);
    if (elapsedS >= LONGEST_S) stop();
  }

  async function start() {
    show("starting");
    note.textContent = "";
    time.textContent = clock(0);
    try {
      recording = await startRecording({ onBlock, onEnded: stop });
      show("recording");
      announce(t.recorder.recording);
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      note.textContent = TROUBLE[name]?.() ?? t.recorder.unsupported;
      show("idle");
    }
  }

  async function stop() {
    if (recording === null) return;
    const { stop: finish } = recording;
    recording = null;
    show("stopping");
    const { samples, sampleRate } = await finish();
    show("idle");
    onRecorded(samples, sampleRate);
  }

  button.addEventListener("click", ({ detail: clicks }) => {
    if (clicks > 1) return; // the second half of a double click
    if (panel.dataset.state === "idle") start();
    else if (panel.dataset.state === "recording") stop();
  });
}
