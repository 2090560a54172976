/** The page's end of the worker: calls in, promises out, one call at a time. */

import { AudioError, aborted } from "./errors.js";

/** How long a cancelled call may go on before its worker is replaced by a new one. */
const PATIENCE_MS = 1000;

/** @typedef {import("./types").Options} Options */
/** @typedef {{
 *   name: string,
 *   args: any[],
 *   resolve: (value: any) => void,
 *   reject: (error: Error) => void,
 *   onProgress?: (fraction: number) => void
 * }} Call */

/**
 * Decode at the native rate in the page, where WebCodecs lack a codec; workers have no audio API.
 *
 * @param {{ blob: Blob, sampleRate: number }} question
 * @returns {Promise<import("./types").Audio>}
 */
async function decodeAudioData({ blob, sampleRate }) {
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const buffer = await context.decodeAudioData(await blob.arrayBuffer());
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) =>
    buffer.getChannelData(channel),
  );
  return { channels, sampleRate };
}

/** @param {{ name: string, message: string, code: string | null }} error */
function revive({ name, message, code }) {
  if (code !== null) return new AudioError(code, message);
  return name === "AbortError" ? aborted() : new Error(message);
}

/**
 * @param {string} source of the worker
 * @param {import("./types").Artefact} artefact
 * @returns {{
 *   ready: Promise<import("./types").Ready>,
 *   call: (name: string, args: any[], options?: Options) => Promise<any>
 * }} a cancelled call rejects at once
 */
export function startClient(source, artefact) {
  // A blob: URL is the one kind of worker that starts from disk.
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  /** @type {Call[]} */
  const waiting = [];
  /** @type {Call | null} */
  let current = null;
  let worker = startWorker();

  function startWorker() {
    const started = new Worker(url);
    started.onmessage = onMessage;
    started.onerror = (event) => {
      current?.reject(new Error(event.message));
      restart();
    };
    return started;
  }

  /** @param {Call | null} call */
  function run(call) {
    current = call;
    if (call !== null) worker.postMessage({ call: call.name, args: call.args });
  }

  const runNext = () => run(waiting.shift() ?? null);

  function restart() {
    worker.terminate();
    worker = startWorker();
    run({ name: "load", args: [artefact], resolve() {}, reject() {} });
  }

  /** @param {MessageEvent} event */
  async function onMessage({ data: { value, error, progress, ask } }) {
    if (progress !== undefined) return current?.onProgress?.(progress);
    if (ask !== undefined) {
      const asking = worker;
      const answer = await decodeAudioData(ask).catch(() => null);
      return asking.postMessage({ answer });
    }
    if (error !== undefined) current?.reject(revive(error));
    else current?.resolve(value);
    runNext();
  }

  /** @param {Call} call */
  function cancel(call) {
    call.reject(aborted());
    call.onProgress = undefined;
    if (waiting.includes(call)) waiting.splice(waiting.indexOf(call), 1);
    if (current !== call) return;
    worker.postMessage({ abort: true });
    setTimeout(() => current === call && restart(), PATIENCE_MS);
  }

  /** @type {(name: string, args: any[], options?: Options) => Promise<any>} */
  function call(name, args, { signal, onProgress } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw aborted();
      const entry = { name, args, resolve, reject, onProgress };
      signal?.addEventListener("abort", () => cancel(entry), { once: true });
      waiting.push(entry);
      if (current === null) runNext();
    });
  }

  return { ready: call("load", [artefact]), call };
}
