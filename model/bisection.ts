/**
 * Bisection: where something begins in what is sorted.
 *
 * @module
 */

/** First k in [from, to) that `isBefore` is false of, or `to`; it has to be true up to some k, and false from there on. */
export function partitionPoint(from: number, to: number, isBefore: (k: number) => boolean): number {
  let low = from, high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first entry of an ascending array, from index `from` on, that is at least `value`; its length if none is. */
export function lowerBound(ascending: ArrayLike<number>, value: number, from = 0): number {
  return partitionPoint(from, ascending.length, (k) => ascending[k] < value);
}

/** Index of the first entry of an ascending array that is greater than `value`; its length if none is. */
export function upperBound(ascending: ArrayLike<number>, value: number): number {
  return partitionPoint(0, ascending.length, (k) => ascending[k] <= value);
}
