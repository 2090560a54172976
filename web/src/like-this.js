/**
 * How often the model was wrong on test recordings like this one.
 *
 * The model card's grid has the rates under one condition at a time. Those that what was measured
 * points to are found here; of several the worst is taken, as nothing says that they add up.
 */

/** In speech with steady noise `snr_db` comes out some 5 dB above the ratio of the powers. */
const SNR_MEASURED_ABOVE_DB = 5;

/** Grid rows of what may be in a file, by the ending of its name. @type {Record<string, string[]>} */
const ENCODERS = {
  mp3: ["mp3"],
  m4a: ["aac"],
  m4b: ["aac"],
  aac: ["aac"],
  mp4: ["aac"],
  mov: ["aac"],
  "3gp": ["aac", "amr"],
  amr: ["amr"],
  opus: ["opus"],
  weba: ["opus"],
  webm: ["opus"],
  mka: ["opus", "aac", "vorbis"],
  mkv: ["opus", "aac", "vorbis"],
  ogg: ["opus", "vorbis"],
  oga: ["opus", "vorbis"],
};

/** Of their bytes nobody knows how many are the sound's. */
const MAY_HOLD_PICTURES = ["mp4", "mov", "3gp", "webm", "mkv"];

/** @typedef {import("./types").GridRow} GridRow */
/** @typedef {"clean" | "compressed" | "telephone" | "noisy" | "distorted" | "short"} Kind */

/** The number that a row's name has: "10 dB SNR", "mp3-32k", "1.5 s". @param {GridRow} row */
const numberIn = ({ name }) => Number(/([\d.]+)(?:k$|%| )/.exec(name)?.[1]);

/** @type {(rows: GridRow[], value: number) => GridRow | undefined} */
function nearest(rows, value) {
  const distance = (/** @type {GridRow} */ row) => Math.abs(Math.log(numberIn(row) / value));
  if (rows.length === 1) return rows[0];
  return rows.filter((row) => numberIn(row) > 0).sort((a, b) => distance(a) - distance(b))[0];
}

/**
 * The rows that a compressed file may be like.
 *
 * @param {GridRow[]} rows of all codecs
 * @param {string} ending of the file's name
 * @param {number} kilobits of the whole file, a second
 */
function compressed(rows, ending, kilobits) {
  return (ENCODERS[ending] ?? []).flatMap((encoder) => {
    const its = rows.filter(({ name }) => name.startsWith(encoder));
    const possible = MAY_HOLD_PICTURES.includes(ending)
      ? its.filter((row) => numberIn(row) <= kilobits)
      : [];
    return possible.length > 0 ? possible : [nearest(its, kilobits)];
  });
}

/** A model whose corpus had no engines to hold out was not measured on any. @type {(row: GridRow) => boolean} */
const lacksUnseen = ({ unseen }) => unseen === undefined;

/** @param {GridRow} row */
const badness = ({ seen, unseen }) =>
  seen.false_alarm_rate + (1 - seen.recall) / 2 + (1 - unseen.recall) / 2;

/**
 * @param {import("./types").Result} result
 * @param {{ name: string, size: number } | null} file null for what was recorded here
 * @param {import("./types").Spec} spec
 * @returns {{ kind: Kind, row: GridRow } | null} null if nothing was judged or measured
 */
export function likeThis({ p_fake, quality, duration_s }, file, spec) {
  const grid = spec.metrics?.grid;
  if (p_fake === null || quality === null) return null;
  if (grid === undefined || grid.some(lacksUnseen)) return null;
  const group = (/** @type {string} */ name) => grid.filter((row) => row.group === name);
  /** @type {[Kind, GridRow | undefined][]} */
  const found = [];

  if (quality.bandwidth_hz < spec.quality.narrow_below_hz) {
    found.push(["telephone", group("band").find(({ name }) => name === "telephone")]);
  }
  if (quality.snr_db < spec.quality.noisy_below_db) {
    const snr = quality.snr_db - SNR_MEASURED_ABOVE_DB;
    const quieter = group("noise").sort((a, b) => numberIn(b) - numberIn(a));
    found.push(["noisy", quieter.find((row) => numberIn(row) <= snr) ?? quieter.at(-1)]);
  }
  if (quality.clipped_share > spec.quality.clipped_over) {
    found.push(["distorted", nearest(group("clipping"), 100 * quality.clipped_share)]);
  }
  const windowS = spec.window.length / spec.sample_rate_hz;
  if (duration_s < windowS) found.push(["short", nearest(group("length"), duration_s)]);
  if (file !== null) {
    const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
    const kilobits = (8 * file.size) / duration_s / 1000;
    for (const row of compressed(group("codec"), ending, kilobits)) found.push(["compressed", row]);
  }

  const [clean] = group("none");
  const rows = found.flatMap(([kind, row]) => (row === undefined ? [] : { kind, row }));
  rows.sort((a, b) => badness(b.row) - badness(a.row));
  return rows[0] ?? (clean === undefined ? null : { kind: "clean", row: clean });
}
