/** Bundles web/src into the classic script web/app.js: `npm run build`, or `--check` for CI. */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licences } from "./licences.mjs";

const web = fileURLToPath(new URL(".", import.meta.url));

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  absWorkingDir: web,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  write: false,
  metafile: true,
  logLevel: "warning",
  loader: { ".wasm": "binary" },
};

const inputs = new Set();

/** @param {string} entry */
async function bundle(entry, plugins = []) {
  const { outputFiles, metafile } = await build({ ...COMMON, entryPoints: [entry], plugins });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  return outputFiles[0].text;
}

/** `import source from "bundle:./worker.js"` is that file's whole bundle as text. */
const bundleAsText = {
  name: "bundle-as-text",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^bundle:/ }, ({ path }) => ({
      path: path.replace("bundle:./", "src/"),
      namespace: "bundle",
    }));
    esbuild.onLoad({ filter: /./, namespace: "bundle" }, async ({ path }) => ({
      contents: await bundle(path),
      loader: "text",
    }));
  },
};

const outputs = {
  "app.js": await bundle("src/app.js", [bundleAsText]),
  "THIRD_PARTY_LICENSES.txt": await licences([...inputs], web),
};

let stale = false;
for (const [name, text] of Object.entries(outputs)) {
  const there = await readFile(web + name, "utf8").catch(() => "");
  if (there === text) continue;
  stale = true;
  if (!process.argv.includes("--check")) await writeFile(web + name, text);
}
if (stale && process.argv.includes("--check")) {
  console.error("web/app.js is older than web/src: run `npm run build` and commit the result.");
  process.exit(1);
}
