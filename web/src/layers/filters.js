/** Filters as web/kernel/network takes them, made of TensorFlow.js's. */

/** Columns that stand side by side. */
export const COLUMNS = 8;

/** Numbers of a tile of 6 × 6 inputs. */
export const TILE = 36;

/** What three numbers of a filter become, in rows of three: G of Winograd's F(4, 3). */
const G = [
  ...[1 / 4, 0, 0],
  ...[-1 / 6, -1 / 6, -1 / 6],
  ...[-1 / 6, 1 / 6, -1 / 6],
  ...[1 / 24, 1 / 12, 1 / 6],
  ...[1 / 24, -1 / 12, 1 / 6],
  ...[0, 0, 1],
];

/**
 * Where a number of a matrix [rows, columns] goes in [columns / COLUMNS, rows, COLUMNS].
 *
 * @param {number} row
 * @param {number} column
 * @param {number} rows
 */
const place = (row, column, rows) =>
  (Math.floor(column / COLUMNS) * rows + row) * COLUMNS + (column % COLUMNS);

/** @typedef {(filter: Float32Array, rows: number, columns: number) => Float32Array} Make */

/** A matrix [rows, columns]. @type {Make} */
export function packed(filter, rows, columns) {
  const y = new Float32Array(filter.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      y[place(row, column, rows)] = filter[row * columns + column];
    }
  }
  return y;
}

/** A filter [3, 3, rows, columns] as the 36 matrices that tiles are multiplied by. @type {Make} */
export function transformed(filter, rows, columns) {
  const size = rows * columns;
  const y = new Float32Array(TILE * size);
  const half = new Float64Array(G.length);
  for (let from = 0; from < size; from++) {
    const to = place(Math.floor(from / columns), from % columns, rows);
    for (let row = 0; row < G.length; row += 3) {
      for (let k = 0; k < 3; k++) {
        const at = from + k * size;
        half[row + k] =
          G[row] * filter[at] +
          G[row + 1] * filter[at + 3 * size] +
          G[row + 2] * filter[at + 6 * size];
      }
    }
    for (let i = 0; i < TILE; i++) {
      const row = 3 * (i % 6);
      const at = 3 * Math.floor(i / 6);
      y[to + i * size] = G[row] * half[at] + G[row + 1] * half[at + 1] + G[row + 2] * half[at + 2];
    }
  }
  return y;
}
