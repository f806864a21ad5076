/**
 * Root of the mean squared difference of two courses.
 *
 * @module
 */

/** sqrt(mean((a - b)²)), in the unit of both. */
export function rootMeanSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) ** 2;
  return Math.sqrt(sum / a.length);
}
