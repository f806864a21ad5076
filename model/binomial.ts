/**
 * Binomial numbers by inversion of the cumulative distribution, which is tabulated once per (n, p).
 *
 * @module
 */

import { upperBound } from "./bisection.ts";

/** The part of the distribution that is tabulated, and its cumulative probabilities. */
export interface BinomialTable {
  /** Smallest tabulated count. */
  readonly first: number;
  /** cumulative[k] = P(X <= first + k). */
  readonly cumulative: Float64Array;
}

/**
 * Table of the binomial distribution of n trials with probability p, from the mode outwards by
 * P(k + 1) / P(k) = (n - k) / (k + 1) · p / (1 - p) until a term is below 1e-20 of the mode's.
 */
export function binomialTable(n: number, p: number): BinomialTable {
  if (p === 0 || n === 0) return { first: 0, cumulative: Float64Array.of(1) };
  if (p === 1) return { first: n, cumulative: Float64Array.of(1) };
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const up = [1];
  for (let k = mode, term = 1; k < n && term > 1e-20; k++) up.push(term *= (n - k) / (k + 1) * odds);
  const down: number[] = [];
  for (let k = mode, term = 1; k > 0 && term > 1e-20; k--) down.push(term *= k / (n - k + 1) / odds);
  const terms = Float64Array.from([...down.reverse(), ...up]);
  let total = 0;
  for (let k = 0; k < terms.length; k++) {
    total += terms[k];
    terms[k] = total;
  }
  for (let k = 0; k < terms.length; k++) terms[k] /= total;
  return { first: mode - down.length, cumulative: terms };
}

/** The count whose cumulative probability is the first above u, a uniform number on [0, 1). */
export function binomialQuantile(table: BinomialTable, u: number): number {
  return table.first + upperBound(table.cumulative, u);
}
