/** Stands in for the browser's WebCodecs, which Node lacks: every packet is a little silence. */

/** Most samples that come out of a packet, all channels together. */
export const FRAMES = 64;

class SilentDecoder {
  static isConfigSupported() {
    return { supported: true };
  }

  state = "unconfigured";
  decodeQueueSize = 0;

  constructor({ output }) {
    this.output = output;
  }

  configure({ numberOfChannels, sampleRate }) {
    this.state = "configured";
    const numberOfFrames = Math.floor(FRAMES / numberOfChannels);
    this.silence = {
      numberOfFrames,
      numberOfChannels,
      sampleRate,
      timestamp: 0,
      format: "f32-planar",
      data: new Float32Array(numberOfFrames * numberOfChannels),
      copyTo: (plane) => plane.fill(0),
      close() {},
    };
  }

  decode() {
    this.decodeQueueSize++;
    setImmediate(() => {
      this.decodeQueueSize--;
      if (this.state !== "closed") this.output(this.silence);
    });
  }

  async flush() {
    while (this.decodeQueueSize > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  close() {
    this.state = "closed";
  }
}

export function useSilentDecoder() {
  globalThis.AudioDecoder = SilentDecoder;
  globalThis.EncodedAudioChunk = class {};
}
