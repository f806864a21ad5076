/**
 * Student's t distribution, for intervals of means whose standard deviation is estimated from the same values.
 *
 * @module
 */

/** The continued fraction ends where a factor is nearer to 1 than this, which takes some ten to a hundred terms. */
const CONVERGED = 1e-15;

/** So many degrees of freedom are as good as infinitely many: quantiles agree to 2e-7. */
const NORMAL = 1e7;

/** A quantile is found where it moves by less than this part. */
const RESOLVED = 1e-14;

/** Terms of the continued fraction at most: those of 10,000 degrees of freedom are some 200. */
const TERMS = 10_000;

/**
 * P(T > t) of Student's t with ν degrees of freedom: ½ I_{ν/(ν + t²)}(ν/2, ½) for t ≥ 0, I being the regularized
 * incomplete beta function (Abramowitz & Stegun 1964, 26.7.1). ν may be any positive number, ∞ included, which is the
 * normal distribution. NaN where an argument is NaN or ν ≤ 0.
 *
 * @category Analysis
 */
export function studentTail(t: number, degreesOfFreedom: number): number {
  const nu = Math.min(degreesOfFreedom, NORMAL);
  if (Number.isNaN(t) || !(nu > 0)) return NaN;
  if (t < 0) return 1 - studentTail(-t, nu);
  if (t === Infinity) return 0;
  // From whichever of x and 1 - x is small, so that neither loses its digits.
  const x = nu / (nu + t * t), y = t * t / (nu + t * t);
  return 0.5 * (x < (nu / 2 + 1) / (nu / 2 + 2.5) ? lowerBeta(x, y, nu / 2, 0.5) : 1 - lowerBeta(y, x, 0.5, nu / 2));
}

/**
 * The t that Student's t with ν degrees of freedom exceeds with probability p: 1.833 for p = 0.05 and ν = 9.
 * NaN where p is not in (0, 1) or ν is not positive.
 *
 * @example
 * ```ts
 * import { studentQuantile } from "@cobahh/cobahh";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(studentQuantile(0.05, 9), 1.8331, 1e-4);
 * ```
 *
 * @category Analysis
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1 && degreesOfFreedom > 0)) return NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  const nu = Math.min(degreesOfFreedom, NORMAL);
  let low = 0, high = 1;
  while (studentTail(high, nu) > p) high *= 2;
  // Newton's method, and halving where it leaves the bracket: the tail falls monotonically.
  for (let t = (low + high) / 2;;) {
    const excess = studentTail(t, nu) - p;
    if (excess === 0) return t;
    if (excess > 0) low = t;
    else high = t;
    const step = t + excess / density(t, nu), next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - t) <= RESOLVED * t) return next;
    t = next;
  }
}

/** The density of Student's t. */
function density(t: number, nu: number): number {
  return Math.exp(-logBeta(nu / 2, 0.5) - (nu + 1) / 2 * Math.log1p(t * t / nu)) / Math.sqrt(nu);
}

/**
 * I_x(a, b), the regularized incomplete beta function, with y = 1 - x, for x < (a + 1) / (a + b + 2), where its continued
 * fraction converges fast (Abramowitz & Stegun 1964, 26.5.8), by Lentz's algorithm.
 */
function lowerBeta(x: number, y: number, a: number, b: number): number {
  if (x === 0) return 0;
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b)) / a;
  let c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), fraction = d;
  for (let m = 1; m <= TERMS; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < CONVERGED) break;
  }
  return front * fraction;
}

/** ln B(a, b), one of the two being ½, and Γ(½) = √π. */
function logBeta(a: number, b: number): number {
  return 0.5 * Math.log(Math.PI) - logGammaRatio(b === 0.5 ? a : b);
}

/** ln Γ(z + ½) - ln Γ(z), by Stirling's series of the ratio from z = 20 on, and Γ(z + 1) = z Γ(z) below. */
function logGammaRatio(z: number): number {
  let shift = 0;
  for (; z < 20; z++) shift += Math.log(z / (z + 0.5));
  const w = 1 / (z * z);
  return shift + 0.5 * Math.log(z) - (1 / (8 * z)) * (1 - w * (1 / 24 - w * (1 / 80 - w * 17 / 1792)));
}
