import { AudioError } from "./errors.js";

/**
 * Part of a file.
 *
 * Browsers notice that a file changed by its time, in whole seconds, so what is missing from one
 * that was cut is looked for, too.
 *
 * @param {Blob} blob
 * @param {number} start
 * @param {number} end
 * @returns {Promise<ArrayBuffer>} shorter only if the blob ends before
 * @throws {AudioError} `unreadable`, if the file has gone or changed since it was chosen
 */
export async function readBytes(blob, start, end) {
  const part = blob.slice(start, end);
  const bytes = await part.arrayBuffer().catch(() => null);
  if (bytes === null || bytes.byteLength < part.size) throw new AudioError("unreadable");
  return bytes;
}
