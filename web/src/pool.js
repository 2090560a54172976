/**
 * The page's end of the workers: calls in, promises out.
 *
 * Of many files each worker takes one at a time; a worker with a long one gets those that are idle
 * as helpers, see crew.js. Each has its own wasm instance: pages from disk have no shared memory.
 */

import { brokeDown, Call, revive } from "./call.js";
import { decodeAudioData } from "./decode-audio-data.js";
import { aborted } from "./errors.js";
import { link, unlink } from "./helpers.js";
import { readFor } from "./mend-blobs.js";
import { scriptUrl } from "./trusted.js";
import { heard, watch } from "./watchdog.js";

/** How long a cancelled call may go on before its worker is replaced by a new one. */
const PATIENCE_MS = 1000;

/** More workers than this gain little, and each takes memory for a network of its own. */
const MOST_WORKERS = 4;

/** @typedef {import("./types").Options} Options */
/** @typedef {import("./helpers.js").Slot} Slot */

/**
 * @param {string} source of the worker
 * @param {import("./types").Artefact} artefact
 * @param {number} [most] so many workers
 * @returns {{
 *   ready: Promise<import("./types").Ready>,
 *   call: (name: string, args: any[], options?: Options) => Promise<any>,
 *   end: () => void
 * }} a cancelled call rejects at once; after `end` nothing answers any more
 */
export function startPool(source, artefact, most = MOST_WORKERS) {
  // A blob: URL is the one kind of worker that starts from disk.
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  let size = Math.max(1, Math.min(most, navigator.hardwareConcurrency));
  /** @type {Slot[]} */
  const slots = [];
  /** @type {Call[]} */
  const waiting = [];

  /**
   * Put a worker into a new slot, or into that of a broken one.
   *
   * @param {Slot} [broken]
   * @param {Call} [load] which a broken one did not end
   */
  function start(broken, load = new Call("load", [artefact])) {
    const worker = new Worker(scriptUrl(url));
    const fresh = { worker, wantsHelp: false, helpers: new Map(), isAsking: false, ...heard() };
    const slot = Object.assign(broken ?? { current: null }, fresh);
    if (broken === undefined) slots.push(slot);
    worker.onmessage = ({ data }) => slot.worker === worker && onMessage(slot, data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (slot.worker === worker) breakDown(slot, new Error(event.message));
    };
    run(slot, load);
    if (load.tries === 1) load.promise.catch((error) => close(slot, error));
    return load.promise;
  }

  /** Nothing is waited for that can't be sent. @param {Slot} slot @param {Call} call */
  function run(slot, call) {
    try {
      call.send(slot.worker);
      Object.assign(slot, { current: call, ...heard() });
    } catch (error) {
      call.reject(/** @type {Error} */ (error));
    }
    return slot.current === call;
  }

  /** Do without a worker that did not load. @param {Slot} slot @param {Error} error */
  function close(slot, error) {
    slot.worker.terminate();
    slots.splice(slots.indexOf(slot), 1);
    size = Math.max(1, slots.length);
    if (slots.length === 0) for (const call of waiting.splice(0)) call.reject(error);
  }

  /** Give idle workers something to do, and start another if there is more. */
  function dispatch() {
    const idle = slots.filter((slot) => slot.current === null);
    while (waiting.length > 0 && idle.length > 0) {
      if (run(idle[0], /** @type {Call} */ (waiting.shift()))) idle.shift();
    }
    const owners = slots.filter((slot) => slot.wantsHelp);
    for (const owner of owners) for (const helper of idle) link(owner, helper);
    const isStarting = slots.some((slot) => slot.current?.name === "load");
    const isShort = waiting.length + owners.length > 0;
    if (isShort && !isStarting && slots.length < size) start();
  }

  /** @param {Slot} slot whose call is over */
  function free(slot) {
    Object.assign(slot, { current: null, wantsHelp: false, helpers: new Map() });
    dispatch();
  }

  /** @param {Slot} slot */
  function replace(slot) {
    slot.worker.terminate();
    unlink(slots, slot);
    start(slot).catch(() => {});
  }

  /** @param {Slot} slot @param {Call} load @param {Error} error */
  function loadAgain(slot, load, error) {
    if (!load.mayRetry) return load.reject(error);
    slot.worker.terminate();
    start(slot, load);
  }

  /** A worker can't be trusted any more. @param {Slot} slot @param {Error} error */
  function breakDown(slot, error) {
    const call = slot.current;
    if (call?.name === "load") return loadAgain(slot, call, error);
    if (call?.mayRetry) waiting.unshift(call);
    else call?.reject(call.isJob ? brokeDown() : error);
    replace(slot);
  }

  /** Replace those who may keep a worker waiting. @param {Slot} owner */
  function replaceHelpers(owner) {
    for (const helper of [...owner.helpers.values()]) if (helper.current === null) replace(helper);
  }

  /** @param {Slot} slot @param {any} message */
  async function onMessage(slot, { value, error, progress, window, ask, wantsHelp, read, port }) {
    const { worker, current } = slot;
    Object.assign(slot, heard());
    if (current === null) return;
    if (progress !== undefined) return current.tellProgress(progress);
    if (window !== undefined) return current.tellWindow(window);
    if (read !== undefined) return readFor(read, port);
    if (ask !== undefined) {
      slot.isAsking = true;
      const answer = await decodeAudioData(ask).catch(() => null);
      slot.isAsking = false;
      return worker.postMessage({ answer });
    }
    if (wantsHelp) {
      slot.wantsHelp = true;
      return dispatch();
    }
    const failure = error === undefined ? null : revive(error);
    if (failure === null) current.resolve(value);
    else if (failure.name === "Error" && current.isJob) return breakDown(slot, failure);
    else current.reject(failure);
    free(slot);
  }

  /** @param {Call} call */
  function cancel(call) {
    call.cancel();
    if (waiting.includes(call)) waiting.splice(waiting.indexOf(call), 1);
    const slot = slots.find(({ current }) => current === call);
    slot?.worker.postMessage({ abort: true });
    setTimeout(() => slot?.current === call && replace(slot), PATIENCE_MS);
  }

  /** @type {(name: string, args: any[], options?: Options) => Promise<any>} */
  async function call(name, args, options = {}) {
    if (options.signal?.aborted) throw aborted();
    const entry = new Call(name, args, options);
    const onAbort = () => cancel(entry);
    options.signal?.addEventListener("abort", onAbort);
    waiting.push(entry);
    dispatch();
    return entry.promise.finally(() => options.signal?.removeEventListener("abort", onAbort));
  }

  const unwatch = watch(slots, replaceHelpers, (slot) => breakDown(slot, brokeDown()));

  function end() {
    unwatch();
    for (const { worker } of slots.splice(0)) worker.terminate();
    URL.revokeObjectURL(url);
  }

  return { ready: start(), call, end };
}
