/** Hands a file to the person, as a download. */

/**
 * @param {string} name
 * @param {string} type
 * @param {BlobPart} content
 */
export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // Not at once: the browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @type {(n: number) => string} */
const two = (n) => String(n).padStart(2, "0");

/** "2026-11-25-180459" in local time, as file names sort. @param {Date} date */
export function stamp(date) {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}-${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join("")}`;
}

/** "verdicts-2025-01-31-1405", to the minute. @param {string} what */
export const dated = (what) => `${what}-${stamp(new Date()).slice(0, -2)}`;
