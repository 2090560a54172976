/** A call to a worker, from the page's side: what it asks, and what it has told so far. */

import { AudioError, aborted } from "./errors.js";
import en from "./strings/en.js";

const JOBS = ["classify", "classifyFile"];

/** Calls that are tried once more if their worker breaks down. */
const RETRIED = ["load", ...JOBS];

/** Calls that tell how far they are, or take seconds, so that one that is silent hangs. */
const WATCHED = [...RETRIED, "inspect"];

/** The error of a call whose worker broke down each time. */
export const brokeDown = () => new AudioError("broke_down", en.failures.broke_down);

/** @param {{ name: string, message: string, code: string | null }} error of a worker */
export function revive({ name, message, code }) {
  if (code !== null) return new AudioError(code, message);
  return name === "AbortError" ? aborted() : new Error(message);
}

export class Call {
  /**
   * @param {string} name
   * @param {any[]} args
   * @param {import("./types").Options} [options]
   */
  constructor(name, args, options = {}) {
    this.name = name;
    this.args = args;
    this.options = options;
    this.isJob = JOBS.includes(name);
    this.isWatched = WATCHED.includes(name);
    this.isCancelled = false;
    this.tries = 0;
    this.done = 0;
    this.windows = 0;
    this.windowsBefore = 0;
    /** @type {(value: any) => void} */
    this.resolve = () => {};
    /** @type {(error: Error) => void} */
    this.reject = () => {};
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** @param {Worker} worker */
  send(worker) {
    this.tries++;
    this.windowsBefore = this.windows;
    this.windows = 0;
    worker.postMessage({ call: this.name, args: this.args });
  }

  /** Whether it is worth another worker. */
  get mayRetry() {
    return RETRIED.includes(this.name) && !this.isCancelled && this.tries < 2;
  }

  /** Progress, which never goes back, not even in a second try. @param {number} fraction */
  tellProgress(fraction) {
    if (this.isCancelled || fraction < this.done) return;
    this.done = fraction;
    this.options.onProgress?.(fraction);
  }

  /** A judged window, unless it was told in the first try. @param {any} window */
  tellWindow(window) {
    this.windows++;
    if (this.isCancelled || this.windows <= this.windowsBefore) return;
    this.options.onWindow?.(window);
  }

  cancel() {
    this.isCancelled = true;
    this.reject(aborted());
  }
}
