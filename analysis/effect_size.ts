/**
 * Effect size: the distance between two samples in units of their spread.
 *
 * @module
 */

import { mean, variance } from "./moments.ts";

/**
 * An effect size and where it lies.
 *
 * @category Analysis
 */
export interface EffectSize {
  /** Cohen's d [1]: positive where the first sample is larger. */
  readonly d: number;
  /** Lower end of the 95 % confidence interval. */
  readonly low: number;
  /** Upper end of the 95 % confidence interval. */
  readonly high: number;
}

/** The normal distribution has 95 % within this many standard deviations. */
const Z95 = 1.96;

/**
 * Cohen's d = (mean(a) - mean(b)) / s [1], s² = ((n - 1) s_a² + (m - 1) s_b²) / (n + m - 2) being the pooled variance of n
 * and m values (Cohen 1988, Statistical Power Analysis, section 2.5.1), with the confidence interval
 * d ± 1.96 √((n + m) / (n m) + d² / (2 (n + m - 2))) (Hedges & Olkin 1985, section 5.E; used for spiking networks by
 * Gutzen et al. 2018, Front. Neuroinform. 12:90).
 *
 * About 0.2 is called small, 0.8 large. Equal samples without any spread have d = 0, different ones ±Infinity. NaN where a
 * sample is empty, there are fewer than three values, or one of them is NaN.
 *
 * @example
 * ```ts
 * import { effectSize } from "@cobahh/cobahh";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(effectSize([2, 4, 6], [1, 3, 5]).d, 0.5);
 * ```
 *
 * @category Analysis
 */
export function effectSize(a: ArrayLike<number>, b: ArrayLike<number>): EffectSize {
  const n = a.length, m = b.length;
  if (n === 0 || m === 0 || n + m < 3) return { d: NaN, low: NaN, high: NaN };
  // From a value of the samples, so that equal values differ by 0 exactly.
  const x = Float64Array.from(a, (value) => value - a[0]), y = Float64Array.from(b, (value) => value - a[0]);
  const difference = mean(x) - mean(y);
  const pooled = (n * variance(x) + m * variance(y)) / (n + m - 2);
  const d = difference === 0 ? 0 : difference / Math.sqrt(pooled);
  const halfWidth = Z95 * Math.sqrt((n + m) / (n * m) + d ** 2 / (2 * (n + m - 2)));
  return Number.isFinite(d) ? { d, low: d - halfWidth, high: d + halfWidth } : { d, low: d, high: d };
}
