/** One way to bundle, for the page, for embedding and for the service worker. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { deflateRaw } from "pako";
import { kernel } from "./kernel.mjs";

export const web = fileURLToPath(new URL(".", import.meta.url));

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
};

/** Every file of which a bundle so far holds something, relative to `web`. */
export const inputs = new Set();

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

/** `import bytes from "kernel:sound"` is what web/kernel/sound compiles to. */
const kernelAsBytes = {
  name: "kernel-as-bytes",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^kernel:/ }, ({ path }) => ({
      path: path.replace("kernel:", ""),
      namespace: "kernel",
    }));
    esbuild.onLoad({ filter: /./, namespace: "kernel" }, async ({ path }) => ({
      contents: await kernel(path),
      loader: "binary",
    }));
  },
};

/**
 * TensorFlow.js's wasm, compressed: in base64 no host compresses it well. By pako, whose output is the
 * same on every machine, which that of Node's own zlib is not.
 */
const deflatedWasm = {
  name: "deflated-wasm",
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.wasm$/ }, async ({ path }) => ({
      contents: deflateRaw(await readFile(path), { level: 9, memLevel: 9 }),
      loader: "binary",
    }));
  },
};

/** Of mpg123-decoder without the half that starts workers of its own, which nothing here calls. */
const mpg123WithoutWorkers = {
  name: "mpg123-without-workers",
  setup(esbuild) {
    esbuild.onLoad({ filter: /mpg123-decoder.index\.js$/ }, () => ({
      contents: 'export { default as MPEGDecoder } from "./src/MPEGDecoder.js";',
    }));
  },
};

/**
 * @param {string} entry relative to `web`
 * @param {import("esbuild").BuildOptions} [options]
 * @returns {Promise<string>}
 */
export async function bundle(entry, options = {}) {
  const plugins = [bundleAsText, kernelAsBytes, deflatedWasm, mpg123WithoutWorkers];
  const { outputFiles, metafile } = await build({
    ...COMMON,
    ...options,
    entryPoints: [entry],
    plugins,
  });
  for (const { inputs: held } of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(held)) {
      if (bytesInOutput > 0) inputs.add(input);
    }
  }
  return outputFiles[0].text;
}
