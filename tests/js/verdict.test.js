import assert from "node:assert/strict";
import { test } from "node:test";
import { toLogOdds, toProbability } from "../../web/src/verdict.js";

const p = /** @type {import("../../web/src/types").VerdictParams} */ ({ floor: 0.125 });

test("the log-odds are those of the probability, backwards", () => {
  for (const logit of [-14, -1.3, 0, 1.3, 14]) {
    assert.ok(Math.abs(toLogOdds(toProbability(logit, p), p) - logit) < 1e-6);
  }
});

test("a fake is never less probable than the floor", () => {
  assert.equal(toProbability(-1000, p), 0.125);
  assert.equal(toProbability(0, p), 0.5625);
  assert.equal(toProbability(1000, p), 1);
});

test("the log-odds of certainty are finite", () => {
  assert.ok(Math.abs(toLogOdds(0.125, p) + toLogOdds(1, p)) < 1e-6);
  assert.equal(toLogOdds(0, p), toLogOdds(0.125, p));
  assert.ok(toLogOdds(1, p) > 20 && toLogOdds(1, p) < 21);
});
