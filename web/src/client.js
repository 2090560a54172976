/** The page's end of the worker: calls in, promises out. */

import { AudioError, aborted } from "./errors.js";

/** @typedef {import("./types").Options} Options */

/**
 * Start a worker from its source. A blob: URL is the one kind that works from disk.
 *
 * @param {string} source
 */
function startWorker(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

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
 * @returns {(name: string, args: any[], options?: Options) => Promise<any>} calls are answered one
 *   after the other; a cancelled one rejects at once
 */
export function startClient(source) {
  const worker = startWorker(source);
  /** @type {Map<number, { resolve: Function, reject: Function, onProgress?: Function }>} */
  const calls = new Map();
  let lastId = 0;

  worker.onmessage = async ({ data: { id, value, error, progress, ask } }) => {
    const call = calls.get(id);
    if (progress !== undefined) call?.onProgress?.(progress);
    else if (error !== undefined) call?.reject(revive(error));
    else if (ask === undefined) call?.resolve(value);
    else {
      const answer = await decodeAudioData(ask).catch(() => undefined);
      worker.postMessage({ id, answer });
    }
  };
  worker.onerror = (event) => {
    for (const call of calls.values()) call.reject(new Error(event.message));
  };

  return (name, args, { signal, onProgress } = {}) => {
    const id = ++lastId;
    const cancel = () => {
      worker.postMessage({ id, abort: true });
      calls.get(id)?.reject(aborted());
    };
    /** @type {Promise<any>} */
    const promise = new Promise((resolve, reject) => {
      if (signal?.aborted) throw aborted();
      calls.set(id, { resolve, reject, onProgress });
      signal?.addEventListener("abort", cancel, { once: true });
      worker.postMessage({ id, call: name, args });
    });
    const settled = () => {
      calls.delete(id);
      signal?.removeEventListener("abort", cancel);
    };
    promise.then(settled, settled);
    return promise;
  };
}
