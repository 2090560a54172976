/**
 * Runs a reader on damaged input, again and again. `FUZZ_RUNS=100000 npm test` is the long run,
 * whose inputs are others than those of the short one.
 *
 * Guided by coverage: an input that reaches code which none before it reached is damaged further.
 * Input number `i` comes from the seed that a failure names and from those that were kept until
 * then, so a failure shows its bytes, too. `FUZZ_FIRST` is the first number, for a run in parts.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { AudioError } from "../../web/src/errors.js";
import { startCoverage } from "./coverage.js";
import { random } from "./inputs.js";
import { damaged } from "./mutations.js";

const SHORT = 2000;
const RUNS = Number(process.env.FUZZ_RUNS ?? SHORT);
const FIRST = Number(process.env.FUZZ_FIRST ?? (RUNS === SHORT ? 0 : 1_000_000));

/** Longest that one input may take: a damaged file of 12 kB is read in a few milliseconds. */
const MOST_MS = 20_000;

/** Memory that one input of at most some kilobytes may ask for, even if it does not use it. */
const MOST_MEMORY = 256 * 1024 * 1024;

/** A loop without end lets no timer run, so another thread watches. */
const WATCH = `
const { workerData: { seed, name, ms } } = require("node:worker_threads");
let last = -1;
setInterval(() => {
  const now = Atomics.load(seed, 0);
  if (now === last) {
    require("node:fs").writeSync(2, \`\${name}: input \${now} hangs\\n\`);
    process.kill(process.pid, "SIGKILL");
  }
  last = now;
}, ms);
`;

/**
 * @param {string} name of the test
 * @param {Uint8Array[]} seeds what is damaged
 * @param {(data: Uint8Array) => Promise<void> | void} read throws what is wrong; an AudioError, for
 *   which the page has a sentence, is not
 */
export function fuzz(name, seeds, read) {
  test(`${name}, ${RUNS} damaged inputs`, async (t) => {
    const seed = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { seed, name, ms: MOST_MS };
    const watch = new Worker(WATCH, { eval: true, workerData });
    const coverage = await startCoverage();
    const kept = [...seeds];
    try {
      for (const data of seeds) await attempt(read, data, -1);
      await coverage.reached();
      for (seed[0] = FIRST; seed[0] < FIRST + RUNS; Atomics.add(seed, 0, 1)) {
        const data = damaged(kept, random(seed[0]));
        await attempt(read, data, seed[0]);
        if ((await coverage.reached()) > 0) kept.push(data);
      }
      t.diagnostic(`${kept.length - seeds.length} inputs reached something new`);
    } finally {
      coverage.end();
      await watch.terminate();
    }
  });
}

/** @type {(read: (data: Uint8Array) => any, data: Uint8Array, seed: number) => Promise<void>} */
async function attempt(read, data, seed) {
  const before = process.memoryUsage().arrayBuffers;
  try {
    await read(data);
  } catch (error) {
    if (!(error instanceof AudioError)) {
      const bytes = Buffer.from(data).toString("base64");
      throw new Error(`input ${seed}: ${error.stack}\n${bytes}`);
    }
  }
  const used = process.memoryUsage().arrayBuffers - before;
  assert.ok(used < MOST_MEMORY, `input ${seed} of ${data.length} bytes took ${used} bytes`);
}
