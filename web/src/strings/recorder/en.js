/** The recorder in English; arguments are formatted already. @typedef {typeof recorder} Recorder */

export const recorder = {
  record: "Record",
  listen: "Listen to a tab or the screen",
  stop: "Stop and judge",
  pause: "Pause",
  resume: "Go on",
  discard: "Discard",
  discardSure: "Discard for good?",
  discarded: "Discarded.",
  level: "Level",
  tooQuiet: "Too quiet: come closer",
  tooLoud: "Too loud: it distorts",
  microphone: "Microphone",
  systemChoice: "The system’s choice",
  recording: "Recording.",
  paused: "Paused.",
  lastSeconds: "The last 2 seconds",
  soFar: "All so far",
  soon: "Listening…",
  noSpeech: "No speech yet",
  raw: "Recorded raw: echo cancellation, noise suppression and automatic gain are off, because they alter the evidence. Recording goes on in the background.",
  /** @type {(what: string) => string} */
  altered: (what) =>
    `Not raw: this browser does not switch off ${what}, which alters the evidence. A recording made with another program is better evidence.`,
  echoCancellation: "echo cancellation",
  noiseSuppression: "noise suppression",
  autoGainControl: "automatic gain",
  /** @type {(stamp: string) => string} */
  fileName: (stamp) => `recording-${stamp}.wav`,
  save: "Save as WAV",
  longest: "10 minutes are the longest; they are judged below.",
  unplugged: "The microphone was unplugged or taken away. What it recorded is judged below.",
  sharingEnded: "The sharing has ended. What was recorded is judged below.",
  muted: "The microphone has been muted, by a switch, the system or another program.",
  sharedMuted: "What is shared has gone silent: it was muted or stopped.",
  blocked:
    "The microphone is blocked. Allow it for this page in the browser’s address bar, and for the browser in the system’s settings, then try again.",
  notFound: "No microphone was found. Plug one in and try again.",
  inUse: "The microphone is in use by another program, or the system blocks it.",
  notShared: "Nothing was shared, so nothing was recorded.",
  noSoundShared:
    "What you shared came without sound. Try again, choose a tab, and switch on “Also share tab audio”.",
  insecure:
    "Browsers hand out the microphone only to pages from disk or from https. Save this page and open it from disk, or choose a file.",
  unsupported: "This browser does not let the page record. Choose a file instead.",
};
