/** The recordings that were handed over, and how far each of them is. Knows no page and no model. */

/**
 * @typedef {object} Source
 * @property {string} name as people know it
 * @property {string} path the name with the folders that it was chosen with
 * @property {Blob | null} blob the file's bytes; null for what is no file
 * @property {(options: import("./types").Options) => Promise<import("./types").Result>} classify
 */

/**
 * @typedef {Source & {
 *   id: number,
 *   batch: number,
 *   size: number | null,
 *   state: "waiting" | "busy" | "done" | "error" | "cancelled",
 *   progress: number,
 *   result: import("./types").Result | null,
 *   error: string | null,
 *   errorCode: string | null,
 *   judgedAt: Date | null,
 *   hopS: number | undefined
 * }} Item sources that were added together share a `batch`; later ones have larger numbers. `size` is
 *   that of the blob in bytes when it was added: a browser tells a file that changed since by it
 */

/** @typedef {ReturnType<typeof createQueue>} Queue */

/** @type {(item: Item) => boolean} */
export const isPending = ({ state }) => state === "waiting" || state === "busy";

/** @type {(item: Item) => boolean} */
export const hasFailed = ({ state }) => state === "error" || state === "cancelled";

const FRESH = {
  state: "waiting",
  progress: 0,
  result: null,
  error: null,
  errorCode: null,
  judgedAt: null,
};

/**
 * First come, first judged.
 *
 * @param {object} options
 * @param {number} options.atOnce so many are handed over at a time; the rest waits here
 * @param {() => number | undefined} options.hop seconds from window to window, see `Options.hopS`
 * @param {() => void} options.onChange called after every change of the items
 */
export function createQueue({ atOnce, hop, onChange }) {
  /** @type {Item[]} */
  const items = [];
  /** @type {Map<Item, AbortController>} */
  const running = new Map();
  let lastId = 0;
  let lastBatch = 0;

  /** @type {(item: Item, changes: Partial<Item>) => void} */
  function update(item, changes) {
    Object.assign(item, changes);
    onChange();
  }

  function startWaiting() {
    for (const item of items) {
      if (running.size >= atOnce) return;
      if (item.state === "waiting" && !running.has(item)) judge(item);
    }
  }

  /** @param {Item} item */
  async function judge(item) {
    const controller = new AbortController();
    running.set(item, controller);
    item.hopS = hop();
    // A cancelled item may be judged anew before its first call has come to its end.
    const isCurrent = () => running.get(item) === controller;
    /** @type {(changes: Partial<Item>) => void} */
    const settle = (changes) => {
      if (!isCurrent()) return;
      running.delete(item);
      update(item, { ...changes, judgedAt: new Date() });
      startWaiting();
    };
    try {
      const result = await item.classify({
        signal: controller.signal,
        hopS: item.hopS,
        onProgress: (progress) => isCurrent() && update(item, { state: "busy", progress }),
      });
      settle({ state: "done", result });
    } catch (thrown) {
      const { message, code } = /** @type {Error & { code?: string }} */ (thrown);
      settle({ state: "error", error: message, errorCode: code ?? null });
    }
  }

  /** @param {Item[]} some */
  function stop(some) {
    for (const item of some) {
      running.get(item)?.abort();
      running.delete(item);
    }
  }

  return {
    /** @type {readonly Item[]} in the order in which they came */
    items,
    /** @param {Source[]} sources */
    add(sources) {
      const batch = ++lastBatch;
      for (const source of sources) {
        const size = source.blob?.size ?? null;
        items.push(/** @type {Item} */ ({ ...source, ...FRESH, id: ++lastId, batch, size }));
      }
      onChange();
      startWaiting();
    },
    /** @param {readonly Item[]} some */
    cancel(some) {
      const pending = some.filter(isPending);
      stop(pending);
      for (const item of pending) update(item, { state: "cancelled" });
      startWaiting();
    },
    /** @param {readonly Item[]} some */
    retry(some) {
      for (const item of some.filter(hasFailed)) {
        update(item, /** @type {Partial<Item>} */ (FRESH));
      }
      startWaiting();
    },
    /** @param {readonly Item[]} some */
    remove(some) {
      const gone = new Set(some);
      stop([...gone]);
      const kept = items.filter((item) => !gone.has(item));
      items.splice(0, items.length, ...kept);
      onChange();
      startWaiting();
    },
  };
}
