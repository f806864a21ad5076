/**
 * Local variation of interspike intervals: irregularity that slow changes of the rate leave alone.
 *
 * @module
 */

/**
 * Local variation LV = 3 / (n - 1) Σ ((Iₖ - Iₖ₊₁) / (Iₖ + Iₖ₊₁))² [1] of n successive intervals, in whatever unit
 * (Shinomoto, Shima & Tanji 2003, Neural Comput. 15:2823–2842): 0 for a regular train, 1 expected of a Poisson process,
 * at most 3. NaN of fewer than two intervals.
 *
 * @example
 * ```ts
 * import { localVariation } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(localVariation([5, 5, 5]), 0); // regular
 * assertEquals(localVariation([10, 30, 10]), 0.75);
 * ```
 *
 * @category Analysis
 */
export function localVariation(intervals: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k + 1 < intervals.length; k++) {
    sum += ((intervals[k] - intervals[k + 1]) / (intervals[k] + intervals[k + 1])) ** 2;
  }
  return intervals.length < 2 ? NaN : 3 * sum / (intervals.length - 1);
}
