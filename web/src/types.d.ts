/** What `convert.py` ships, and what the page resolves to. Times in samples unless a name says otherwise. */

export interface ResampleParams {
  zero_crossings: number;
  rolloff: number;
  kaiser_beta: number;
  min_rate_hz: number;
  max_rate_hz: number;
}

export interface WindowParams {
  length: number;
  hop: number;
  min_length: number;
}

export interface SpectrogramParams {
  n_fft: number;
  hop_length: number;
  first_bin: number;
  n_bins: number;
  power_floor: number;
  rms_floor: number;
}

export interface SpeechParams {
  frame_length: number;
  silence_dbfs: number;
  range_below_peak_db: number;
  min_active_s: number;
  min_level_range_db: number;
  min_voiced_share: number;
}

export interface QualityParams {
  loud: number;
  quiet: number;
  audible_range: number;
  at_limit: number;
  largest_snr_db: number;
  noisy_below_db: number;
  narrow_below_hz: number;
  clipped_over: number;
  disagree_from: number;
}

export interface VerdictParams {
  slope: number;
  intercept: number;
  floor: number;
  real_below: number;
  fake_above: number;
  voice_above: number;
}

/** Measured with an answer forced at one half, but for `decided` and `decided_accuracy`. */
export interface Rates {
  clips: number;
  false_alarm_rate: number;
  recall: number;
  decided: number;
  decided_accuracy: number;
}

/** One condition, such as a codec: with engines that were trained on, and with others. */
export interface GridRow {
  group: string;
  name: string;
  seen: Rates;
  unseen: Rates;
}

/** What comes of a decision band. */
export interface BandRates {
  false_alarm_rate: number;
  miss_rate: number;
  decided: number;
}

export interface Band {
  real_below: number;
  fake_above: number;
  seen?: BandRates;
  unseen?: BandRates;
}

/** `Params.to_spec()` of training/params.py, and what a person is told. */
export interface Spec {
  sample_rate_hz: number;
  resample: ResampleParams;
  window: WindowParams;
  spectrogram: SpectrogramParams;
  fine: SpectrogramParams;
  speech: SpeechParams;
  quality: QualityParams;
  verdict: VerdictParams;
  labels: string[];
  reasons: Record<string, string>;
  errors: Record<string, string>;
  model_sha256: string;
  /** float32 little-endian in base64 */
  tables: { stft_window: string; fine_window: string };
  golden: Golden;
  metrics?: {
    grid?: GridRow[];
    thresholds?: Band[];
    /** what training.deletion measured */
    deletion?: { drop?: { share: number; most_important: number; random: number }[] };
  };
}

/** What Python made of one of the examples, see training/golden.py. */
export interface Golden {
  clip: string;
  as_if_hz: number;
  /** Shares of the clip's margin whose probabilities follow that of all of it, see `p_fake`. */
  weaker: number[];
  stages: GoldenStage[];
}

export interface GoldenStage {
  stage: string;
  length: number;
  tolerance: number;
  places: number[];
  values: number[];
}

/** Name, shape and type of one array in weights.bin, and how it is written in fewer bits. */
export interface WeightEntry {
  name: string;
  shape: number[];
  dtype: "float32" | "int32" | "bool";
  quantization?: { dtype: "uint16"; min: number; scale: number; original_dtype: "float32" };
}

/** `web/model/model.js` sets `globalThis.DEEPFAKE_AUDIO_MODEL` to this. */
export interface Artefact {
  spec: Spec;
  /** model.json of a tfjs graph-model, without weight files */
  graph: {
    modelTopology: object;
    signature: object;
    weightsManifest: { weights: WeightEntry[] }[];
  };
  /** weights.bin in base64 */
  weights: string;
}

export type Speech = "speech" | "silent" | "no_speech";
export type Label = "real" | "fake" | "unsure";

/** One judged window: where it starts, and its calibrated log-odds of "fake". */
export interface WindowScore {
  start_s: number;
  logit: number;
}

/** Means over the judged windows. */
export interface Quality {
  snr_db: number;
  bandwidth_hz: number;
  clipped_share: number;
}

export interface Verdict {
  label: Label;
  p_fake: number | null;
  /** keys of `Spec.reasons` */
  reason_codes: string[];
}

export interface Result {
  file: string | null;
  duration_s: number;
  verdict: Label;
  p_fake: number | null;
  /** sentences in English */
  reasons: string[];
  /** their keys in `Spec.reasons` */
  reason_codes: string[];
  /** null if nothing was judged */
  quality: Quality | null;
  windows: { start_s: number; p_fake: number }[];
  model: string;
}

/** What is handed over to be judged: a file, or samples from the microphone or a tab. */
export type Recording = { name: string } & (
  | { blob: Blob }
  | { samples: Float32Array; sampleRate: number }
);

export interface Audio {
  /** one Float32Array of equal length per channel */
  channels: Float32Array[];
  sampleRate: number;
}

/** A piece of a recording, and the share of it that has been read with this piece, 0 to 1. */
export interface Block extends Audio {
  done: number;
}

/** One window; null where there is no speech to judge, or the network hears no voice in it. */
export interface Judged {
  kind: Speech | "no_voice";
  logit: number | null;
  quality: Quality | null;
}

/** What judging a window takes. */
export interface Model {
  spec: Spec;
  stftWindow: Float32Array;
  fineWindow: Float32Array;
  predict: Predict;
}

/** A recording of any length, ready to be drawn and played; see inspect.js. */
export interface Inspection {
  /** 32-bit float at the model's rate, one channel */
  wav: Blob;
  /** samples in it */
  n: number;
  columns: number;
  /** samples that a column covers */
  columnSamples: number;
  /** [columns] */
  low: Float32Array;
  high: Float32Array;
  /** [columns * n_bins], see QUIETEST_DB in inspect.js */
  levels: Uint8Array;
  /** the highest of all levels */
  loudest: number;
}

/** A piece of it in full detail. */
export interface Tile {
  samples: Float32Array;
  /** [frames * n_bins] */
  levels: Uint8Array;
}

/** A window's calibrated log-odds of "fake", and what each patch of its spectrograms adds to them. */
export interface Occlusion {
  logit: number;
  /** [GRID.times * GRID.bands], from the first frames and the lowest bins */
  changes: Float64Array;
}

/** real, fake, no voice, voice: probabilities [n * 4] of the features of `n` windows laid end to end */
export type Predict = (features: Float32Array, n: number) => Promise<Float32Array>;

export interface Options {
  signal?: AbortSignal;
  /** called with the fraction done, 0 to 1 */
  onProgress?: (fraction: number) => void;
  /** seconds from window to window; the model's own if left out */
  hopS?: number;
  /** called for each judged window as soon as those before it are judged, too */
  onWindow?: (window: { start_s: number; p_fake: number }) => void;
}

export interface Ready {
  backend: string;
  model: string;
  /** whether web/kernel computes spectrograms and resamples, not JavaScript */
  kernel: boolean;
}
