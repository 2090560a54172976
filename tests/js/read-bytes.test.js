import assert from "node:assert/strict";
import { test } from "node:test";
import { readBytes } from "../../web/src/read-bytes.js";

/** A file of which the browser has `there` bytes when it says `size`. */
const blobOf = (there, size) => ({
  slice: () => ({ size, arrayBuffer: async () => new ArrayBuffer(there) }),
});

test("bytes that are there are read", async () => {
  assert.equal((await readBytes(blobOf(8, 8), 0, 8)).byteLength, 8);
});

test("a file with fewer bytes than it had is unreadable", async () => {
  await assert.rejects(readBytes(blobOf(4, 8), 0, 8), { code: "unreadable" });
});

test("a file that the browser refuses to read is unreadable", async () => {
  const gone = { slice: () => ({ size: 8, arrayBuffer: () => Promise.reject(new Error("gone")) }) };
  await assert.rejects(readBytes(gone, 0, 8), { code: "unreadable" });
});
