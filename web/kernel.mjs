/** Compiles the two modules of web/kernel, AssemblyScript, into WebAssembly. */

import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const web = fileURLToPath(new URL(".", import.meta.url));
const FILE = "kernel.wasm";

const OPTIONS = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert"];
// The warning is about vectors between its own modules: none comes in or goes out.
const WARNINGS = ["--disableWarning", "112"];

/**
 * `sound` has a memory of its own, in pages of 64 KiB: what it lays out must fit. `network` works in
 * that of TensorFlow.js.
 */
const MEMORY = {
  sound: ["--initialMemory", "28", "--maximumMemory", "28"],
  network: ["--importMemory", "--initialMemory", "0"],
};

/** @typedef {keyof typeof MEMORY} Name */

/** @param {Name} name */
async function compile(name) {
  /** @type {Uint8Array | null} */
  let bytes = null;
  const source = `kernel/${name}/index.ts`;
  const { error, stderr } = await asc.main(
    [source, "--baseDir", web, "--outFile", FILE, ...OPTIONS, ...MEMORY[name], ...WARNINGS],
    {
      writeFile(file, contents) {
        if (file === FILE) bytes = /** @type {Uint8Array} */ (contents);
      },
    },
  );
  if (error !== null || bytes === null) throw new Error(`web/${source}: ${stderr}`);
  return bytes;
}

/** @type {Map<Name, Promise<Uint8Array>>} */
const compiled = new Map();

/**
 * @param {Name} name
 * @returns {Promise<Uint8Array>} always the same for the same sources
 */
export function kernel(name) {
  const bytes = compiled.get(name) ?? compile(name);
  compiled.set(name, bytes);
  return bytes;
}
