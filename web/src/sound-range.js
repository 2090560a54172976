/** Where in a compressed file the sound begins and ends. */

import { OGG } from "mediabunny";

/**
 * The samples to keep, as libsndfile and FFmpeg do: not what an encoder needed to start up, and in
 * Ogg not what filled its last packet.
 *
 * @param {import("mediabunny").Input} input
 * @param {import("mediabunny").InputAudioTrack} track
 * @param {number} sampleRate in Hz
 * @param {number} startS time of the first packet in seconds; negative is start-up
 * @returns {Promise<{ start: number, end: number }>}
 */
export async function soundRange(input, track, sampleRate, startS) {
  const whole = { start: Math.round(Math.max(0, -startS) * sampleRate), end: Infinity };
  if ((await input.getFormat()) !== OGG) return whole;
  return { ...whole, end: Math.round((await track.computeDuration()) * sampleRate) };
}
