/** Decoded packets, put together to blocks: packets hold 20 to 90 ms, too little to be worth a trip. */

/** Samples of a block. */
const BLOCK = 32_768;

/** @typedef {import("./packets.js").Decoded} Decoded */

/**
 * Collects packets, and keeps of them the samples in `range`, counted from the first packet.
 *
 * @param {{ start: number, end: number }} range
 */
export function createPlanes({ start, end }) {
  /** One per channel. @type {Float32Array[]} */
  let planes = [];
  let sampleRate = 0;
  let first = 0;
  let n = 0;
  return {
    /** @param {Decoded} data */
    hasRoomFor: (data) => n === 0 || n + data.numberOfFrames <= planes[0].length,
    /** Copy a packet; the first of a block says how many channels there are. @param {Decoded} data */
    add(data) {
      const { numberOfFrames, numberOfChannels } = data;
      if (n === 0) {
        const size = Math.max(BLOCK, numberOfFrames);
        planes = Array.from({ length: numberOfChannels }, () => new Float32Array(size));
        sampleRate = data.sampleRate;
      }
      planes.forEach((plane, channel) => {
        const planeIndex = Math.min(channel, numberOfChannels - 1);
        data.copyTo(plane.subarray(n, n + numberOfFrames), { planeIndex, format: "f32-planar" });
      });
      n += numberOfFrames;
    },
    /** The block. @returns {import("./types").Audio} */
    take() {
      const from = Math.min(n, Math.max(0, start - first));
      const to = Math.min(n, Math.max(from, end - first));
      const channels = planes.map((plane) => plane.subarray(from, to));
      first += n;
      n = 0;
      return { channels, sampleRate };
    },
  };
}
