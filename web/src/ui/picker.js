/** Every way to hand over files: buttons, Ctrl+O, drop anywhere on the page, paste. */

import { dropped, holdsFolder, inFolder, oneByOne } from "../folders.js";
import { byId } from "./dom.js";

/** @type {(data: DataTransfer | null) => boolean} */
const holdsFiles = (data) => data?.types.includes("Files") ?? false;

/** @typedef {import("../folders.js").Findings} Findings */

/**
 * @param {object} options
 * @param {(findings: Findings) => void} options.onFiles
 * @param {() => void} options.onLooking folders are being opened; onFiles follows
 */
export function startPicker({ onFiles, onLooking }) {
  const input = /** @type {HTMLInputElement} */ (byId("file-input"));
  const page = document.documentElement;

  startInput(input, byId("drop-zone"), (files) => onFiles(oneByOne(files)));
  startInput(byId("folder-input"), byId("folder-button"), (files) => onFiles(inFolder(files)));
  page.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "o")
      return;
    event.preventDefault();
    input.click();
  });
  page.addEventListener("paste", ({ clipboardData }) => {
    if (clipboardData?.files.length) onFiles(oneByOne(clipboardData.files));
  });
  startDrop(page, async (data) => {
    const findings = dropped(data);
    if (holdsFolder(data)) onLooking();
    onFiles(await findings);
  });
}

/** @type {(input: HTMLInputElement, button: HTMLElement, onFiles: (files: File[]) => void) => void} */
function startInput(input, button, onFiles) {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen again
    if (files.length > 0) onFiles(files);
  });
}

/** @type {(page: HTMLElement, onDrop: (data: DataTransfer) => void) => void} */
function startDrop(page, onDrop) {
  // dragenter and dragleave also fire for every child; only the outermost pair counts.
  let depth = 0;
  const show = (/** @type {number} */ newDepth) => {
    depth = newDepth;
    page.classList.toggle("is-dragging", depth > 0);
  };
  page.addEventListener("dragenter", (event) => holdsFiles(event.dataTransfer) && show(depth + 1));
  page.addEventListener("dragleave", (event) => holdsFiles(event.dataTransfer) && show(depth - 1));
  page.addEventListener("dragover", (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    /** @type {DataTransfer} */ (event.dataTransfer).dropEffect = "copy";
  });
  page.addEventListener("drop", (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    show(0);
    onDrop(/** @type {DataTransfer} */ (event.dataTransfer));
  });
}
