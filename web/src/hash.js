/** The fingerprint of a file, to be compared with `sha256sum FILE`. */

/** More is not hashed: the browser's SHA-256 wants all bytes at once. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Hashes on their way or known; facts, report, CSV and JSON all ask. @type {WeakMap<Blob, Promise<string | null>>} */
const known = new WeakMap();

/**
 * @param {Blob} blob
 * @returns {Promise<string | null>} SHA-256 in hexadecimal; null for a file that is too large, that
 *   can no longer be read, or where the page is not in a secure context
 */
export function sha256(blob) {
  const hash = known.get(blob) ?? compute(blob);
  known.set(blob, hash);
  return hash;
}

/** @param {Blob} blob */
async function compute(blob) {
  if (blob.size > MOST_BYTES) return null;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
  } catch {
    known.delete(blob);
    return null;
  }
}
