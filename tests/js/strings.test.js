/** The page speaks whatever the browser's languages are called. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { number } from "../../web/src/strings/format.js";
import * as strings from "../../web/src/strings/index.js";

/** @type {[string, string[], string, string][]} code, what the browser says, locale, one half */
const CASES = [
  ["", ["en-US@posix"], "en-US", "0.5"],
  ["", ["C", "de_AT.UTF-8", "fr"], "de-AT", "0,5"],
  ["", ["nl", "FR-ca"], "FR-ca", "0,5"],
  ["", [], "en", "0.5"],
  ["de", ["en-GB", "de_CH@euro"], "de-CH", "0.5"],
  ["fr", ["en-GB"], "fr", "0,5"],
];

for (const [code, wanted, locale, half] of CASES) {
  test(`${code || "any"} of ${wanted}`, () => {
    strings.speak(code, wanted);
    assert.equal(strings.locale, locale);
    assert.equal(strings.t, strings.LANGUAGES[locale.slice(0, 2).toLowerCase()]);
    assert.equal(number(0.5), half);
    assert.equal(number(0.5, { style: "percent" }).replace(/\s/, ""), "50%");
  });
}
