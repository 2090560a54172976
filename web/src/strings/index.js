/**
 * What the page says, in the language in use: `t.card.cancel`.
 *
 * `t` changes with the language, so read it when something is shown: give `element()` a function,
 * or use `live()`, and it is said anew by itself.
 */

import de from "./de.js";
import en from "./en.js";
import fr from "./fr.js";

/** @typedef {import("./en.js").Strings} Strings */

/** @type {Readonly<Record<string, Strings>>} */
export const LANGUAGES = { en, de, fr };

/** The strings in use. */
export let t = en;

/** Its language with the region, if any, that the browser prefers: "de-AT"; numbers follow it. */
export let locale = "en";

/**
 * Speak a language from now on.
 *
 * @param {string} code a key of `LANGUAGES`; "" for the first of `wanted` that is there
 * @param {readonly string[]} wanted such as `navigator.languages`
 */
export function speak(code, wanted) {
  const language = (/** @type {string} */ tag) => tag.split("-")[0].toLowerCase();
  // Some systems tell of "en-US@posix" or "de_DE.UTF-8", which Intl does not take.
  const clean = wanted.map((tag) => tag.split(/[@.]/)[0].replaceAll("_", "-"));
  const tags = clean.filter((tag) =>
    code === "" ? language(tag) in LANGUAGES : language(tag) === code,
  );
  locale = tags[0] ?? (code || "en");
  t = LANGUAGES[language(locale)];
}

/**
 * The string at a path such as "input.drop", as the markup names it.
 *
 * @param {string} path
 * @returns {string}
 */
export function stringAt(path) {
  return path.split(".").reduce((at, key) => /** @type {any} */ (at)[key], /** @type {any} */ (t));
}
