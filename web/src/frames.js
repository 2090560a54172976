/**
 * Frames of a spectrogram, without padding; as `n_frames` in training/params.py.
 *
 * @param {number} nSamples
 * @param {Pick<import("./types").SpectrogramParams, "n_fft" | "hop_length">} p
 */
export const framesOf = (nSamples, { n_fft, hop_length }) =>
  1 + Math.floor((nSamples - n_fft) / hop_length);
