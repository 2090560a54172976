/** When a worker asks others for help. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createCrew } from "../../web/src/crew.js";

/** Batches of a clip until help is called; 0 for never. */
async function calledAt(batches) {
  let at = 0;
  let judged = 0;
  const crew = createCrew(
    async () => {
      judged++;
      return [];
    },
    () => {
      assert.equal(at, 0, "called once");
      at = judged + 1;
    },
  );
  for (let i = 1; i <= batches; i++) await crew.judge([], i / batches);
  assert.equal(judged, batches);
  return at;
}

test("a clip that is seen to be long calls for help at its first batch", async () => {
  assert.equal(await calledAt(24), 1);
  assert.equal(await calledAt(900), 1);
});

test("one that is not, when it has gone on for long", async () => {
  assert.equal(await calledAt(23), 12);
  assert.equal(await calledAt(12), 12);
});

test("a short one never", async () => {
  assert.equal(await calledAt(11), 0);
});
