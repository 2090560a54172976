/** Stands in for the browser's WebCodecs, which Node lacks: every packet is a little silence. */

import { AudioSample, CustomAudioDecoder, registerDecoder } from "mediabunny";

/** Most samples that come out of a packet, all channels together. */
export const FRAMES = 64;

class SilentDecoder extends CustomAudioDecoder {
  static supports() {
    return true;
  }

  init() {}

  decode(packet) {
    const { numberOfChannels, sampleRate } = this.config;
    const frames = Math.floor(FRAMES / numberOfChannels);
    const data = new Float32Array(frames * numberOfChannels);
    const timestamp = packet.timestamp;
    const format = "f32-planar";
    try {
      this.onSample(new AudioSample({ data, format, numberOfChannels, sampleRate, timestamp }));
    } catch (error) {
      this.onError(error);
    }
  }

  flush() {}

  close() {}
}

export const useSilentDecoder = () => registerDecoder(SilentDecoder);
