/** The stages of the pipeline one by one, for the tests that compare them with Python's. */

import { toMono } from "./decode.js";
import { features } from "./features.js";
import { remarks, windowQuality } from "./quality.js";
import { resample } from "./resample.js";
import { resampleTaps } from "./resample-filter.js";
import { spectrogram } from "./spectrogram.js";
import { frameLevels, mostlyVoiceless, percentile, speechIn } from "./speech.js";
import { calibrate, decide, holdsVoice, margin, toProbability } from "./verdict.js";
import { cutWindow, windowStarts } from "./windows.js";

export const stages = {
  toMono,
  resampleTaps,
  resample,
  windowStarts,
  cutWindow,
  spectrogram,
  features,
  frameLevels,
  percentile,
  speechIn,
  mostlyVoiceless,
  windowQuality,
  remarks,
  margin,
  holdsVoice,
  calibrate,
  toProbability,
  decide,
};
