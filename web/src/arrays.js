/**
 * @param {Float32Array[]} blocks
 * @returns {Float32Array} all of them in a row
 */
export function concatenate(blocks) {
  const out = new Float32Array(blocks.reduce((n, block) => n + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}
