/** The whole page in one HTML file, whose policy names by hash the scripts and styles it runs. */

import { readFile } from "node:fs/promises";
import { sha256 } from "./published.mjs";

const STYLE = /<link rel="stylesheet" href="([^"]+)" \/>\n?/g;
const SCRIPT = /<script [^>]*?src="([^"]+)"[^>]*><\/script>\n?/g;

/** What ends an element early, or could: as part of a string it can be written otherwise. */
const ENDS = { script: /<(?=\/script|!--)/gi, style: /<(?=\/style)/gi };

/** @type {(tag: "script" | "style", text: string) => string} */
function inline(tag, text) {
  if (text.includes("\r")) throw new Error(`A ${tag} has CR line ends, which HTML would change.`);
  return text.replace(ENDS[tag], tag === "script" ? "\\x3c" : "\\3c ");
}

/**
 * @param {string} web
 * @returns {Promise<string>}
 */
export async function oneFile(web) {
  const html = await readFile(`${web}index.html`, "utf8");
  const read = (/** @type {string[]} */ [, path]) => readFile(web + path, "utf8");
  const css = await Promise.all([...html.matchAll(STYLE)].map(read));
  // The examples, which the page would load when asked for them, come along.
  const js = await Promise.all([["", "examples.js"], ...html.matchAll(SCRIPT)].map(read));
  const style = inline("style", css.join("\n"));
  const scripts = js.map((text) => inline("script", text));
  const hashes = scripts.map((text) => `'sha256-${sha256(text)}'`).join(" ");
  // Function replacements, because "$&" in a text would mean something.
  return html
    .replace("script-src 'self'", () => `script-src ${hashes}`)
    .replace("style-src 'self'", () => `style-src 'sha256-${sha256(style)}'`)
    .replace(" manifest-src 'self';", "")
    .replace("worker-src blob: 'self'", "worker-src blob:")
    .replace(/ data-service-worker="[^"]*" data-manifest="[^"]*"/, "")
    .replace(STYLE, "")
    .replace(SCRIPT, "")
    .replace("</head>", () => `<style>${style}</style>\n  </head>`)
    .replace("</body>", () => {
      const elements = scripts.map((text) => `<script>${text}</script>\n  `);
      return `${elements.join("")}</body>`;
    });
}
