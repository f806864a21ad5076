/**
 * Laws that counts in random networks follow, each as the array of its probabilities, made from factorials.
 *
 * @module
 */

const logFactorials: number[] = [0];

/** ln n! */
function logFactorial(n: number): number {
  while (logFactorials.length <= n) {
    logFactorials.push(logFactorials[logFactorials.length - 1] + Math.log(logFactorials.length));
  }
  return logFactorials[n];
}

/** ln of the number of k-subsets of n things; -Infinity where there is none. */
function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? -Infinity : logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Successes in n independent trials of probability p in (0, 1): entries 0 to n. */
export function binomialLaw(n: number, p: number): Float64Array {
  return Float64Array.from(
    { length: n + 1 },
    (_, k) => Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p)),
  );
}

/** Marked things among `drawn` distinct ones of n, of which `marked` are marked: entries 0 to drawn. */
export function hypergeometricLaw(n: number, marked: number, drawn: number): Float64Array {
  return Float64Array.from(
    { length: drawn + 1 },
    (_, k) => Math.exp(logChoose(marked, k) + logChoose(n - marked, drawn - k) - logChoose(n, drawn)),
  );
}

/**
 * Differences of successive members of a k-subset of 1 … n, and its smallest member: the difference is g in
 * C(n - g, k - 1) of the C(n, k) subsets. Entries 0 (never) to n.
 */
export function gapLaw(n: number, k: number): Float64Array {
  return Float64Array.from(
    { length: n + 1 },
    (_, g) => g === 0 ? 0 : Math.exp(logChoose(n - g, k - 1) - logChoose(n, k)),
  );
}

/** Members of a k-subset of 1 … n that follow on their predecessor: r in C(k - 1, r) C(n - k + 1, k - r) subsets. */
export function adjacentLaw(n: number, k: number): Float64Array {
  return Float64Array.from(
    { length: k },
    (_, r) => Math.exp(logChoose(k - 1, r) + logChoose(n - k + 1, k - r) - logChoose(n, k)),
  );
}

/** Failures before the first success among `length` trials of probability p; the last entry: no success. */
export function geometricLaw(p: number, length: number): Float64Array {
  return Float64Array.from({ length: length + 1 }, (_, x) => (1 - p) ** x * (x < length ? p : 1));
}

/** Different ones among `draws` independent draws of n equally likely things: entries 0 to draws. */
export function occupancyLaw(n: number, draws: number): Float64Array {
  const law = new Float64Array(draws + 1);
  law[0] = 1;
  for (let draw = 0; draw < draws; draw++) {
    for (let d = draw + 1; d > 0; d--) law[d] = law[d] * d / n + law[d - 1] * (n - d + 1) / n;
    law[0] = 0;
  }
  return law;
}

/** The law of the sum of two independent numbers. */
export function sumLaw(a: Float64Array, b: Float64Array): Float64Array {
  const law = new Float64Array(a.length + b.length - 1);
  for (let j = 0; j < a.length; j++) {
    if (a[j] > 0) { for (let k = 0; k < b.length; k++) law[j + k] += a[j] * b[k]; }
  }
  return law;
}
