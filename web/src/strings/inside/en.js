/** "Look inside" in English; arguments are formatted already. @typedef {typeof inside} Inside */

export const inside = {
  title: "Look inside",
  preparing: "Preparing…",
  failed: "The recording could not be opened again. The file may have been moved or changed.",
  cantPlay: "This browser can’t play the sound.",
  playback: "Playback",
  play: "Play",
  pause: "Pause",
  repeat: "Repeat",
  stretch: "Stretch",
  stretchFrom: "Start the stretch here",
  stretchTo: "End the stretch here",
  stretchNone: "No stretch: play all",
  zoom: "Zoom",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomWhole: "Whole recording",
  position: "Position",
  windows: "Windows of two seconds",
  noWindow: "None chosen",
  noWindows:
    "Above: the sound and its spectrogram. No part of it was judged, so there are no scores.",
  hint: "From above: the sound, its spectrogram, and how synthetic each window sounds; between the dashed lines the answer is “can’t tell”. Press on a score to hear that window and see what moved its decision. Drag over the sound to play a stretch. You hear what the model hears: one channel, nothing above 8 kHz.",
  /** @type {(index: string, count: string, from: string, to: string) => string} */
  window: (index, count, from, to) => `Window ${index} of ${count}, ${from} to ${to}:`,
  /** @type {(p: string) => string} */
  score: (p) => `${p} synthetic`,
  /** @type {(from: string, to: string) => string} */
  windowImage: (from, to) => `Spectrogram as the model sees it, ${from} to ${to}, 0 to 8 kilohertz`,
  repeated: "The recording is shorter than two seconds and is repeated to fill them.",
  hear: "Hear it",
  showMap: "What moved the decision",
  explaining: "Trying without each patch…",
  speaksForReal: "speaks for real",
  speaksForFake: "speaks for synthetic",
  /** @type {(from: string, to: string, low: string, high: string) => string} */
  patch: (from, to, low, high) => `${from} to ${to}, ${low} to ${high} kHz`,
  /** @type {(before: string, after: string) => string} */
  without: (before, after) => `without it, ${before} would be ${after}.`,
  /** @type {(before: string) => string} */
  still: (before) => `without it, still ${before}.`,
  mapCaption:
    "Each patch in turn was flattened to the average of its frequencies, and the window judged again. The stronger the colour, the more the answer leaned on that patch. This shows what this network used, not where a forgery is, and not why; patches that only matter together stay pale.",
  /** @type {(share: string, most: string, random: string) => string} */
  deletion: (share, most, random) =>
    `Tested: flattening the ${share} of patches that such a map calls the most important took ${most} off the probability of the decision, random ones ${random}.`,
  /** @type {(k: number) => string} */
  kilohertz: (k) => `${k} kHz`,
  keys: "Keys",
  keyList:
    "On the sound: Space plays and pauses, ← → move, [ and ] set the stretch, Esc drops it, R repeats. On the scores: ← → choose a window, Enter plays it. On both: + and − zoom, 0 shows all; Ctrl and the wheel zoom, too.",
};
