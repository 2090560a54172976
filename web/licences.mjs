/** The licences of what the bundle holds, for web/THIRD_PARTY_LICENSES.txt. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const RULE = "-".repeat(72);

/** @param {string} folder of one package */
async function licence(folder) {
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const names = await readdir(folder);
  const read = async (/** @type {string} */ name) =>
    (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
  let texts = await Promise.all(names.filter((name) => /^licen[cs]e/i.test(name)).map(read));
  if (texts.length === 0 && names.includes("README.md")) {
    const sections = (await read("README.md")).split(/^(?=#+ )/m);
    texts = sections.filter((section) => /^#+ licen[cs]e/i.test(section));
  }
  const source = (about.repository?.url ?? about.repository ?? "").replace(/^git\+/, "");
  const title = `${about.name} ${about.version}, licence ${about.license}, source ${source}`;
  return [title, ...texts.map((text) => text.trim())].join("\n\n");
}

/**
 * @param {string[]} inputs bundled files, relative to `from`
 * @param {string} from
 * @returns {Promise<string>}
 */
export async function licences(inputs, from) {
  const folders = new Set(
    inputs.flatMap((path) => path.match(/[^:]*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []),
  );
  const sections = await Promise.all(
    [...folders].sort().map((folder) => licence(join(from, folder))),
  );
  // What packages hold of others without saying so.
  const within = await readdir(`${from}src/licences`);
  const texts = within.map((name) => readFile(`${from}src/licences/${name}`, "utf8"));
  sections.push(...(await Promise.all(texts)).map((text) => text.trim()));
  const intro =
    "web/app.js holds these packages. TensorFlow.js is Copyright Google LLC; the text of its\n" +
    "licence, Apache-2.0, stands once below, under the package `long`.";
  return `${[intro, ...sections].join(`\n\n${RULE}\n\n`)}\n`;
}
