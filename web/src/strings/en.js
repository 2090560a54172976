/**
 * English, the language that the others follow: `tsc` asks the same keys of them. What varies is an
 * argument, already formatted where it is a number. `reasons` and `errors` are the sentences of
 * training/messages.py, by code.
 *
 * @typedef {typeof en} Strings
 */

import { inside } from "./inside/en.js";
import { recorder } from "./recorder/en.js";

const en = {
  language: "English",
  page: {
    title: "Real voice or synthetic?",
    lead: "Hand over a recording, and a small neural network judges whether a person spoke it or a machine.",
    results: "Results",
    settings: "Settings",
    loading: "Loading the model…",
    notReady: "Not ready",
    modelMissing:
      "The model is missing: model/model.js did not load. Keep the whole folder together, with index.html in it.",
    cantStart: "This browser can’t run the model. A current Chrome, Edge, Firefox or Safari can.",
    /** @type {(backend: string, model: string) => string} */
    ready: (backend, model) => `Ready · ${backend} · model ${model}`,
    slow: "slow: WebAssembly is not available",
  },
  input: {
    label: "Recording to judge",
    drop: "Drop recordings here, or choose files",
    formats: "WAV, MP3, M4A, FLAC, Ogg, Opus, WebM",
    folder: "Choose a folder",
  },
  examples: {
    title: "Or try an example:",
    real: "A real voice",
    synthetic: "A synthetic voice",
    robot: "An old computer voice",
    licences: "Who speaks, and licences",
    missing: "The examples did not load: examples.js is missing beside index.html.",
  },
  recorder,
  inside,
  privacy: {
    promise: "Nothing leaves this page: the browser itself forbids it.",
    how: "How do I know?",
    policy:
      "This is the policy in force. It stands at the top of the page, before any script, and the browser holds the page to it: “connect-src 'none'” means that no code here may send or fetch anything.",
    offline: "Go offline and try again: disconnect from the network, then judge a recording.",
    isOffline: "You are offline now, and the page works all the same.",
    isOnline: "You are online now.",
    hash: "Every result shows the SHA-256 of the very bytes that were judged, so you can tell whether it is your file and an unchanged one.",
  },
  selfTest: {
    title: "Does it work as tested on this device?",
    intro:
      "One of the examples goes through every stage in this browser, and each is compared with what the reference implementation in Python made of it.",
    run: "Run the self-test",
    running: "Running…",
    missing: "The examples are missing: web/examples.js is not beside the page.",
    failed: "The self-test broke off. Reload the page and try again.",
    alike: "Identical to the reference in every stage, within what is allowed.",
    differs: (/** @type {string} */ stages) =>
      `Differs from the reference in: ${stages}. Do not trust verdicts on this device; try another browser.`,
    yes: "identical",
    no: "differs",
    other: "another length, or no number",
    columns: { stage: "Stage", result: "Result", distance: "Largest distance", allowed: "Allowed" },
    stages: {
      weights: "Model’s fingerprint (SHA-256)",
      decode: "Decoded samples",
      mono: "One channel of two",
      resample: "Resampled to 16 kHz",
      window: "Window of 2 s",
      spectrogram: "Spectrogram",
      features: "Both spectrograms",
      probabilities: "Network",
      p_fake: "Calibrated probability",
    },
  },
  card: {
    waiting: "Waiting…",
    listening: "Listening…",
    cancel: "Cancel",
    cancelled: "Cancelled.",
    retry: "Judge again",
    /** @type {(name: string) => string} */
    judging: (name) => `Judging ${name}`,
    /** @type {(name: string) => string} */
    remove: (name) => `Remove ${name}`,
  },
  verdicts: {
    real: "Likely a real voice",
    fake: "Likely synthetic",
    unsure: "Can’t tell",
  },
  sides: { real: "real", fake: "synthetic", unsure: "can’t tell" },
  list: {
    filter: "Show",
    filters: {
      all: "All",
      fake: "Synthetic",
      real: "Real",
      unsure: "Can’t tell",
      failed: "Not judged",
    },
    sort: "Sort by",
    sorts: {
      added: "Newest first",
      name: "Name",
      verdict: "Verdict",
      probability: "Probability of synthetic",
    },
    states: {
      waiting: "Waiting…",
      busy: "Listening…",
      error: "Could not be judged",
      cancelled: "Cancelled",
    },
    cancelAll: "Cancel all",
    retryAll: "Judge again what failed",
    clear: "Clear list",
    empty: "None of the recordings is like that.",
    progress: "Recordings judged",
    looking: "Looking into the folder…",
    noneFound: "No recordings were found there.",
    /** @type {(n: number) => string} */
    skipped: (n) =>
      n === 1
        ? "One file that is no recording was left out."
        : `${n} files that are no recordings were left out.`,
    /** @type {(names: string) => string} */
    unreadable: (names) => `Could not be read: ${names}.`,
    /** @type {(n: number) => string} */
    more: (n) => `${n} more`,
    /** @type {(name: string) => string} */
    cancelOne: (name) => `Cancel ${name}`,
    /** @type {(name: string) => string} */
    retryOne: (name) => `Judge ${name} again`,
    /** @type {(settled: number, all: number, length: string) => string} */
    settled: (settled, all, length) => `${settled} of ${all} judged · ${length} of sound`,
    /** @type {(all: number, fake: number, real: number, unsure: number, failed: number) => string} */
    allSettled: (all, fake, real, unsure, failed) =>
      `All ${all} recordings are done: ${fake} likely synthetic, ${real} likely real, ${unsure} can’t tell, ${failed} not judged.`,
  },
  exports: {
    csv: "Save as CSV",
    json: "Save as JSON",
  },
  report: {
    open: "Report",
    title: "Real voice or synthetic? Report on one recording",
    print: "Print or save as PDF",
    close: "Close",
    /** @type {(real: string, fake: string) => string} */
    band: (real, fake) => `(real below ${real}, synthetic from ${fake}, between them no answer)`,
    facts: "What was judged, and with what",
    windows: "Stretches judged",
    /** @type {(n: string, hop: string) => string} */
    every: (n, hop) => `${n}, one every ${hop}`,
    date: "Judged",
    version: "Software",
    reproduce: "How to get the same answer",
    /** @type {(version: string) => string} */
    how: (version) =>
      `With the file at hand and version ${version} of the software set up, compare the two SHA-256 and run:`,
    noFile:
      "This was recorded in the page. Save the recording as a file and judge that file: its report can be reproduced.",
  },
  result: {
    probability: "Probability that it is synthetic:",
    real: "Real",
    synthetic: "Synthetic",
    /** @type {(percent: string) => string} */
    over: (percent) => `over ${percent}`,
    /** @type {(percent: string) => string} */
    under: (percent) => `under ${percent}`,
    /** @type {(name: string, verdict: string, percent: string) => string} */
    announced: (name, verdict, percent) => `${name}: ${verdict}, ${percent} synthetic.`,
    /** Of the probability. @type {(percent: string) => string} */
    floor: (percent) =>
      `It never falls below ${percent}: some machines leave nothing to recognise.`,
    caution: "A hint, not proof: don’t decide anything that matters on this alone.",
  },
  rates: {
    title: "How often it is wrong on recordings like this",
    kinds: {
      clean: "Clean: full band, little noise.",
      compressed: "Compressed: an MP3, AAC, Opus or Vorbis file.",
      telephone: "Telephone: nothing above 5 kHz.",
      noisy: "Noisy.",
      distorted: "Distorted: recorded too loud.",
      short: "Short: less than two seconds.",
    },
    falseAlarms: "of real voices taken for synthetic",
    missedSeen: "of fakes missed, by engines it was trained on",
    missedUnseen: "of fakes missed, by engines it never heard",
    /** @type {(seen: string, unseen: string, decided: string, right: string) => string} */
    note: (seen, unseen, decided, right) =>
      `Measured on ${seen} test recordings with engines it was trained on and ${unseen} with engines it never heard, made to choose. Free to say “can’t tell”, it answered ${decided} of the latter, and ${right} of the answers were right.`,
  },
  facts: {
    title: "About this file",
    sha256: "SHA-256 of the file",
    hashing: "Computing…",
    noHash:
      "Cannot be computed here: the file is too large, has changed, or the page came over plain http.",
    noFile: "Recorded here: there is no file.",
    size: "Size",
    length: "Length",
    snr: "Loud over quiet parts",
    band: "Sound is heard",
    /** @type {(kilohertz: string) => string} */
    upTo: (kilohertz) => `up to ${kilohertz} kHz`,
    clipped: "Samples at the limit",
    model: "SHA-256 of the model",
  },
  remedies: {
    too_short: "Record or choose at least two seconds of speech.",
    silent: "Check that the right microphone or track was recorded, and speak closer to it.",
    no_speech: "Choose a part in which somebody speaks.",
    no_voice: "Choose a part in which somebody speaks, without music over it.",
    mostly_no_voice: "Choose the part in which somebody speaks, or cut out the rest.",
    undecided: "More seconds of the same voice often settle it.",
    noisy: "Record in a quiet room with soft furniture, a hand’s breadth from the mouth.",
    narrow_band:
      "Use the original recording instead of a call, or a voice message instead of a phone line.",
    clipped: "Record anew with less gain, or further from the microphone.",
    windows_disagree: "Look at the parts one by one: there may be more than one voice, or music.",
    missing: "Choose it again: it may have been moved or renamed.",
    not_a_file: "Use “Choose a folder” for folders.",
    unreadable: "Choose it again: it may have been moved, changed or locked by another program.",
    empty: "Copy or download it again: the transfer may have been cut off.",
    undecodable: "Convert it to WAV, FLAC or MP3, with Audacity or VLC for example.",
    no_audio: "Choose another file, or record the sound itself.",
    not_finite: "Export it again as 16-bit or 24-bit WAV.",
    bad_rate: "Convert it to 16 kHz, 44.1 kHz or 48 kHz.",
    other: "Try again; if it happens again, reload the page.",
  },
  settings: {
    close: "Close settings",
    reset: "Reset all settings",
    kept: "Kept on this device only.",
    notKept: "This browser keeps nothing for the page: settings last until it is closed.",
    sensitivity: {
      title: "Sensitivity",
      standard: "Balanced",
      false_alarms: "False alarms cost more",
      misses: "Misses cost more",
    },
    meaning: {
      false_alarms: "Rather let a fake pass than accuse a real voice.",
      misses: "Rather check a real voice twice than let a fake pass.",
    },
    /** @type {(real: string, fake: string) => string} */
    band: (real, fake) => `“Real” below ${real}, “synthetic” from ${fake}.`,
    /** @type {(alarms: string, missedSeen: string, missedUnseen: string, decided: string) => string} */
    rates: (alarms, missedSeen, missedUnseen, decided) =>
      `Measured: ${alarms} of real voices called synthetic; of fakes called real ${missedSeen} (engines it was trained on), ${missedUnseen} (never heard); an answer for ${decided}.`,
    hop: { title: "One score every" },
    theme: { title: "Theme", standard: "As the system", light: "Light", dark: "Dark" },
    language: { title: "Language", standard: "As the browser" },
  },
  timeline: {
    caption: "Over time: how synthetic each 2-second stretch sounds",
    table: "The same as a table",
    from: "From",
    probability: "Probability of synthetic",
    sounds: "Sounds",
  },
  reasons: {
    too_short: "The recording is shorter than half a second: too short to judge.",
    silent: "The recording is silent, or nearly all of it is.",
    no_speech: "No speech was found: nothing sounds like somebody who speaks.",
    no_voice: "No voice was found: what sounds here is music, noise or something else.",
    mostly_no_voice: "Most of what sounds here is no voice; the rest is too little to judge.",
    undecided: "The evidence points neither way clearly enough.",
    noisy: "There is much noise or echo; a cleaner recording may settle it.",
    narrow_band:
      "Nothing is heard above 5 kHz, as over the telephone: much of what tells voices apart is missing.",
    clipped: "The sound is distorted because it was recorded too loud.",
    windows_disagree: "Some parts point to a real voice, others to a synthetic one.",
  },
  failures: {
    broke_down:
      "The analysis broke down, twice. The file may be damaged, or the memory too small for it.",
  },
  errors: {
    missing: "There is no such file.",
    not_a_file: "This is a folder or a device, not a file.",
    unreadable: "The file cannot be opened for reading.",
    empty: "The file is empty (0 bytes).",
    undecodable: "This is not audio that can be read here, or the file is damaged.",
    no_audio: "The file holds no audio samples.",
    not_finite: "The audio holds values that are not numbers (NaN or infinity).",
    bad_rate: "The sample rate is outside 4 kHz to 768 kHz.",
  },
};

export default en;
