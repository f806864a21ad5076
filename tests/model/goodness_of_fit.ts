/**
 * Whether samples follow a law: Pearson's chi-squared test, Kolmogorov–Smirnov's test, and tests of a normal deviate.
 *
 * Each is a test at level {@linkcode ALPHA}. Seeds are fixed, so a test that passes passes always; ALPHA is the chance
 * that a right program would have been refused when its test was written. Chi-squared tests are two-sided: numbers that
 * fit too well are not random either.
 *
 * @module
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";

/** Level of every test. */
export const ALPHA = 1e-4;

/** Cells are pooled with their neighbours until they expect this many: Pearson's statistic is then chi-squared. */
const MINIMUM_EXPECTED = 10;

/** Laws are sums of up to some 10^5 terms made from logarithms of factorials of up to 10^6. */
const LAW_ROUNDING = 1e-7;

/** Probability that a standard normal number exceeds z (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14). */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  if (z >= 3) {
    let fraction = z;
    for (let k = 100; k > 0; k--) fraction = z + k / fraction;
    return density / fraction;
  }
  let sum = 0;
  for (let k = 1, term = z; term > 1e-17; k += 2, term *= z * z / k) sum += term;
  return 0.5 - density * sum;
}

/**
 * A chi-squared number as a nearly standard normal one (Wilson & Hilferty 1931, PNAS 17:684–688). Upper tails down to
 * ALPHA / 2 come out 0.97 to 1.6 times as probable as they are with 2 degrees of freedom, to 1.2 times with 10.
 */
export function chiSquaredDeviate(statistic: number, degrees: number): number {
  const variance = 2 / (9 * degrees);
  return (Math.cbrt(statistic / degrees) - (1 - variance)) / Math.sqrt(variance);
}

/** Requires that a number could be standard normal; where it is one of several that are tested, `tests` is how many. */
export function assertStandardNormal(z: number, what: string, tests: number = 1): void {
  const probability = 2 * normalTail(Math.abs(z));
  assert(probability > ALPHA / tests, `${what}: normal deviate ${z.toFixed(2)}, probability ${probability}`);
}

/** Requires that a number could be chi-squared with so many degrees of freedom. */
export function assertChiSquared(statistic: number, degrees: number, what: string, tests: number = 1): void {
  const name = `${what}: chi-squared ${statistic.toFixed(1)} of ${degrees} degrees of freedom`;
  assertStandardNormal(chiSquaredDeviate(statistic, degrees), name, tests);
}

/** Requires that counts of independent events could come from these probabilities of the cells, which sum to 1. */
export function assertCounts(
  counts: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  what: string,
  tests: number = 1,
): void {
  assertEquals(counts.length, probabilities.length, `${what}: one probability per cell`);
  const total = Array.prototype.reduce.call(counts, (sum, count) => sum + count, 0) as number;
  const law = Array.prototype.reduce.call(probabilities, (sum, p) => sum + p, 0) as number;
  assertAlmostEquals(law, 1, LAW_ROUNDING, `${what}: sum of probabilities`);
  const cells: { observed: number; expected: number }[] = [];
  let observed = 0, expected = 0;
  for (let k = 0; k < counts.length; k++) {
    observed += counts[k];
    expected += probabilities[k] * total;
    if (expected < MINIMUM_EXPECTED) continue;
    cells.push({ observed, expected });
    observed = expected = 0;
  }
  assert(cells.length > 1, `${what}: more than one cell of ${MINIMUM_EXPECTED} is needed, received ${total} events`);
  cells[cells.length - 1].observed += observed;
  cells[cells.length - 1].expected += expected;
  const statistic = cells.reduce((sum, cell) => sum + (cell.observed - cell.expected) ** 2 / cell.expected, 0);
  assertChiSquared(statistic, cells.length - 1, what, tests);
}

/** Requires that counts of independent events could come from equally likely cells. */
export function assertEqualChances(counts: ArrayLike<number>, what: string, tests: number = 1): void {
  assertCounts(counts, new Float64Array(counts.length).fill(1 / counts.length), what, tests);
}

/**
 * Requires that `counts`, how often each of n things was among `size` distinct ones of `draws` draws, could come from
 * equally likely subsets: Pearson's statistic divided by 1 - (size - 1) / (n - 1) is chi-squared with n - 1 degrees.
 */
export function assertEqualMembers(
  counts: ArrayLike<number>,
  { size, draws }: { readonly size: number; readonly draws: number },
  what: string,
): void {
  const { statistic, degrees } = memberStatistic(counts, size, draws);
  assertChiSquared(statistic, degrees, what);
}

/** The statistic of {@linkcode assertEqualMembers}, to be summed over independent subsets. */
export function memberStatistic(
  counts: ArrayLike<number>,
  size: number,
  draws: number,
): { readonly statistic: number; readonly degrees: number } {
  const n = counts.length;
  const expected = draws * size / n;
  let sum = 0;
  for (let j = 0; j < n; j++) sum += (counts[j] - expected) ** 2 / expected;
  return { statistic: sum / (1 - (size - 1) / (n - 1)), degrees: n - 1 };
}

/**
 * Requires that independent values could come from a continuous law, given by its cumulative distribution function: the
 * largest distance D between empirical and given function has 2 exp(-2 n D²) > ALPHA (Kolmogorov 1933, for large n).
 */
export function assertDistribution(values: Float64Array, cumulative: (x: number) => number, what: string): void {
  const sorted = values.toSorted();
  const n = sorted.length;
  let distance = 0;
  for (let k = 0; k < n; k++) {
    const p = cumulative(sorted[k]);
    distance = Math.max(distance, p - k / n, (k + 1) / n - p);
  }
  const probability = 2 * Math.exp(-2 * n * distance * distance);
  assert(probability > ALPHA, `${what}: Kolmogorov–Smirnov distance ${distance}, probability ${probability}`);
}
