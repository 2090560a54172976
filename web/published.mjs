/** The files of web/ that a browser asks for, with their hashes. */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

/** Sources and build scripts, the worker itself, and the model in forms that Python reads. */
const UNPUBLISHED = /^(src|kernel)\/|\.mjs$|^sw\.js$|^model\/(?!model\.js$)/;

/** @param {string | Buffer} data */
export const sha256 = (data) => createHash("sha256").update(data).digest("base64");

/**
 * @param {string} web
 * @returns {Promise<Record<string, string>>} SHA-256 in base64 by path
 */
export async function published(web) {
  const found = await readdir(web, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/"))
    .map((path) => path.replace(/\/+/g, "/").slice(web.replaceAll("\\", "/").length))
    .filter((path) => !UNPUBLISHED.test(path))
    .sort();
  const hashed = paths.map(async (path) => [path, sha256(await readFile(web + path))]);
  return Object.fromEntries(await Promise.all(hashed));
}
