/** Every way to hand over files: button, Ctrl+O, drop anywhere on the page, paste. */

import { byId } from "./dom.js";

/** @type {(data: DataTransfer | null) => boolean} */
const holdsFiles = (data) => data?.types.includes("Files") ?? false;

/** @param {(files: File[]) => void} onFiles */
export function startPicker(onFiles) {
  const button = byId("drop-zone");
  const input = /** @type {HTMLInputElement} */ (byId("file-input"));
  const page = document.documentElement;
  const give = (/** @type {FileList | undefined} */ list) => {
    if (list !== undefined && list.length > 0) onFiles([...list]);
  };

  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    give(input.files ?? undefined);
    input.value = ""; // so that the same file can be chosen again
  });
  page.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "o")
      return;
    event.preventDefault();
    input.click();
  });
  page.addEventListener("paste", (event) => give(event.clipboardData?.files));

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
    give(event.dataTransfer?.files);
  });
}
