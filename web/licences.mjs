/** The licences of what the bundle holds, for web/THIRD_PARTY_LICENSES.txt. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * @param {string[]} inputs bundled files, relative to `from`
 * @param {string} from
 * @returns {Promise<string>}
 */
export async function licences(inputs, from) {
  const folders = new Set(
    inputs.flatMap((path) => path.match(/[^:]*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []),
  );
  const sections = [];
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(join(from, folder, "package.json"), "utf8"));
    const files = (await readdir(join(from, folder))).filter((name) => /^licen[cs]e/i.test(name));
    const texts = await Promise.all(
      files.map((name) => readFile(join(from, folder, name), "utf8")),
    );
    sections.push([`${about.name} ${about.version} (${about.license})`, ...texts].join("\n\n"));
  }
  return `${sections.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}
