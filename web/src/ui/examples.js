/** One click to see it work: recordings that came with the page, loaded when they are asked for. */

import { fromBase64 } from "../base64.js";
import { EXAMPLES } from "../examples.js";
import { t } from "../strings/index.js";
import { scriptUrl } from "../trusted.js";
import { byId, element } from "./dom.js";

/** Files in base64 by name; web/examples.js sets it. @typedef {Record<string, string>} Files */

/** @returns {Files | undefined} */
const loaded = () => /** @type {any} */ (globalThis).DEEPFAKE_AUDIO_EXAMPLES;

/** @returns {Promise<Files>} */
function load() {
  const there = loaded();
  if (there !== undefined) return Promise.resolve(there);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = scriptUrl("examples.js");
    script.onload = () => resolve(/** @type {Files} */ (loaded()));
    script.onerror = reject;
    document.head.append(script);
  });
}

/**
 * @param {string} name
 * @returns {Promise<File>} rejects if web/examples.js is not there
 */
export async function exampleFile(name) {
  return new File([fromBase64((await load())[name])], name, { type: "audio/flac" });
}

/** @param {(file: File) => void} onFile */
export function startExamples(onFile) {
  const note = element("p", { class: "examples-note", role: "alert" });
  const buttons = EXAMPLES.map(({ id, file }) => {
    const button = element("button", { type: "button", class: "chip" }, () => t.examples[id]);
    button.addEventListener("click", async () => {
      try {
        const example = await exampleFile(file);
        note.textContent = "";
        onFile(example);
      } catch {
        note.textContent = t.examples.missing;
      }
    });
    return button;
  });
  const credits = element("ul", {});
  for (const { id, credit, licence } of EXAMPLES) {
    credits.append(element("li", {}, () => `${t.examples[id]}: ${credit}. ${licence}`));
  }
  const summary = element("summary", {}, () => t.examples.licences);
  byId("examples").append(
    element("span", {}, () => t.examples.title),
    ...buttons,
    element("details", {}, summary, credits),
    note,
  );
}
