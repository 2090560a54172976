/** Which parts of the readers an input reaches, as V8 counts them. */

import { Session } from "node:inspector/promises";

/** The readers: the page's own and the library that finds packets. */
const READERS = /\/web\/src\/|\/mediabunny\//;

/**
 * Begin to count.
 *
 * @returns {Promise<{ reached: () => Promise<number>, end: () => void }>} `reached` says how many
 *   stretches of code have run since it was last asked that had never run before
 */
export async function startCoverage() {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const known = new Set();
  return {
    async reached() {
      const before = known.size;
      const { result } = await session.post("Profiler.takePreciseCoverage");
      for (const { url, scriptId, functions } of result) {
        if (!READERS.test(url)) continue;
        for (const { startOffset, endOffset, count } of functions.flatMap((f) => f.ranges)) {
          if (count > 0) known.add(`${scriptId}:${startOffset}:${endOffset}`);
        }
      }
      return known.size - before;
    },
    end: () => session.disconnect(),
  };
}
