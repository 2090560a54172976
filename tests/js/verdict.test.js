import assert from "node:assert/strict";
import { test } from "node:test";
import { logOdds, sigmoid } from "../../web/src/verdict.js";

test("the log-odds are the sigmoid, backwards", () => {
  for (const p of [1e-6, 0.21, 0.5, 0.79, 1 - 1e-6]) {
    assert.ok(Math.abs(sigmoid(logOdds(p)) - p) < 1e-12);
  }
});

test("the log-odds of certainty are finite", () => {
  assert.ok(Math.abs(logOdds(0) + logOdds(1)) < 1e-6);
  assert.ok(logOdds(1) > 20 && logOdds(1) < 21);
});
