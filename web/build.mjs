/**
 * Bundles web/src into the classic scripts web/app.js and web/sw.js, and the examples into
 * web/examples.js, which are committed:
 * `node web/build.mjs`, or with `--check` for CI.
 */

import { readFile, writeFile } from "node:fs/promises";
import { bundle, inputs, web } from "./bundle.mjs";
import { licences } from "./licences.mjs";
import { published } from "./published.mjs";
import { EXAMPLES } from "./src/examples.js";

const isCheck = process.argv.includes("--check");
let stale = false;

/** @type {(name: string, text: string) => Promise<void>} */
async function output(name, text) {
  const there = await readFile(web + name, "utf8").catch(() => "");
  if (there === text) return;
  stale = true;
  if (!isCheck) await writeFile(web + name, text);
}

/** The examples as a classic script, which the page loads from disk when they are asked for. */
async function examples() {
  /** @type {Record<string, string>} */
  const files = {};
  for (const { file } of EXAMPLES) {
    files[file] = await readFile(`${web}../tests/clips/${file}`, "base64");
  }
  return `globalThis.DEEPFAKE_AUDIO_EXAMPLES = ${JSON.stringify(files)};\n`;
}

const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
const app = await bundle("src/app.js", { define: { APP_VERSION: JSON.stringify(version) } });
await output("app.js", app);
await output("examples.js", await examples());
await output("THIRD_PARTY_LICENSES.txt", await licences([...inputs], web));
// Last, because it names the files above by their hashes.
const files = JSON.stringify(await published(web));
await output("sw.js", await bundle("src/service-worker.js", { define: { FILES: files } }));

if (stale && isCheck) {
  console.error("web/app.js, web/examples.js or web/sw.js is older than what it is made from:");
  console.error("run `npm run build` and commit the result.");
  process.exit(1);
}
