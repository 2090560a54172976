/** The fingerprint of a file, to be compared with `sha256sum FILE`. */

/** More is not hashed: the browser's SHA-256 wants all bytes at once. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * @param {Blob} blob
 * @returns {Promise<string | null>} SHA-256 in hexadecimal; null for a file that is too large, that
 *   can no longer be read, or where the page is not in a secure context
 */
export async function sha256(blob) {
  if (blob.size > MOST_BYTES) return null;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
  } catch {
    return null;
  }
}
