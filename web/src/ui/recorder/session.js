/** One recording, from the open source to its WAV file, with its verdicts on the way. */

import { startRecording } from "../../recorder.js";
import { createLive } from "../../recording/live.js";
import { keepAwake } from "./awake.js";

/** @typedef {import("../../side-worker.js").Loan} Loan */
/** @typedef {Awaited<ReturnType<typeof startSession>>} Session */

/**
 * @typedef {object} Options
 * @property {import("../../types").Spec} spec
 * @property {() => Loan} borrow the worker that judges on the way
 * @property {(block: Float32Array, elapsedS: number) => void} onBlock
 * @property {(verdicts: import("../../recording/live.js").Live) => void} onVerdict
 * @property {() => void} onEnded the source is gone
 */

/**
 * @param {MediaStream} stream
 * @param {Options} options
 */
export async function startSession(stream, { spec, borrow, onBlock, onVerdict, onEnded }) {
  let elapsedS = 0;
  let isOver = false;
  /** @type {ReturnType<typeof createLive> | null} */
  let live = null;
  const recording = await startRecording(stream, {
    onEnded,
    onBlock(block, seconds) {
      elapsedS = seconds;
      live?.add(block);
      onBlock(block, seconds);
    },
  });
  const loan = borrow();
  live = createLive({
    sampleRate: recording.sampleRate,
    spec,
    classify: (samples, sampleRate) => loan.call("classify", [samples, sampleRate]),
    onVerdict: (verdicts) => !isOver && onVerdict(verdicts),
  });
  const mayRest = keepAwake();

  function end() {
    isOver = true;
    live = null;
    loan.giveBack();
    mayRest();
  }

  return {
    get elapsedS() {
      return elapsedS;
    },
    get isPaused() {
      return recording.isPaused;
    },
    /** @param {boolean} isPaused what comes meanwhile is left out */
    pause(isPaused) {
      recording.isPaused = isPaused;
    },
    /** @returns {Promise<Blob>} a WAV file */
    async stop() {
      end();
      return recording.stop();
    },
    discard() {
      end();
      recording.discard();
    },
  };
}
