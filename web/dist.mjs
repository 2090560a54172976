/**
 * Builds what is handed on and not committed: `node web/dist.mjs [FOLDER]`, after web/build.mjs.
 *
 * The page as one file, and ES modules for pages of others.
 */

import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { bundle, web } from "./bundle.mjs";
import { oneFile } from "./one-file.mjs";

const PAGE = "deepfake-audio-detection.html";
const folder = resolve(process.argv[2] ?? `${web}../dist`);
await mkdir(folder, { recursive: true });

const page = await oneFile(web);
await writeFile(`${folder}/${PAGE}`, page);
console.log(`${createHash("sha256").update(page).digest("hex")}  ${PAGE}`);

const module = await bundle("src/embed.js", { format: "esm" });
await writeFile(`${folder}/deepfake-audio.js`, module);
const model = await readFile(`${web}model/model.js`, "utf8");
const assignment = "globalThis.DEEPFAKE_AUDIO_MODEL=";
if (!model.startsWith(assignment)) throw new Error(`model.js does not start with ${assignment}`);
await writeFile(
  `${folder}/deepfake-audio-model.js`,
  `export default ${model.slice(assignment.length)}`,
);
for (const types of ["deepfake-audio.d.ts", "deepfake-audio-model.d.ts", "types.d.ts"]) {
  await copyFile(`${web}src/${types}`, `${folder}/${types}`);
}
await copyFile(`${web}THIRD_PARTY_LICENSES.txt`, `${folder}/THIRD_PARTY_LICENSES.txt`);
