/** Recording a microphone, a tab or the screen: from the first press to a file to be judged. */

import { labelOf } from "../../band.js";
import {
  alterations,
  hasMicrophone,
  hasScreenSound,
  openMicrophone,
  openScreen,
} from "../../recording/sources.js";
import { clock, list } from "../../strings/format.js";
import { t } from "../../strings/index.js";
import { announce } from "../announcer.js";
import { element, icon, keepingFocus } from "../dom.js";
import { live, refresh } from "../live.js";
import { stamp } from "../save.js";
import { createDeviceChoice } from "./devices.js";
import { createDiscardButton } from "./discard.js";
import { createLiveView } from "./live-view.js";
import { createMeter } from "./meter.js";
import { recordingFile } from "./save.js";
import { startSession } from "./session.js";
import { trouble } from "./trouble.js";

const LONGEST_S = 600;

/** @typedef {"microphone" | "screen"} Source */
/** @typedef {"idle" | "starting" | "recording" | "paused" | "stopping"} State */

/**
 * @param {object} options
 * @param {HTMLElement} options.panel
 * @param {() => Promise<Pick<import("./session.js").Options, "spec" | "borrow">>} options.model comes
 *   later
 * @param {(file: File) => void} options.onRecorded
 */
export function startRecorderPanel({ panel, model, onRecorded }) {
  /** @type {State} */
  let state = "idle";
  /** @type {import("./session.js").Session | null} */
  let session = null;
  let announced = "";
  let say = () => "";
  let sayRaw = () => "";

  const isOn = () => state === "recording" || state === "paused";
  const record = button("record-button", () => (isOn() ? t.recorder.stop : t.recorder.record));
  record.className = "record-button";
  const listen = button("listen-button", () => t.recorder.listen);
  const pause = button("pause-button", () =>
    state === "paused" ? t.recorder.resume : t.recorder.pause,
  );
  const discard = createDiscardButton(() => session?.elapsedS ?? 0, throwAway);
  const devices = createDeviceChoice();
  const meter = createMeter();
  const liveView = createLiveView();
  const time = element("span", { id: "record-time", class: "time", role: "timer" });
  const raw = element("p", { class: "record-raw" }, () => sayRaw());
  const note = element("p", { id: "record-note", class: "record-note", role: "alert" }, () =>
    say(),
  );
  const level = element("div", { class: "record-state" }, time, meter.node);
  const whenOn = element("div", { class: "record-on" }, level, liveView.node, raw);
  const buttons = element("div", { class: "record-buttons" }, record, listen, pause, discard);
  panel.append(buttons, devices.node, whenOn, note);
  live(panel, () => panel.setAttribute("aria-label", t.recorder.record));
  panel.setAttribute("role", "group");

  /** @param {State} next */
  function show(next) {
    state = next;
    panel.dataset.state = next;
    const isBusy = next === "starting" || next === "stopping";
    for (const node of [record, listen]) node.setAttribute("aria-disabled", String(isBusy));
    record.firstElementChild?.replaceWith(icon(isOn() ? "icon-stop" : "icon-mic"));
    pause.firstElementChild?.replaceWith(icon(next === "paused" ? "icon-mic" : "icon-pause"));
    const change = () => {
      for (const node of [pause, discard, whenOn]) node.hidden = !isOn();
      listen.hidden = isOn() || !hasScreenSound();
    };
    keepingFocus(change, [pause, discard, listen], () => record);
    refresh(panel);
  }

  /** @param {() => string} [sentence] */
  function tell(sentence = () => "") {
    say = sentence;
    refresh(note);
  }

  /** Back to the beginning, with what there is to say. @param {() => string} [sentence] */
  function reset(sentence) {
    session = null;
    announced = "";
    time.textContent = clock(0);
    meter.clear();
    liveView.clear();
    show("idle");
    tell(sentence);
  }

  /** @param {Source} source */
  async function start(source) {
    tell();
    if (!hasMicrophone()) return tell(() => t.recorder.insecure);
    show("starting");
    /** @type {MediaStream | null} */
    let stream = null;
    try {
      // First of all: nothing may listen while this is waited for.
      const loaded = await model();
      stream = await (source === "screen" ? openScreen() : openMicrophone(devices.deviceId));
      session = await startSession(stream, {
        ...loaded,
        onBlock,
        onVerdict,
        onEnded: () =>
          finish(() => (source === "screen" ? t.recorder.sharingEnded : t.recorder.unplugged)),
      });
      watch(stream.getAudioTracks()[0], source);
      show("recording");
      announce(t.recorder.recording);
      devices.update();
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      reset(() => trouble(/** @type {Error} */ (error), source));
    }
  }

  /** Say what is done to the sound, and when it is muted. @type {(track: MediaStreamTrack, source: Source) => void} */
  function watch(track, source) {
    const left = alterations(track);
    sayRaw = () =>
      left.length === 0
        ? t.recorder.raw
        : t.recorder.altered(list(left.map((name) => t.recorder[name])));
    track.onmute = () =>
      tell(() => (source === "screen" ? t.recorder.sharedMuted : t.recorder.muted));
    track.onunmute = () => tell();
  }

  /** @type {(block: Float32Array, elapsedS: number) => void} */
  function onBlock(block, elapsedS) {
    time.textContent = clock(elapsedS);
    meter.add(block);
    if (elapsedS >= LONGEST_S) finish(() => t.recorder.longest);
  }

  /** Tell screen readers when the running verdict has become another. */
  /** @param {import("../../recording/live.js").Live} verdicts */
  function onVerdict(verdicts) {
    liveView.show(verdicts);
    const { p_fake } = verdicts.soFar;
    if (p_fake === null) return;
    const verdict = t.verdicts[labelOf({ ...verdicts.last, p_fake })];
    if (verdict !== announced) announce(`${t.recorder.soFar}: ${verdict}`);
    announced = verdict;
  }

  /** Stop and hand over what was recorded. @param {() => string} [why] it ended by itself */
  async function finish(why) {
    if (!isOn() || session === null) return;
    show("stopping");
    const wav = await session.stop();
    reset(why);
    onRecorded(recordingFile(wav, t.recorder.fileName(stamp(new Date()))));
  }

  function throwAway() {
    session?.discard();
    reset();
    announce(t.recorder.discarded);
    record.focus();
  }

  function togglePause() {
    if (session === null) return;
    session.pause(!session.isPaused);
    meter.clear();
    show(session.isPaused ? "paused" : "recording");
    announce(session.isPaused ? t.recorder.paused : t.recorder.recording);
  }

  // The second half of a double click does nothing; nor does a press while something is under way.
  const onPress = (/** @type {HTMLElement} */ node, /** @type {() => void} */ act) =>
    node.addEventListener("click", ({ detail: clicks }) => {
      if (clicks <= 1 && node.getAttribute("aria-disabled") !== "true") act();
    });
  onPress(record, () => (isOn() ? finish() : start("microphone")));
  onPress(listen, () => start("screen"));
  onPress(pause, togglePause);
  addEventListener("beforeunload", (event) => isOn() && event.preventDefault());
  reset();
}

/** @type {(id: string, say: () => string) => HTMLButtonElement} */
const button = (id, say) =>
  element(
    "button",
    { id, class: "quiet", type: "button" },
    icon("icon-screen"),
    element("span", {}, say),
  );
