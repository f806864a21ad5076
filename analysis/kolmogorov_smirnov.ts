/**
 * Whether two samples can come from one distribution: the two-sample Kolmogorov–Smirnov test.
 *
 * @module
 */

/**
 * Outcome of the test.
 *
 * @category Analysis
 */
export interface KolmogorovSmirnov {
  /** Largest difference of the two distribution functions, in [0, 1]. */
  readonly statistic: number;
  /** Probability of such a difference, or a larger one, where both samples come from one continuous distribution. */
  readonly p: number;
}

/** Up to this n m the probability is counted exactly; beyond, its limit is better than 0.01. */
const EXACT = 10_000;

/**
 * The two-sample Kolmogorov–Smirnov test: D = max |F_a(x) - F_b(x)|, F being the distribution functions of n and m values.
 *
 * p is exact for n m up to 10,000, by counting lattice paths (Hodges 1957, Ark. Mat. 3:469–486), and Kolmogorov's limit
 * with Stephens' correction beyond (Stephens 1970, J. R. Stat. Soc. B 32:115–122), which is within 0.01 there where both
 * n and m are at least 20. Ties, as counts have them, make p too large: the test is then cautious. NaN where a sample is
 * empty or has a NaN.
 *
 * Neurons of one network are no independent sample; between networks, over seeds, the test is right.
 *
 * @example
 * ```ts
 * import { kolmogorovSmirnov } from "@cobahh/cobahh";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { statistic, p } = kolmogorovSmirnov([1, 2, 3, 4], [5, 6, 7, 8]);
 * assertEquals(statistic, 1);
 * assertAlmostEquals(p, 2 / 70); // two of the 70 orders of four and four values are as far apart
 * ```
 *
 * @category Analysis
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): KolmogorovSmirnov {
  const x = Float64Array.from(a).sort(), y = Float64Array.from(b).sort(); // NaN last
  const n = x.length, m = y.length;
  if (n === 0 || m === 0 || Number.isNaN(x[n - 1] + y[m - 1])) return { statistic: NaN, p: NaN };
  // In units of 1 / (n m) differences are integers.
  let largest = 0;
  for (let i = 0, j = 0; i < n && j < m;) {
    const at = Math.min(x[i], y[j]);
    while (i < n && x[i] === at) i++;
    while (j < m && y[j] === at) j++;
    largest = Math.max(largest, Math.abs(i * m - j * n));
  }
  const statistic = largest / (n * m);
  return { statistic, p: n * m <= EXACT ? exactTail(largest, n, m) : limitTail(statistic, n, m) };
}

/** P(D ≥ largest / (n m)): one less the share of the paths from (0, 0) to (n, m) that stay nearer to the diagonal. */
function exactTail(largest: number, n: number, m: number): number {
  const stays = (i: number, j: number) => Math.abs(i * m - j * n) < largest ? 1 : 0;
  // share[j] is the number of staying paths to (i, j) over that of all paths to (i, j).
  const share = Float64Array.from({ length: m + 1 }, (_, j) => j === 0 ? 1 : 0);
  for (let j = 1; j <= m; j++) share[j] = share[j - 1] * stays(0, j);
  for (let i = 1; i <= n; i++) {
    share[0] *= stays(i, 0);
    // A random path to (i, j) comes from (i - 1, j) with probability i / (i + j).
    for (let j = 1; j <= m; j++) share[j] = (share[j] * i + share[j - 1] * j) / (i + j) * stays(i, j);
  }
  return largest === 0 ? 1 : 1 - share[m];
}

/** The same in the limit of many values. */
function limitTail(statistic: number, n: number, m: number): number {
  const root = Math.sqrt(n * m / (n + m));
  return kolmogorovTail((root + 0.12 + 0.11 / root) * statistic);
}

/** Q(λ) = 2 Σ_k (-1)^(k - 1) e^(-2 k² λ²), k from 1; below 0.3 it is 1 to nine digits, and the sum converges slowly. */
function kolmogorovTail(lambda: number): number {
  if (lambda < 0.3) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * lambda) ** 2);
  return Math.min(1, Math.max(0, sum));
}
