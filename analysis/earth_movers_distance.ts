/**
 * Earth mover's distance between two samples: the work of turning one distribution into the other.
 *
 * @module
 */

/**
 * Earth mover's distance, or 1-Wasserstein distance, ∫ |F_a(x) - F_b(x)| dx of two samples, F being their distribution
 * functions, in the unit of the values (Vallender 1974, Theory Probab. Appl. 18:784–786): the least mean distance over
 * which values have to be moved. Two samples that differ by a shift are as far apart as the shift. NaN where a sample is
 * empty or has a NaN.
 *
 * @example
 * ```ts
 * import { earthMoversDistance } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(earthMoversDistance([0, 1, 3], [5, 6, 8]), 5);
 * ```
 *
 * @category Analysis
 */
export function earthMoversDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = Float64Array.from(a).sort(), y = Float64Array.from(b).sort(); // NaN last
  if (x.length === 0 || y.length === 0 || Number.isNaN(x[x.length - 1] + y[y.length - 1])) return NaN;
  let distance = 0;
  let at = Math.min(x[0], y[0]);
  for (let i = 0, j = 0; i < x.length || j < y.length;) {
    const next = j === y.length || (i < x.length && x[i] <= y[j]) ? x[i] : y[j];
    if (next > at) distance += Math.abs(i / x.length - j / y.length) * (next - at);
    at = next;
    while (i < x.length && x[i] === at) i++;
    while (j < y.length && y[j] === at) j++;
  }
  return distance;
}
