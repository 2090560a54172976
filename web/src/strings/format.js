/** Numbers, times and dates as the language in use writes them. */

import { locale, t } from "./index.js";

/** A narrow space that does not break, between a number and its unit. */
const SPACE = "\u202f";

/** By language and options: to make one takes longer than to use it a hundred times. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @type {(value: number, options?: Intl.NumberFormatOptions) => string} */
export function number(value, options) {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}

/**
 * A share as a whole percentage.
 *
 * @param {number} share 0 to 1
 */
export const percent = (share) => number(share, { style: "percent", maximumFractionDigits: 0 });

/**
 * A probability, or a rate that was measured, as a percentage which never claims certainty.
 *
 * @param {number} p 0 to 1
 */
export function probability(p) {
  if (p > 0.99) return t.result.over(percent(0.99));
  if (p < 0.01) return t.result.under(percent(0.01));
  return percent(p);
}

/** "4.2 s". @type {(s: number, digits?: number) => string} */
export const seconds = (s, digits = 1) =>
  `${number(s, { minimumFractionDigits: digits, maximumFractionDigits: digits })}${SPACE}s`;

/** "4.2 s" or "1:05". @type {(s: number) => string} */
export const duration = (s) => (s < 60 ? seconds(s) : clock(s));

/** "1:05", as a recorder shows it. @type {(s: number) => string} */
export function clock(s) {
  const whole = Math.floor(s);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "1.2 MB". @type {(n: number) => string} */
export function bytes(n) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(n, 1)) / 3));
  return number(n / 1000 ** power, {
    style: "unit",
    unit: units[power],
    maximumFractionDigits: power > 1 ? 1 : 0,
  });
}

/**
 * A file's name as it may stand in a sentence: characters that would turn around the text beside
 * them, or break the line, are "\ufffd".
 *
 * @param {string} name
 */
export const nameShown = (name) =>
  name.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, "\ufffd");

/** @type {(date: Date) => string} */
export const dateAndTime = (date) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "medium" }).format(date);

/** "this, that and another". @type {(items: string[]) => string} */
export const list = (items) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
