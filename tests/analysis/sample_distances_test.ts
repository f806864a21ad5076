/** Distances of samples against those of scipy, see fixtures/sample-distances/README.md; and what holds of any samples. */

import { assert, assertAlmostEquals, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { earthMoversDistance, effectSize, kolmogorovSmirnov } from "../../analysis/mod.ts";
import { assertAllClose, assertClose, EXAMPLES, ROUNDING } from "./trains.ts";

/** The sum over the limit's terms ends where they are below 1e-12; scipy's function is exact. */
const LIMIT = 1e-9;

/** How far the limit of p is from p where n m is large. */
const LIMIT_AND_EXACT = 0.01;

interface Fixture {
  readonly pairs: readonly {
    readonly name: string;
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly cohen: { readonly d: number; readonly halfWidth: number };
    readonly earthMovers: number;
    readonly kolmogorovSmirnov: { readonly statistic: number; readonly exact: number; readonly limit: number };
  }[];
}

const path = new URL("../../fixtures/sample-distances/sample_distances.json", import.meta.url);
const { pairs }: Fixture = JSON.parse(Deno.readTextFileSync(path));

for (const { name, a, b, cohen, earthMovers, kolmogorovSmirnov: expected } of pairs) {
  Deno.test(`distances of samples are scipy's: ${name}`, () => {
    const { d, low, high } = effectSize(a, b);
    assertClose(d, cohen.d, ROUNDING, "d");
    assertClose(low, cohen.d - cohen.halfWidth, ROUNDING, "low");
    assertClose(high, cohen.d + cohen.halfWidth, ROUNDING, "high");
    assertClose(earthMoversDistance(a, b), earthMovers, ROUNDING, "earth mover's");
    const { statistic, p } = kolmogorovSmirnov(a, b);
    assertClose(statistic, expected.statistic, ROUNDING, "statistic");
    if (a.length * b.length <= 10_000) assertAlmostEquals(p, expected.exact, ROUNDING);
    else {
      assertAlmostEquals(p, expected.limit, LIMIT);
      assertAlmostEquals(p, expected.exact, LIMIT_AND_EXACT);
    }
  });
}

// Eighths, so that shifts and sums are exact.
const eighth = fc.integer({ min: -800, max: 800 }).map((k) => k / 8);
const samples = fc.array(eighth, { minLength: 2, maxLength: 30 });

Deno.test("the earth mover's distance is a distance: none of itself, symmetric, and no detour is shorter", () => {
  fc.assert(
    fc.property(samples, samples, samples, (a, b, c) => {
      assertEquals(earthMoversDistance(a, a), 0);
      assertEquals(earthMoversDistance(a, b), earthMoversDistance(b, a));
      assertLessOrEqual(earthMoversDistance(a, c), earthMoversDistance(a, b) + earthMoversDistance(b, c) + ROUNDING);
      assertGreaterOrEqual(earthMoversDistance(a, b), Math.abs(mean(a) - mean(b)) - ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("the earth mover's distance of samples of equal size is the mean distance of their sorted values", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(eighth, eighth), { minLength: 1, maxLength: 30 }), (values) => {
      const a = values.map(([x]) => x).sort((x, y) => x - y), b = values.map(([, y]) => y).sort((x, y) => x - y);
      assertClose(earthMoversDistance(a, b), mean(a.map((x, k) => Math.abs(x - b[k]))), ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("distances of samples know neither the order of values nor where zero is", () => {
  fc.assert(
    fc.property(samples, samples, eighth, (a, b, shift) => {
      const [c, d] = [a, b].map((values) => values.toReversed().map((x) => x + shift));
      assertClose(earthMoversDistance(c, d), earthMoversDistance(a, b), ROUNDING);
      assertEquals(kolmogorovSmirnov(c, d), kolmogorovSmirnov(a, b));
      assertClose(effectSize(c, d).d, effectSize(a, b).d, ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("a shift moves the earth mover's distance of a sample to itself by as much", () => {
  fc.assert(
    fc.property(samples, eighth, (a, shift) => {
      assertClose(earthMoversDistance(a, a.map((x) => x + shift)), Math.abs(shift), ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("the effect size turns with the samples, ignores units, and lies within its interval", () => {
  fc.assert(
    fc.property(samples, samples, fc.constantFrom(0.25, 2, 1024), (a, b, unit) => {
      const { d, low, high } = effectSize(a, b);
      const turned = effectSize(b, a);
      assertAllClose([turned.d, turned.low, turned.high], [-d, -high, -low], ROUNDING);
      assertClose(effectSize(a.map((x) => x * unit), b.map((x) => x * unit)).d, d, ROUNDING);
      assert(low <= d && d <= high);
    }),
    EXAMPLES,
  );
});

Deno.test("the Kolmogorov–Smirnov test is symmetric, gives a probability, and 1 for the same values", () => {
  fc.assert(
    fc.property(samples, samples, (a, b) => {
      const { statistic, p } = kolmogorovSmirnov(a, b);
      assertEquals(kolmogorovSmirnov(b, a).statistic, statistic);
      assertAlmostEquals(kolmogorovSmirnov(b, a).p, p, ROUNDING);
      assert(statistic >= 0 && statistic <= 1 && p >= 0 && p <= 1);
      assertEquals(kolmogorovSmirnov(a, a), { statistic: 0, p: 1 });
    }),
    EXAMPLES,
  );
});

Deno.test("distances of nothing, and of samples with NaN, are NaN", () => {
  for (const [a, b] of [[[], [1]], [[1], []], [[1, NaN], [1, 2]], [[1, 2], [NaN, 1]]]) {
    assertEquals(earthMoversDistance(a, b), NaN);
    assertEquals(kolmogorovSmirnov(a, b), { statistic: NaN, p: NaN });
    assertEquals(effectSize(a, b), { d: NaN, low: NaN, high: NaN });
  }
});

Deno.test("samples without spread are equal or infinitely far apart", () => {
  assertEquals(effectSize([0.1, 0.1, 0.1], [0.1, 0.1]).d, 0);
  assertEquals(effectSize([2, 2], [1, 1]), { d: Infinity, low: Infinity, high: Infinity });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
