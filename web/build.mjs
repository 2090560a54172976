/**
 * Bundles web/src into the classic scripts web/app.js and web/sw.js, which are committed:
 * `node web/build.mjs`, or with `--check` for CI.
 */

import { readFile, writeFile } from "node:fs/promises";
import { bundle, inputs, web } from "./bundle.mjs";
import { licences } from "./licences.mjs";
import { published } from "./published.mjs";

const isCheck = process.argv.includes("--check");
let stale = false;

/** @type {(name: string, text: string) => Promise<void>} */
async function output(name, text) {
  const there = await readFile(web + name, "utf8").catch(() => "");
  if (there === text) return;
  stale = true;
  if (!isCheck) await writeFile(web + name, text);
}

const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
const app = await bundle("src/app.js", { define: { APP_VERSION: JSON.stringify(version) } });
await output("app.js", app);
await output("THIRD_PARTY_LICENSES.txt", await licences([...inputs], web));
// Last, because it names the files above by their hashes.
const files = JSON.stringify(await published(web));
await output("sw.js", await bundle("src/service-worker.js", { define: { FILES: files } }));

if (stale && isCheck) {
  console.error("web/app.js or web/sw.js is older than what it is made from:");
  console.error("run `npm run build` and commit the result.");
  process.exit(1);
}
