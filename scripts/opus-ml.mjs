/**
 * Opus, decoded as libopus 1.5 does it where it may compute: networks mend what low rates lost.
 *
 * One job a line, in and out, as JSON: from `{ mode, packets }`, with `lace` or `nolace` for the
 * mode and packets in Base64, to `{ samples }`, 16-kHz mono float32 in Base64, or to `{ error }`.
 */

import { createInterface } from "node:readline";
import { OpusMLDecoder } from "@wasm-audio-decoders/opus-ml";

const MONO = { channels: 1, streamCount: 1, coupledStreamCount: 0, channelMappingTable: [0] };

/** @type {Map<string, OpusMLDecoder<16000>>} */
const decoders = new Map();

/** @param {string} mode a new decoder, or one that has forgotten what it heard */
async function fresh(mode) {
  const known = decoders.get(mode);
  if (known) {
    await known.reset();
    return known;
  }
  const speechQualityEnhancement = /** @type {"lace" | "nolace"} */ (mode);
  const decoder = new OpusMLDecoder({ ...MONO, sampleRate: 16000, speechQualityEnhancement });
  await decoder.ready;
  decoders.set(mode, decoder);
  return decoder;
}

/** @param {{ mode: string, packets: string[] }} job */
async function decode({ mode, packets }) {
  const decoder = await fresh(mode);
  const bytes = packets.map((packet) => new Uint8Array(Buffer.from(packet, "base64")));
  const { channelData, samplesDecoded, errors } = decoder.decodeFrames(bytes);
  if (errors.length > 0) return { error: errors[0].message };
  const [x] = channelData;
  const samples = Buffer.from(x.buffer, x.byteOffset, 4 * samplesDecoded).toString("base64");
  return { samples };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await decode(JSON.parse(line)))}\n`);
}
