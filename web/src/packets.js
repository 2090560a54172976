/** The packets of a track, decoded by the browser's WebCodecs. */

import { ADTS, AudioSample, AudioSampleSink, EncodedPacketSink } from "mediabunny";

/**
 * Packets under way, waiting to be decoded or to be taken. Each makes its own way to the decoder's
 * thread and back, on which this thread should have nothing else to do: so they are fed and taken
 * by the batch.
 */
const AHEAD = 128;
const BATCH = 32;

/**
 * Packets of ADTS that mediabunny 1.61 may remember: it keeps where each was, 8 MB an hour, and only
 * needs the last. Its list is internal, hence the exact version in package.json.
 */
const MOST_REMEMBERED = 4096;

/** Codings that mediabunny decodes itself. */
const PCM = /^(pcm-|[au]law)/;

/** @typedef {import("mediabunny").InputAudioTrack} Track */
/** @typedef {AudioData | AudioSample} Decoded to be closed by who takes it */

/**
 * Decode a track.
 *
 * @param {Track} track
 * @returns {AsyncGenerator<Decoded>} in a row, none of them empty
 * @throws {Error} after what came before the damage
 */
export async function* decodePackets(track) {
  const config = await track.getDecoderConfig();
  if (config === null) return;
  if (PCM.test(config.codec)) return yield* new AudioSampleSink(track).samples();
  const sink = new EncodedPacketSink(track);
  const isAdts = (await track.input.getFormat()) === ADTS;
  const decoding = startDecoder(config);
  try {
    let packet = await sink.getFirstKeyPacket();
    if (packet === null) return;
    while (!decoding.isOver()) {
      while (packet !== null && decoding.hasRoom()) {
        // mediabunny 1.61 stays at a frame that says it has no bytes.
        if (isAdts && packet.byteLength === 0) throw new Error("an empty frame");
        decoding.push(packet.toEncodedAudioChunk());
        packet = await sink.getNextPacket(packet);
        if (isAdts) forgetPassed(track);
        if (packet === null) decoding.finish();
      }
      await decoding.batch();
      for (let data = decoding.take(); data !== undefined; data = decoding.take()) yield data;
    }
  } finally {
    decoding.close();
  }
}

/** @param {Track} track */
function forgetPassed(track) {
  const passed = /** @type {any} */ (track)._backing.demuxer.loadedSamples;
  if (passed.length > MOST_REMEMBERED) passed.splice(0, passed.length - 1);
}

/**
 * A decoder and what is under way in it.
 *
 * @param {AudioDecoderConfig} config
 */
function startDecoder(config) {
  /** @type {Decoded[]} */
  const decoded = [];
  /** @type {Error | null} */
  let failure = null;
  let isFlushed = false;
  let wake = () => {};
  /** @param {Error} error */
  const fail = (error) => {
    failure ??= error;
    wake();
  };
  const decoder = new AudioDecoder({
    output(data) {
      if (data.numberOfFrames === 0) return data.close();
      // mediabunny works round what WebKit makes of more than two channels.
      decoded.push(data.numberOfChannels > 2 ? new AudioSample(data) : data);
      if (decoded.length >= BATCH) wake();
    },
    error: fail,
  });
  decoder.configure(config);
  // Decoders may make nothing of a packet, so there may be room without a batch.
  decoder.ondequeue = () => decoder.decodeQueueSize < AHEAD / 2 && wake();
  const isDue = () => failure !== null || isFlushed || decoded.length >= BATCH;
  return {
    hasRoom: () => failure === null && decoded.length + decoder.decodeQueueSize < AHEAD,
    push: (/** @type {EncodedAudioChunk} */ chunk) => decoder.decode(chunk),
    /** No packet will follow. */
    finish() {
      decoder.flush().then(() => {
        isFlushed = true;
        wake();
      }, fail);
    },
    /** Resolves when there is something to take or to push. */
    batch: () =>
      new Promise((resolve) => {
        wake = () => resolve(null);
        if (isDue()) wake();
      }),
    /** @throws {Error} once all that came before has been taken */
    take() {
      if (decoded.length === 0 && failure !== null) throw failure;
      return decoded.shift();
    },
    isOver: () => isFlushed && decoded.length === 0,
    close() {
      for (const data of decoded) data.close();
      if (decoder.state !== "closed") decoder.close();
    },
  };
}
