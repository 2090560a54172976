/** The commands with which another person gets the same answer. */

/** For a POSIX shell; a name that starts like an option gets a folder. @param {string} path */
export function quoted(path) {
  const safe = path.startsWith("-") ? `./${path}` : path;
  return /^[\w./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

/**
 * @param {string} path
 * @param {number} [hopS] if other than the model's own
 * @param {import("../types").Band} [band] likewise
 */
export function commands(path, hopS, band) {
  const hop = hopS === undefined ? "" : ` --hop ${hopS}`;
  const edges = band === undefined ? "" : ` --band ${band.real_below} ${band.fake_above}`;
  return [
    `sha256sum ${quoted(path)}`,
    `.venv/bin/python -m training.predict --json${hop}${edges} ${quoted(path)}`,
  ];
}
