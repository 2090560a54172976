/** Comma-separated values that open in a spreadsheet as they are meant. */

/**
 * Spreadsheets take UTF-8 for something else without it; programs that read CSV as UTF-8 with a
 * mark ("utf-8-sig") are common, and the others have the JSON.
 */
const BYTE_ORDER_MARK = "\ufeff";

/** A spreadsheet would run such a text as a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** @param {string | number | null} value */
function cell(value) {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * As RFC 4180 has it: CRLF, quotes where needed, a header. Texts with a semicolon or a tab are quoted,
 * too: where a spreadsheet takes these for the separator, what follows must not become a cell.
 *
 * @param {Record<string, string | number | null>[]} rows with the same keys in the same order
 */
export function toCsv(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}
