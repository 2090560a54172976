/** What a person prefers, kept on the device if the browser lets the page; "" is the default. */

const KEY = "deepfake-audio-detection";

/** The values there are; the first is the default. A microphone may have any name. */
export const CHOICES = {
  language: ["", "en", "de", "fr"],
  theme: ["", "light", "dark"],
  sensitivity: ["", "false_alarms", "misses"],
  hop: ["", "0.5", "1", "2"],
};

/** @typedef {keyof typeof CHOICES} Choice */
/** @typedef {Choice | "microphone"} Preference */
/** @typedef {Record<Preference, string>} Preferences */

const NAMES = /** @type {Preference[]} */ ([...Object.keys(CHOICES), "microphone"]);

/** False if the browser refuses to keep anything: it then lasts until the page is closed. */
export let kept = true;

/** @type {Preferences} */
export const preferences = { language: "", theme: "", sensitivity: "", hop: "", microphone: "" };

/** @param {(storage: Storage) => void} use */
function withStorage(use) {
  try {
    use(localStorage);
  } catch {
    kept = false;
  }
}

/** @type {(text: string | null) => Partial<Preferences>} */
function parse(text) {
  try {
    return JSON.parse(text ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** @type {(name: Preference, value?: string) => boolean} */
const isPossible = (name, value) =>
  typeof value === "string" && (name === "microphone" || CHOICES[name].includes(value));

/** Read what was kept; what is not a choice counts as the default. */
export function loadPreferences() {
  withStorage((storage) => {
    const there = parse(storage.getItem(KEY));
    for (const name of NAMES) {
      const value = there[name];
      preferences[name] = (isPossible(name, value) && value) || "";
    }
  });
}

/** @type {(name: Preference, value: string) => void} */
export function prefer(name, value) {
  preferences[name] = value;
  withStorage((storage) => storage.setItem(KEY, JSON.stringify(preferences)));
}

/** Everything back to its default. */
export function resetPreferences() {
  for (const name of NAMES) preferences[name] = "";
  withStorage((storage) => storage.removeItem(KEY));
}
