/**
 * Quantiles of a list of numbers.
 *
 * @module
 */

import { received } from "../model/received.ts";

/**
 * The quantiles of the values at the probabilities asked for, in the unit of the values: with the values sorted,
 * x₀ ≤ … ≤ xₙ₋₁, and h = (n - 1) p, linear between the neighbours of xₕ (definition 7 of Hyndman & Fan 1996,
 * Am. Stat. 50:361–365; numpy's default). One per probability; NaN of no value, and where a value is NaN.
 *
 * @example Median and maximum
 * ```ts
 * import { quantiles } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(quantiles([3, 1, 2, 10], [0.5, 1]), Float64Array.of(2.5, 10));
 * ```
 * @throws {RangeError} where a probability is not in [0, 1].
 * @category Analysis
 */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): Float64Array {
  for (const p of probabilities) {
    if (typeof p !== "number" || !(p >= 0 && p <= 1)) {
      throw new RangeError(`Cannot compute quantiles: probabilities must be in [0, 1], received ${received(p)}`);
    }
  }
  const sorted = Float64Array.from(values).sort(); // NaN last
  const last = sorted.length - 1;
  if (last < 0 || Number.isNaN(sorted[last])) return new Float64Array(probabilities.length).fill(NaN);
  return Float64Array.from(probabilities, (p) => {
    const h = last * p;
    const below = Math.floor(h);
    const above = Math.min(below + 1, last);
    return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
  });
}
