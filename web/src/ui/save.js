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

/** "verdicts-2025-01-31-1405", in local time. @param {string} what */
export function dated(what) {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return `${what}-${local.slice(0, 10)}-${local.slice(11, 16).replace(":", "")}`;
}
