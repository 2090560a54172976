/** @type {(n: number) => string} */
const two = (n) => String(n).padStart(2, "0");

/** "2026-11-25-180459" in local time, as file names sort. @param {Date} date */
export function stamp(date) {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}-${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join("")}`;
}
