/** Who judges the windows of a clip: this worker, and on a long clip others that are idle. */

/** Batches after which a clip counts as long, and how many it may hold until it does at once. */
const LONG = 12;
const LONG_AT_ONCE = 2 * LONG;

/**
 * Batches that a helper has at a time: one to work on, and as many that wait as it can judge while
 * this worker judges one and decodes the next.
 */
const AHEAD = 4;

/** @typedef {import("./types").Judged} Judged */
/** @typedef {(windows: Float32Array[]) => Promise<Judged[]>} Judge */
/** @typedef {{ windows: Float32Array[], resolve: (judged: Judged[] | Promise<Judged[]>) => void }} Task */

/**
 * @typedef {object} Crew
 * @property {(windows: Float32Array[], share: number) => Promise<{ done: Promise<Judged[]> }>} judge
 *   the next batch, with which that share of the clip is read; resolves when another may come, its
 *   `done` when this one is judged
 * @property {(id: number, port: MessagePort) => void} add a helper at the other end of `port`
 * @property {(id: number) => void} lose a helper that will never answer
 * @property {() => void} dismiss all helpers
 */

/**
 * @param {Judge} judgeHere
 * @param {() => void} callForHelp is called once, if the clip is long, as soon as that shows
 * @returns {Crew}
 */
export function createCrew(judgeHere, callForHelp) {
  /** @type {Map<number, { port: MessagePort, tasks: Task[] }>} */
  const helpers = new Map();
  let batches = 0;
  let hasCalled = false;
  return {
    async judge(windows, share) {
      batches++;
      if (!hasCalled && (batches >= LONG || batches >= share * LONG_AT_ONCE)) {
        hasCalled = true;
        callForHelp();
      }
      const free = [...helpers.values()].find((helper) => helper.tasks.length < AHEAD);
      if (free === undefined) return { done: Promise.resolve(await judgeHere(windows)) };
      const done = new Promise((resolve) => free.tasks.push({ windows, resolve }));
      free.port.postMessage(windows);
      return { done };
    },
    add(id, port) {
      /** @type {Task[]} */
      const tasks = [];
      helpers.set(id, { port, tasks });
      port.onmessage = ({ data: judged }) => {
        const task = tasks.shift();
        task?.resolve(judged ?? judgeHere(task.windows));
      };
    },
    lose(id) {
      for (const { windows, resolve } of helpers.get(id)?.tasks ?? []) resolve(judgeHere(windows));
      helpers.delete(id);
    },
    dismiss() {
      for (const { port } of helpers.values()) port.close();
      helpers.clear();
    },
  };
}

/**
 * Judge what comes through `port`, for the crew at its other end.
 *
 * @param {MessagePort} port answers each batch in turn, with null where that failed
 * @param {Judge} judge
 */
export function lend(port, judge) {
  let last = Promise.resolve();
  port.onmessage = ({ data: windows }) => {
    last = last.then(async () => port.postMessage(await judge(windows).catch(() => null)));
  };
}
