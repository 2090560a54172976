/**
 * Decode a whole file at its native rate, in the page: workers have no audio API.
 *
 * @param {{ blob: Blob, sampleRate: number }} question
 * @returns {Promise<import("./types").Audio>}
 */
export async function decodeAudioData({ blob, sampleRate }) {
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const buffer = await context.decodeAudioData(await blob.arrayBuffer());
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) =>
    buffer.getChannelData(channel),
  );
  return { channels, sampleRate };
}
