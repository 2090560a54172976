/** A stream's samples as they are, into a WAV file. */

import workletSource from "bundle:./recorder-worklet.js";
import { wavHeader } from "./wav-header.js";

/** A data: URL is the one kind of audio worklet that loads from disk. */
const WORKLET_URL = `data:text/javascript,${encodeURIComponent(workletSource)}`;

/**
 * @typedef {object} Recording
 * @property {number} sampleRate of the source, in Hz
 * @property {boolean} isPaused what comes meanwhile is left out; may be set
 * @property {() => Promise<Blob>} stop gives the source back and resolves to a WAV file of 32-bit
 *   float: sample for sample what came, so that the file gets the very verdict of the recording
 * @property {() => void} discard gives the source back
 */

/**
 * Record a stream.
 *
 * @param {MediaStream} stream
 * @param {object} options
 * @param {(block: Float32Array, elapsedS: number) => void} options.onBlock called about 20 times a
 *   second with what was recorded
 * @param {() => void} options.onEnded the source was unplugged or taken away
 * @returns {Promise<Recording>}
 */
export async function startRecording(stream, { onBlock, onEnded }) {
  const [track] = stream.getAudioTracks();
  const context = new AudioContext({ sampleRate: track.getSettings().sampleRate });
  const release = () => {
    track.onended = null;
    track.stop();
    return context.close();
  };
  const { node, source } = await worklet(context, stream).catch(async (error) => {
    await release();
    throw error;
  });
  const { sampleRate } = context;
  /** @type {Float32Array<ArrayBuffer>[]} */
  const blocks = [];
  let n = 0;
  const finished = new Promise((resolve) => {
    node.port.onmessage = ({ data: block }) => {
      if (block === null) return resolve(null);
      if (recording.isPaused) return;
      blocks.push(block);
      n += block.length;
      onBlock(block, n / sampleRate);
    };
  });
  const recording = {
    sampleRate,
    isPaused: false,
    async stop() {
      node.port.postMessage("stop");
      await finished;
      await release();
      return new Blob([wavHeader(n, sampleRate), ...blocks], { type: "audio/wav" });
    },
    discard() {
      node.port.onmessage = null;
      release();
    },
  };
  track.onended = onEnded;
  source.connect(node);
  return recording;
}

/** @type {(context: AudioContext, stream: MediaStream) => Promise<{ node: AudioWorkletNode, source: AudioNode }>} */
async function worklet(context, stream) {
  await context.audioWorklet.addModule(WORKLET_URL);
  await context.resume();
  const source = context.createMediaStreamSource(stream);
  return { node: new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0 }), source };
}
