/** Compiles web/kernel, AssemblyScript, into WebAssembly. */

import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const web = fileURLToPath(new URL(".", import.meta.url));
const FILE = "kernel.wasm";

/** Pages of 64 KiB; what web/kernel lays out must fit. */
const MEMORY = "28";

const OPTIONS = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert"];
const MEMORY_OPTIONS = ["--initialMemory", MEMORY, "--maximumMemory", MEMORY];
// The warning is about vectors between its own modules: none comes in or goes out.
const WARNINGS = ["--disableWarning", "112"];

async function compile() {
  /** @type {Uint8Array | null} */
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      "kernel/index.ts",
      ...["--baseDir", web],
      ...["--outFile", FILE],
      ...OPTIONS,
      ...MEMORY_OPTIONS,
      ...WARNINGS,
    ],
    {
      writeFile(name, contents) {
        if (name === FILE) bytes = /** @type {Uint8Array} */ (contents);
      },
    },
  );
  if (error !== null || bytes === null) throw new Error(`web/kernel: ${stderr}`);
  return bytes;
}

/** @type {Promise<Uint8Array> | null} */
let compiled = null;

/** @returns {Promise<Uint8Array>} always the same for the same sources */
export function kernel() {
  compiled ??= compile();
  return compiled;
}
