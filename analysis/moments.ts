/**
 * Mean, standard deviation and coefficient of variation of a list of numbers, with the population's normalisation
 * (divided by n, numpy's ddof = 0). A NaN among the values gives NaN.
 *
 * @module
 */

/**
 * Arithmetic mean Σ xₖ / n, in the unit of the values; NaN of none.
 *
 * @category Analysis
 */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
}

/**
 * Variance Σ (xₖ - mean)² / n, in two passes, so that a large mean costs no digits; NaN of no value.
 *
 * @example
 * ```ts
 * import { variance } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(variance([1, 3]), 1);
 * ```
 *
 * @category Analysis
 */
export function variance(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += (values[k] - center) ** 2;
  return sum / values.length;
}

/**
 * Standard deviation √(Σ (xₖ - mean)² / n), in the unit of the values; NaN of none.
 *
 * @category Analysis
 */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/**
 * Coefficient of variation, standard deviation over mean [1]; NaN of no value, and where all values are 0.
 *
 * @example
 * ```ts
 * import { coefficientOfVariation } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(coefficientOfVariation([1, 3]), 0.5);
 * ```
 *
 * @category Analysis
 */
export function coefficientOfVariation(values: ArrayLike<number>): number {
  return standardDeviation(values) / mean(values);
}
