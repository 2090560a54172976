/** The settings: sensitivity, window hop, theme, language; kept on the device, reset in one click. */

import { bandFor } from "../band.js";
import { CHOICES, kept, prefer, preferences, resetPreferences } from "../preferences.js";
import { percent, probability, seconds } from "../strings/format.js";
import { LANGUAGES, t } from "../strings/index.js";
import { byId, element, icon, quietButton } from "./dom.js";
import { live, refresh } from "./live.js";

/** @typedef {import("../preferences.js").Preference} Preference */
/** @typedef {import("../types").Spec} Spec */

/**
 * @param {() => void} onChange called after every change, before it is shown
 * @returns {(spec: Spec) => void} offers what depends on the model, too
 */
export function startSettings(onChange) {
  const changed = () => {
    onChange();
    refresh();
  };
  const close = element("button", { type: "button", class: "remove" }, icon("icon-close"));
  live(close, () => close.setAttribute("aria-label", t.settings.close));
  const reset = quietButton(
    () => t.settings.reset,
    () => {
      resetPreferences();
      changed();
    },
  );
  const storage = element("p", { class: "hint", "data-testid": "storage" }, () =>
    kept ? t.settings.kept : t.settings.notKept,
  );
  const theme = radios("theme", changed);
  const dialog = element(
    "dialog",
    { id: "settings", class: "settings", "aria-labelledby": "settings-title", closedby: "any" },
    element(
      "header",
      {},
      element("h2", { id: "settings-title" }, () => t.page.settings),
      close,
    ),
    theme,
    languages(changed),
    element("footer", {}, reset, storage),
  );
  close.addEventListener("click", () => dialog.close());
  byId("settings-button").addEventListener("click", () => dialog.showModal());
  document.body.append(dialog);
  return (spec) =>
    theme.before(
      radios("sensitivity", changed, { hint: (value) => bandRates(spec, value) }),
      radios("hop", changed, { own: String(spec.window.hop / spec.sample_rate_hz) }),
    );
}

/**
 * @param {"sensitivity" | "hop" | "theme"} name
 * @param {() => void} changed
 * @param {object} [options]
 * @param {(value: string) => string} [options.hint] a line under a choice
 * @param {string} [options.own] the choice that is the default, if there is none of that name
 */
function radios(name, changed, { hint, own = "" } = {}) {
  const group = element("fieldset", { class: `choices choices-${name}` });
  group.append(element("legend", {}, () => t.settings[name].title));
  for (const value of CHOICES[name].filter((choice) => choice !== "" || own === "")) {
    const input = element("input", { type: "radio", name, value });
    live(input, () => {
      input.checked = (preferences[name] || own) === value;
    });
    input.addEventListener("change", () => {
      prefer(name, value === own ? "" : value);
      changed();
    });
    const label = element("span", { class: "choice-name" }, () => nameOf(name, value));
    const choice = element("label", { class: "choice" }, input, label);
    if (hint) choice.append(element("span", { class: "hint" }, () => hint(value)));
    group.append(choice);
  }
  return group;
}

/** @type {(name: "sensitivity" | "hop" | "theme", value: string) => string} */
function nameOf(name, value) {
  if (name === "hop") return seconds(Number(value), value === "0.5" ? 1 : 0);
  const names = /** @type {Record<string, string>} */ (t.settings[name]);
  return names[value === "" ? "standard" : value];
}

/** What the choice does, and its measured rates if there are any. @type {(spec: Spec, value: string) => string} */
function bandRates(spec, value) {
  const { real_below, fake_above, seen, unseen } = bandFor(spec, value);
  const meaning = value === "" ? "" : t.settings.meaning[/** @type {"misses"} */ (value)];
  const limits = `${meaning} ${t.settings.band(percent(real_below), percent(fake_above))}`;
  if (seen === undefined || unseen === undefined) return limits;
  const rates = t.settings.rates(
    probability(unseen.false_alarm_rate),
    probability(seen.miss_rate),
    probability(unseen.miss_rate),
    percent(unseen.decided),
  );
  return `${limits} ${rates}`;
}

/** @param {() => void} changed */
function languages(changed) {
  const select = element("select", { id: "language" });
  for (const value of CHOICES.language) {
    const name = () => LANGUAGES[value]?.language ?? t.settings.language.standard;
    select.append(element("option", { value, lang: value || false }, name));
  }
  live(select, () => {
    select.value = preferences.language;
  });
  select.addEventListener("change", () => {
    prefer("language", select.value);
    changed();
  });
  const label = element("label", { for: "language" }, () => t.settings.language.title);
  return element("div", { class: "choices" }, label, select);
}
