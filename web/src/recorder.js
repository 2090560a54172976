/** The microphone's samples, raw: no echo canceller, noise gate or gain control has touched them. */

import workletSource from "bundle:./recorder-worklet.js";
import { concatenate } from "./arrays.js";

/** A data: URL is the one kind of audio worklet that loads from disk. */
const WORKLET_URL = `data:text/javascript,${encodeURIComponent(workletSource)}`;

const CONSTRAINTS = {
  audio: {
    channelCount: 1,
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
  },
};

/**
 * @typedef {object} Recording
 * @property {() => Promise<{ samples: Float32Array, sampleRate: number }>} stop gives back the
 *   microphone and resolves to mono samples at its own rate
 */

/**
 * Ask for the microphone and record.
 *
 * @param {object} options
 * @param {(peak: number, elapsedS: number) => void} options.onBlock called about 20 times a second
 *   with the block's peak, full scale 1
 * @param {() => void} options.onEnded the microphone was unplugged or taken away
 * @returns {Promise<Recording>}
 * @throws {DOMException} as getUserMedia: NotAllowedError, NotFoundError, NotReadableError, ...
 */
export async function startRecording({ onBlock, onEnded }) {
  const stream = await navigator.mediaDevices.getUserMedia(CONSTRAINTS);
  const [track] = stream.getAudioTracks();
  const context = new AudioContext({ sampleRate: track.getSettings().sampleRate });
  const release = () => {
    track.stop();
    return context.close();
  };
  try {
    await context.audioWorklet.addModule(WORKLET_URL);
    await context.resume();
  } catch (error) {
    await release();
    throw error;
  }
  const { sampleRate } = context;
  const node = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0 });
  /** @type {Float32Array[]} */
  const blocks = [];
  let n = 0;
  const finished = new Promise((resolve) => {
    node.port.onmessage = ({ data: block }) => {
      if (block === null) return resolve(null);
      blocks.push(block);
      n += block.length;
      onBlock(peakOf(block), n / sampleRate);
    };
  });
  track.onended = onEnded;
  context.createMediaStreamSource(stream).connect(node);
  return {
    async stop() {
      node.port.postMessage("stop");
      await finished;
      await release();
      return { samples: concatenate(blocks), sampleRate };
    },
  };
}

/** @type {(block: Float32Array) => number} */
const peakOf = (block) => block.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
