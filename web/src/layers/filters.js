/** Filters as web/kernel/network takes them, made of TensorFlow.js's. */

/** Columns that stand side by side. */
export const COLUMNS = 8;

/** Numbers of a tile of 6 × 6 inputs. */
export const TILE = 36;

/** What three numbers of a filter become: G of Winograd's F(4, 3). */
const G = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
];

/**
 * [rows, columns] → [columns / COLUMNS, rows, COLUMNS], from number `at` of `y` on.
 *
 * @param {Float32Array} y
 * @param {number} at
 * @param {number} rows
 * @param {number} columns
 * @param {(row: number, column: number) => number} value
 */
function pack(y, at, rows, columns, value) {
  for (let column = 0; column < columns; column++) {
    const first = at + Math.floor(column / COLUMNS) * rows * COLUMNS + (column % COLUMNS);
    for (let row = 0; row < rows; row++) y[first + row * COLUMNS] = value(row, column);
  }
}

/** @typedef {(filter: Float32Array, rows: number, columns: number) => Float32Array} Make */

/** A matrix [rows, columns]. @type {Make} */
export function packed(filter, rows, columns) {
  const y = new Float32Array(filter.length);
  pack(y, 0, rows, columns, (row, column) => filter[row * columns + column]);
  return y;
}

/** A filter [3, 3, rows, columns] as the 36 matrices that tiles are multiplied by. @type {Make} */
export function transformed(filter, rows, columns) {
  const size = rows * columns;
  const y = new Float32Array(TILE * size);
  for (let i = 0; i < TILE; i++) {
    const down = G[Math.floor(i / 6)];
    const across = G[i % 6];
    pack(y, i * size, rows, columns, (row, column) => {
      let sum = 0;
      for (let k = 0; k < 9; k++) {
        const value = filter[k * size + row * columns + column];
        sum += down[Math.floor(k / 3)] * across[k % 3] * value;
      }
      return sum;
    });
  }
  return y;
}
