/** Binomial numbers by inversion, against the law from factorials and against exact integer arithmetic. */

import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { binomialQuantile, binomialTable } from "../../model/binomial.ts";
import { PURPOSE, uniform } from "../../model/random.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertCounts } from "./goodness_of_fit.ts";
import { binomialLaw } from "./laws.ts";

/** Tables are recurrences over up to some hundred terms, each rounded a few times, and leave out terms below 1e-20. */
const TABLE = 1e-13;

/** Moments of a table: sums of up to a thousand rounded terms, relative to the moment. */
const MOMENTS = 1e-11;

/** Largest uniform number there is. */
const LAST = 1 - 2 ** -53;

/** The probability of each count from first on. */
function terms(cumulative: Float64Array): number[] {
  return Array.from(cumulative, (value, k) => k === 0 ? value : value - cumulative[k - 1]);
}

Deno.test("a table holds the cumulative probabilities of the exact law for p = m / 64", () => {
  const law = fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 63 }), (n, m) => {
    const { first, cumulative } = binomialTable(n, m / 64);
    let sum = 0n, choose = 1n;
    for (let k = 0; k <= n; k++) {
      sum += choose * BigInt(m) ** BigInt(k) * BigInt(64 - m) ** BigInt(n - k);
      choose = choose * BigInt(n - k) / BigInt(k + 1);
      // The quotient of two integers of up to 360 bits, to 70 bits.
      const exact = Number((sum << 70n) / 64n ** BigInt(n)) / 2 ** 70;
      const tabulated = k < first ? 0 : cumulative[Math.min(k - first, cumulative.length - 1)];
      assertAlmostEquals(tabulated, exact, TABLE, `P(X <= ${k})`);
    }
  });
  fc.assert(law, PROPERTY);
});

Deno.test("a table ascends to 1 and has the mean n p and the variance n p (1 - p)", () => {
  const law = fc.property(fc.integer({ min: 1, max: 200_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, p) => {
    const { first, cumulative } = binomialTable(n, p);
    const probabilities = terms(cumulative);
    assertStrictEquals(cumulative[cumulative.length - 1], 1);
    assert(first >= 0 && first + cumulative.length - 1 <= n);
    assert(probabilities.every((probability) => probability >= 0));
    const mean = probabilities.reduce((sum, probability, k) => sum + probability * (first + k), 0);
    const variance = probabilities.reduce((sum, probability, k) => sum + probability * (first + k - n * p) ** 2, 0);
    assertAlmostEquals(mean, n * p, MOMENTS * Math.max(1, n * p));
    assertAlmostEquals(variance, n * p * (1 - p), MOMENTS * Math.max(1, n * p));
  });
  fc.assert(law, { ...PROPERTY, numRuns: 500 });
});

Deno.test("nothing, everything and no trial have one count", () => {
  assertEquals(binomialTable(7, 0), { first: 0, cumulative: Float64Array.of(1) });
  assertEquals(binomialTable(0, 0.3), { first: 0, cumulative: Float64Array.of(1) });
  assertEquals(binomialTable(7, 1), { first: 7, cumulative: Float64Array.of(1) });
  for (const u of [0, 0.5, LAST]) assertStrictEquals(binomialQuantile(binomialTable(7, 1), u), 7);
});

Deno.test("a quantile is the first count whose cumulative probability exceeds u", () => {
  const u = fc.oneof(fc.double({ min: 0, max: LAST, noNaN: true }), fc.constantFrom(0, LAST));
  const law = fc.property(fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true }), u, (n, p, u) => {
    const table = binomialTable(n, p);
    const expected = table.cumulative.findIndex((cumulative) => cumulative > u);
    assertStrictEquals(binomialQuantile(table, u), table.first + expected);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 2000 });
  const table = { first: 10, cumulative: Float64Array.of(0.25, 0.5, 1) };
  const counts = [0, 0.2499, 0.25, 0.4999, 0.5, LAST].map((u) => binomialQuantile(table, u));
  assertEquals(counts, [10, 10, 11, 11, 12, 12]);
});

for (const [n, p] of [[4000, 0.02], [100, 0.5], [30, 0.97], [8, 0.1]]) {
  Deno.test(`quantiles of uniform numbers are binomial for n = ${n}, p = ${p}`, () => {
    const table = binomialTable(n, p);
    const counts = new Uint32Array(n + 1);
    for (let k = 0; k < 200_000; k++) counts[binomialQuantile(table, uniform(21, PURPOSE.rows, k, n))]++;
    assertCounts(counts, binomialLaw(n, p), "counts");
  });
}
